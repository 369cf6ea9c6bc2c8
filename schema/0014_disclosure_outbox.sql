-- What is to stand in the transparency log, written in the same transaction as what it tells of.
-- Row 1 becomes leaf 0 and so on without a gap; rows are never changed or removed.
CREATE TABLE disclosure_outbox (
  seq BIGINT PRIMARY KEY, leaf TEXT NOT NULL, recorded_at BIGINT NOT NULL);
-- Salt and value behind a leaf's commitments. Private; erasure empties it and the log stays as it is.
CREATE TABLE disclosure_salt (
  outbox_seq BIGINT NOT NULL, field TEXT NOT NULL, salt TEXT NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY (outbox_seq, field));
-- The published explanation of a correction, by the hash that stands in its leaf.
CREATE TABLE disclosure_text (hash TEXT PRIMARY KEY, text TEXT NOT NULL, recorded_at BIGINT NOT NULL);
-- Totals as they were last published, so that none moves unseen.
CREATE TABLE disclosure_total (
  name TEXT PRIMARY KEY, value BIGINT NOT NULL, outbox_seq BIGINT NOT NULL, published_at BIGINT NOT NULL);
