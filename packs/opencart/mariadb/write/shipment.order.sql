-- Written with the shipment (shipment.sql), whose entry holds its orders.
DO 0;
