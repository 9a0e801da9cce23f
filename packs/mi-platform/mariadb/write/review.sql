INSERT INTO reviews (
    id, product_id, variant, customer_id, author_name, rating, rating_best, rating_worst, title, body, locale,
    status, verified_purchase, order_id, helpful_yes, helpful_no, created_at, is_incentivised)
SELECT
    id, product_id, variant, customer_id, author_name, rating, rating_best, rating_worst, title, body, locale,
    status, verified_purchase, order_id, helpful_yes, helpful_no, created_at, incentivised
FROM stage_review
WHERE is_new = 1
ORDER BY id;

UPDATE reviews AS t JOIN stage_review AS s ON s.id = t.id
SET
    t.product_id = s.product_id, t.variant = s.variant, t.customer_id = s.customer_id,
    t.author_name = s.author_name, t.rating = s.rating, t.rating_best = s.rating_best,
    t.rating_worst = s.rating_worst, t.title = s.title, t.body = s.body, t.locale = s.locale,
    t.status = s.status, t.verified_purchase = s.verified_purchase, t.order_id = s.order_id,
    t.helpful_yes = s.helpful_yes, t.helpful_no = s.helpful_no, t.created_at = s.created_at,
    t.is_incentivised = s.incentivised
WHERE s.is_new = 0;
