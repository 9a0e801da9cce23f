-- Written with the return (case.sql), whose comment holds its lines.
DO 0;
