-- Tables of the kernel itself. BIGINT becomes INTEGER on SQLite, so that ids are row ids there.
CREATE TABLE schema_step (number BIGINT PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL);
CREATE TABLE store_counter (one BIGINT PRIMARY KEY, last_id BIGINT NOT NULL);
INSERT INTO store_counter (one, last_id) VALUES (1, 0);
CREATE TABLE journal_head (one BIGINT PRIMARY KEY, count BIGINT NOT NULL, hash TEXT NOT NULL);
INSERT INTO journal_head (one, count, hash) VALUES (1, 0, '');
CREATE TABLE journal (
  seq BIGINT PRIMARY KEY, at BIGINT NOT NULL, command_id TEXT NOT NULL, command TEXT NOT NULL,
  account TEXT NOT NULL, os_user TEXT NOT NULL, type TEXT NOT NULL, record BIGINT NOT NULL,
  branch BIGINT NOT NULL, changes TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL);
CREATE INDEX journal_by_record ON journal (record, seq);
CREATE INDEX journal_by_command ON journal (command_id);
CREATE TABLE journal_personal (seq BIGINT PRIMARY KEY, content TEXT NOT NULL);
CREATE TABLE command (id TEXT PRIMARY KEY, hash TEXT NOT NULL, answer TEXT NOT NULL, at BIGINT NOT NULL);
CREATE TABLE measure_day (
  series TEXT NOT NULL, dimension TEXT NOT NULL, branch BIGINT NOT NULL, day BIGINT NOT NULL,
  recorded BIGINT NOT NULL, value BIGINT NOT NULL,
  PRIMARY KEY (series, dimension, branch, day, recorded));
CREATE TABLE measure_cell (
  series TEXT NOT NULL, dimension TEXT NOT NULL, branch BIGINT NOT NULL, month BIGINT NOT NULL,
  value BIGINT NOT NULL,
  PRIMARY KEY (series, dimension, branch, month));
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE session (
  token TEXT PRIMARY KEY, account BIGINT NOT NULL, csrf TEXT NOT NULL, started BIGINT NOT NULL,
  seen BIGINT NOT NULL);
CREATE INDEX session_by_account ON session (account);
