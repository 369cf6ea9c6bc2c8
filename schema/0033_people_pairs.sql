ALTER TABLE people_disclosure ADD COLUMN branch BIGINT;
CREATE INDEX people_disclosure_by_branch ON people_disclosure (branch);
UPDATE people_disclosure SET branch = (SELECT a.branch FROM identity_account a WHERE a.account = people_disclosure.account);
INSERT INTO branch_use SELECT DISTINCT 'people.disclosure', branch FROM people_disclosure WHERE branch IS NOT NULL;

-- 疑似重复
CREATE TABLE people_pair (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  branch BIGINT,
  first BIGINT,
  second BIGINT,
  score BIGINT,
  verdict TEXT,
  reasons TEXT,
  found BIGINT,
  state TEXT,
  decided_by TEXT,
  decided BIGINT,
  reason TEXT,
  merge BIGINT);
CREATE INDEX people_pair_by_branch ON people_pair (branch);
CREATE INDEX people_pair_by_first ON people_pair (first);
CREATE INDEX people_pair_by_second ON people_pair (second);
CREATE INDEX people_pair_by_merge ON people_pair (merge);
