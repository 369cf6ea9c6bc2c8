ALTER TABLE training_certificate ADD COLUMN signed_on BIGINT;
ALTER TABLE training_certificate ADD COLUMN signed_by TEXT;
ALTER TABLE training_certificate ADD COLUMN code TEXT;
CREATE INDEX training_certificate_event_by_kind ON training_certificate_event (kind);
CREATE INDEX people_person_by_name ON people_person (name);
