ALTER TABLE people_person ADD COLUMN phone TEXT;
ALTER TABLE people_person ADD COLUMN phone_hash TEXT;
CREATE INDEX people_person_by_phone_hash ON people_person (phone_hash);
ALTER TABLE people_person ADD COLUMN birthday BIGINT;
ALTER TABLE people_person ADD COLUMN state TEXT;
ALTER TABLE people_person ADD COLUMN merged_into BIGINT;
CREATE INDEX people_person_by_merged_into ON people_person (merged_into);
ALTER TABLE people_person ADD COLUMN account BIGINT;
CREATE INDEX people_person_by_account ON people_person (account);

-- 同意记录
CREATE TABLE people_consent (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  branch BIGINT,
  person BIGINT,
  use TEXT,
  text BIGINT,
  channel TEXT,
  given BIGINT,
  guardian TEXT,
  withdrawn BIGINT,
  withdrawn_by TEXT);
CREATE INDEX people_consent_by_branch ON people_consent (branch);
CREATE INDEX people_consent_by_person ON people_consent (person);

-- 人员合并
CREATE TABLE people_merge (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  branch BIGINT,
  kept BIGINT,
  absorbed BIGINT,
  reason TEXT,
  state TEXT,
  account TEXT,
  day BIGINT,
  undone_reason TEXT);
CREATE INDEX people_merge_by_branch ON people_merge (branch);
CREATE INDEX people_merge_by_kept ON people_merge (kept);
CREATE INDEX people_merge_by_absorbed ON people_merge (absorbed);

-- 随合并转移的记录
CREATE TABLE people_moved (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  branch BIGINT,
  merge BIGINT,
  record_type TEXT,
  record BIGINT,
  place TEXT);
CREATE INDEX people_moved_by_branch ON people_moved (branch);
CREATE INDEX people_moved_by_merge ON people_moved (merge);
