SELECT
    id AS "key", 'mi' AS sites, product_id AS product, variant, customer_id AS customer, author_name, rating,
    rating_best, rating_worst, title, body, locale, status, verified_purchase, order_id AS "order", helpful_yes,
    helpful_no, created_at, is_incentivised AS incentivised
FROM reviews
WHERE /*keys id*/
ORDER BY id
