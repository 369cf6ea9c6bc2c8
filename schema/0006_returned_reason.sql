ALTER TABLE plan_figure ADD COLUMN returned_reason TEXT;
