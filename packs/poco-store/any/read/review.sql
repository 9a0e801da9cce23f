SELECT r.id AS "key",
       r.site AS sites,
       CASE WHEN r.state = 'junk' THEN 'junk_review' END AS skip,
       r.variant_id AS product,
       r.variant_name AS variant,
       r.customer_id AS customer,
       r.nickname AS author_name,
       r.stars AS rating,
       r.out_of AS rating_best,
       1 AS rating_worst,
       r.aspects,
       r.headline AS title,
       r.body,
       r.lang AS locale,
       CASE r.state
           WHEN 'live' THEN 'approved'
           WHEN 'queued' THEN 'pending'
           WHEN 'refused' THEN 'rejected'
           WHEN 'junk' THEN 'spam'
           ELSE r.state
       END AS status,
       r.bought AS verified_purchase,
       r.order_id AS "order",
       r.thumbs_up AS helpful_yes,
       r.thumbs_down AS helpful_no,
       r.written_ms AS created_at,
       r.rewarded AS incentivised
FROM reviews r
WHERE /*keys r.id*/
ORDER BY r.id
