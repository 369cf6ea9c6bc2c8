
-- 目标分解
CREATE TABLE plan_split (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  plan TEXT,
  indicator TEXT,
  branch BIGINT,
  axes TEXT,
  depth TEXT,
  method TEXT,
  curve TEXT,
  total TEXT,
  reserve TEXT,
  reserve_name TEXT,
  weights TEXT,
  reason TEXT,
  revises BIGINT,
  state TEXT,
  author TEXT,
  day BIGINT);
CREATE INDEX plan_split_by_indicator ON plan_split (indicator);
CREATE INDEX plan_split_by_branch ON plan_split (branch);

-- 分解目标
CREATE TABLE plan_share (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  split BIGINT,
  plan TEXT,
  indicator TEXT,
  branch BIGINT,
  year BIGINT,
  department TEXT,
  kind TEXT,
  value TEXT);
CREATE INDEX plan_share_by_split ON plan_share (split);
CREATE INDEX plan_share_by_indicator ON plan_share (indicator);
CREATE INDEX plan_share_by_branch ON plan_share (branch);

-- 年度目标锁定
CREATE TABLE plan_year_lock (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  plan TEXT,
  branch BIGINT,
  year BIGINT,
  reason TEXT,
  author TEXT,
  day BIGINT);
CREATE INDEX plan_year_lock_by_branch ON plan_year_lock (branch);

-- 自定目标
CREATE TABLE plan_own_target (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  plan TEXT,
  indicator TEXT,
  branch BIGINT,
  year BIGINT,
  value TEXT,
  document TEXT,
  reason TEXT,
  author TEXT,
  day BIGINT);
CREATE INDEX plan_own_target_by_indicator ON plan_own_target (indicator);
CREATE INDEX plan_own_target_by_branch ON plan_own_target (branch);
