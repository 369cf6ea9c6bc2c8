
-- 隶属变动
CREATE TABLE network_placement (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  branch BIGINT,
  parent BIGINT,
  since BIGINT,
  until BIGINT);
CREATE INDEX network_placement_by_branch ON network_placement (branch);

-- 组织承继
CREATE TABLE network_succession (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  branch BIGINT,
  successor BIGINT,
  kind TEXT,
  day BIGINT);
CREATE INDEX network_succession_by_branch ON network_succession (branch);
CREATE INDEX network_succession_by_successor ON network_succession (successor);
