-- Every id is a text made from the source's key; nothing is allocated.
SELECT 0
