-- Work that goes on after its answer. No record of its own: what it changed is journalled there.
CREATE TABLE job (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, type TEXT NOT NULL, account TEXT NOT NULL,
  state TEXT NOT NULL, done BIGINT NOT NULL, total BIGINT NOT NULL, started BIGINT NOT NULL,
  seen BIGINT NOT NULL, ended BIGINT NOT NULL, process TEXT NOT NULL, cancel BIGINT NOT NULL,
  result TEXT NOT NULL);
CREATE INDEX job_by_account ON job (account, started);
CREATE INDEX job_by_state ON job (state);
