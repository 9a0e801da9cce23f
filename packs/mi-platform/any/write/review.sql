INSERT INTO reviews (
    id, product_id, variant, customer_id, author_name, rating, rating_best, rating_worst, title, body, locale,
    status, verified_purchase, order_id, helpful_yes, helpful_no, created_at, is_incentivised)
SELECT
    id, product_id, variant, customer_id, author_name, rating, rating_best, rating_worst, title, body, locale,
    status, verified_purchase, order_id, helpful_yes, helpful_no, created_at, incentivised
FROM stage_review
WHERE is_new = 1
ORDER BY id;

UPDATE reviews
SET
    product_id = s.product_id, variant = s.variant, customer_id = s.customer_id, author_name = s.author_name,
    rating = s.rating, rating_best = s.rating_best, rating_worst = s.rating_worst, title = s.title,
    body = s.body, locale = s.locale, status = s.status, verified_purchase = s.verified_purchase,
    order_id = s.order_id, helpful_yes = s.helpful_yes, helpful_no = s.helpful_no, created_at = s.created_at,
    is_incentivised = s.incentivised
FROM stage_review AS s
WHERE s.is_new = 0 AND reviews.id = s.id;
