ALTER TABLE training_mark ADD COLUMN missed TEXT;
