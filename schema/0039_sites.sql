ALTER TABLE training_instructor_fact ADD COLUMN voided BIGINT;
UPDATE training_instructor_fact SET voided = 0;
UPDATE training_instructor_fact SET voided = 1
  WHERE id IN (SELECT struck FROM training_instructor_fact WHERE struck IS NOT NULL);

-- 景区
CREATE TABLE training_scenic_area (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  branch BIGINT,
  name TEXT,
  grade TEXT,
  since BIGINT,
  until BIGINT,
  account TEXT);
CREATE INDEX training_scenic_area_by_branch ON training_scenic_area (branch);

-- 培训阵地
CREATE TABLE training_site (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  branch BIGINT,
  level TEXT,
  name TEXT,
  kind TEXT,
  area BIGINT,
  grade TEXT,
  place TEXT,
  longitude TEXT,
  latitude TEXT,
  seats BIGINT,
  opened BIGINT,
  closed BIGINT,
  graded_from BIGINT,
  graded_until BIGINT,
  recognised_on BIGINT,
  recognised_until BIGINT,
  document TEXT,
  squad_since BIGINT,
  squad_until BIGINT,
  squad_members BIGINT,
  reason TEXT,
  account TEXT);
CREATE INDEX training_site_by_branch ON training_site (branch);
CREATE INDEX training_site_by_area ON training_site (area);
CREATE INDEX training_site_by_name ON training_site (name);
CREATE INDEX training_site_by_opened ON training_site (opened);

-- 竞赛评选
CREATE TABLE training_campaign (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  branch BIGINT,
  level TEXT,
  kind TEXT,
  title TEXT,
  day BIGINT,
  partners TEXT,
  participants BIGINT,
  awarded BIGINT,
  source TEXT,
  state TEXT,
  reason TEXT,
  account TEXT);
CREATE INDEX training_campaign_by_branch ON training_campaign (branch, day);
CREATE INDEX training_campaign_by_day ON training_campaign (day);
