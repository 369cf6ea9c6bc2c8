-- The first records: identity, matters, imports, network, people, training, plan.

-- 账号
CREATE TABLE identity_account (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  account TEXT,
  name TEXT,
  branch BIGINT,
  state TEXT,
  password TEXT,
  totp TEXT,
  totp_step BIGINT,
  must_change BIGINT);
CREATE INDEX identity_account_by_account ON identity_account (account);
CREATE INDEX identity_account_by_branch ON identity_account (branch);

-- 角色授予
CREATE TABLE identity_role_grant (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  holder BIGINT,
  role TEXT,
  branch BIGINT,
  since BIGINT,
  until BIGINT);
CREATE INDEX identity_role_grant_by_holder ON identity_role_grant (holder);
CREATE INDEX identity_role_grant_by_branch ON identity_role_grant (branch);

-- 待办事项
CREATE TABLE matters_matter (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  kind TEXT,
  title TEXT,
  branch BIGINT,
  post TEXT,
  subject_type TEXT,
  subject BIGINT,
  origin BIGINT,
  state TEXT,
  deadline BIGINT,
  remark TEXT,
  on_paper BIGINT,
  delegate TEXT,
  delegate_until BIGINT,
  decided_by TEXT);
CREATE INDEX matters_matter_by_branch ON matters_matter (branch);
CREATE INDEX matters_matter_by_subject ON matters_matter (subject);
CREATE INDEX matters_matter_by_state ON matters_matter (state);

-- 导入批次
CREATE TABLE exchange_import (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  branch BIGINT,
  record_type TEXT,
  file TEXT,
  batch TEXT,
  account TEXT,
  state TEXT,
  rows BIGINT,
  created BIGINT,
  changed BIGINT,
  unchanged BIGINT,
  refused BIGINT,
  day BIGINT);
CREATE INDEX exchange_import_by_branch ON exchange_import (branch);

-- 红十字会组织
CREATE TABLE network_society (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  code TEXT,
  name TEXT,
  level TEXT,
  kind TEXT,
  parent BIGINT,
  region TEXT,
  path TEXT,
  state TEXT,
  since BIGINT,
  until BIGINT,
  successor BIGINT);
CREATE INDEX network_society_by_code ON network_society (code);
CREATE INDEX network_society_by_level ON network_society (level);
CREATE INDEX network_society_by_parent ON network_society (parent);
CREATE INDEX network_society_by_region ON network_society (region);
CREATE INDEX network_society_by_path ON network_society (path);

-- 行政区划
CREATE TABLE network_region (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  code TEXT,
  name TEXT,
  level TEXT,
  kind TEXT,
  parent TEXT,
  host TEXT,
  in_coverage BIGINT,
  since BIGINT,
  until BIGINT,
  successor TEXT,
  longitude TEXT,
  latitude TEXT);
CREATE INDEX network_region_by_code ON network_region (code);
CREATE INDEX network_region_by_parent ON network_region (parent);

-- 人口
CREATE TABLE network_population (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  region TEXT,
  year BIGINT,
  series TEXT,
  persons BIGINT,
  source TEXT);
CREATE INDEX network_population_by_region ON network_population (region);

-- 人员
CREATE TABLE people_person (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  name TEXT,
  document_kind TEXT,
  document TEXT,
  document_hash TEXT);
CREATE INDEX people_person_by_document_hash ON people_person (document_hash);

-- 人员关系
CREATE TABLE people_relation (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  person BIGINT,
  purpose TEXT,
  branch BIGINT,
  since BIGINT,
  until BIGINT);
CREATE INDEX people_relation_by_person ON people_relation (person);
CREATE INDEX people_relation_by_branch ON people_relation (branch);

-- 参训记录
CREATE TABLE training_attendance (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  branch BIGINT,
  person BIGINT,
  course TEXT,
  setting TEXT,
  occupation TEXT,
  day BIGINT,
  passed BIGINT);
CREATE INDEX training_attendance_by_branch ON training_attendance (branch);
CREATE INDEX training_attendance_by_person ON training_attendance (person);
CREATE INDEX training_attendance_by_day ON training_attendance (day);

-- 救护证书
CREATE TABLE training_certificate (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  branch BIGINT,
  person BIGINT,
  number TEXT,
  course TEXT,
  setting TEXT,
  occupation TEXT,
  day BIGINT,
  valid_until BIGINT);
CREATE INDEX training_certificate_by_branch ON training_certificate (branch);
CREATE INDEX training_certificate_by_person ON training_certificate (person);
CREATE INDEX training_certificate_by_number ON training_certificate (number);
CREATE INDEX training_certificate_by_day ON training_certificate (day);

-- 指标数据
CREATE TABLE plan_figure (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  plan TEXT,
  indicator TEXT,
  branch BIGINT,
  period TEXT,
  value TEXT,
  numerator BIGINT,
  denominator BIGINT,
  document TEXT,
  reporter TEXT,
  note TEXT,
  state TEXT);
CREATE INDEX plan_figure_by_indicator ON plan_figure (indicator);
CREATE INDEX plan_figure_by_branch ON plan_figure (branch);

-- 期初数
CREATE TABLE plan_opening (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  series TEXT,
  branch BIGINT,
  day BIGINT,
  value BIGINT,
  document TEXT,
  reporter TEXT,
  place TEXT);
CREATE INDEX plan_opening_by_branch ON plan_opening (branch);
CREATE INDEX plan_opening_by_place ON plan_opening (place);

-- 指标目标
CREATE TABLE plan_target (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  plan TEXT,
  indicator TEXT,
  branch BIGINT,
  year BIGINT,
  value TEXT,
  reason TEXT);
CREATE INDEX plan_target_by_indicator ON plan_target (indicator);
CREATE INDEX plan_target_by_branch ON plan_target (branch);

-- 指标备注
CREATE TABLE plan_note (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  plan TEXT,
  indicator TEXT,
  branch BIGINT,
  text TEXT,
  author TEXT,
  day BIGINT);
CREATE INDEX plan_note_by_indicator ON plan_note (indicator);
CREATE INDEX plan_note_by_branch ON plan_note (branch);
