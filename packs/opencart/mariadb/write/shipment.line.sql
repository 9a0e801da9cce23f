-- Written with the shipment (shipment.sql), whose entry holds its lines.
DO 0;
