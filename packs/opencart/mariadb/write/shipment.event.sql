-- Written with the shipment (shipment.sql), whose entry holds its events.
DO 0;
