ALTER TABLE network_region ADD COLUMN name_en TEXT;
