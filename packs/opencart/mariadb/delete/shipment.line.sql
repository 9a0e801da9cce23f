-- The shipment is written again with what is left (write/shipment.sql).
DO 0;
