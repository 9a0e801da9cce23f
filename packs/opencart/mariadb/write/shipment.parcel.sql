-- Written with the shipment (shipment.sql), whose entry holds its parcels.
DO 0;
