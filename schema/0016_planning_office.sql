ALTER TABLE plan_figure ADD COLUMN reason TEXT;

-- 指标异议
CREATE TABLE plan_objection (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  plan TEXT,
  indicator TEXT,
  branch BIGINT,
  period TEXT,
  kind TEXT,
  shown TEXT,
  claimed TEXT,
  numerator BIGINT,
  denominator BIGINT,
  text TEXT,
  document TEXT,
  account TEXT,
  day BIGINT,
  deadline BIGINT,
  state TEXT,
  answer TEXT);
CREATE INDEX plan_objection_by_indicator ON plan_objection (indicator);
CREATE INDEX plan_objection_by_branch ON plan_objection (branch);
CREATE INDEX plan_objection_by_state ON plan_objection (state);

-- 规划进展公开
CREATE TABLE plan_release (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  plan TEXT,
  branch BIGINT,
  year BIGINT,
  as_of BIGINT,
  title TEXT,
  summary TEXT,
  indicators TEXT,
  frozen TEXT,
  account TEXT,
  published_on BIGINT,
  state TEXT,
  reason TEXT);
CREATE INDEX plan_release_by_plan ON plan_release (plan);
CREATE INDEX plan_release_by_branch ON plan_release (branch);
CREATE INDEX plan_release_by_state ON plan_release (state);

-- 年度工作计划
CREATE TABLE work_year_plan (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  branch BIGINT,
  year BIGINT,
  title TEXT,
  state TEXT,
  account TEXT,
  reason TEXT);
CREATE INDEX work_year_plan_by_branch ON work_year_plan (branch);

-- 工作步骤
CREATE TABLE work_step (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  year_plan BIGINT,
  branch BIGINT,
  year BIGINT,
  department TEXT,
  name TEXT,
  due BIGINT,
  first_due BIGINT,
  product TEXT,
  owner TEXT,
  plan TEXT,
  indicators TEXT,
  state TEXT,
  done_on BIGINT,
  evidence TEXT,
  reason TEXT);
CREATE INDEX work_step_by_year_plan ON work_step (year_plan);
CREATE INDEX work_step_by_branch ON work_step (branch, due);
CREATE INDEX work_step_by_state ON work_step (state);

-- 项目
CREATE TABLE work_project (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  branch BIGINT,
  name TEXT,
  department TEXT,
  owner TEXT,
  plan TEXT,
  indicators TEXT,
  start BIGINT,
  finish BIGINT,
  budget BIGINT,
  stage TEXT,
  contract TEXT,
  contractor TEXT,
  contracted BIGINT,
  paid BIGINT,
  accepted_on BIGINT,
  acceptance TEXT,
  reason TEXT);
CREATE INDEX work_project_by_branch ON work_project (branch, finish);
CREATE INDEX work_project_by_stage ON work_project (stage);

-- 项目节点
CREATE TABLE work_milestone (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  project BIGINT,
  branch BIGINT,
  name TEXT,
  due BIGINT,
  state TEXT,
  done_on BIGINT,
  evidence TEXT);
CREATE INDEX work_milestone_by_project ON work_milestone (project);
CREATE INDEX work_milestone_by_branch ON work_milestone (branch, due);

-- 项目付款
CREATE TABLE work_payment (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  project BIGINT,
  branch BIGINT,
  day BIGINT,
  amount BIGINT,
  document TEXT);
CREATE INDEX work_payment_by_project ON work_payment (project);
CREATE INDEX work_payment_by_branch ON work_payment (branch);

-- 督办事项
CREATE TABLE work_instruction (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  branch BIGINT,
  issuer BIGINT,
  leader TEXT,
  text TEXT,
  owner TEXT,
  issued BIGINT,
  deadline BIGINT,
  state TEXT,
  report TEXT,
  evidence TEXT,
  closed_on BIGINT,
  in_time BIGINT,
  reason TEXT);
CREATE INDEX work_instruction_by_branch ON work_instruction (branch, deadline);
CREATE INDEX work_instruction_by_state ON work_instruction (state);

-- 规划评估
CREATE TABLE evaluation_evaluation (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  branch BIGINT,
  plan TEXT,
  kind TEXT,
  year BIGINT,
  as_of BIGINT,
  title TEXT,
  formula TEXT,
  state TEXT,
  total TEXT,
  grade TEXT,
  veto TEXT,
  account TEXT,
  signed_on BIGINT,
  digest TEXT,
  reason TEXT);
CREATE INDEX evaluation_evaluation_by_branch ON evaluation_evaluation (branch);

-- 评估指标
CREATE TABLE evaluation_row (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  evaluation BIGINT,
  branch BIGINT,
  indicator TEXT,
  name TEXT,
  tier TEXT,
  unit TEXT,
  value TEXT,
  target TEXT,
  completion TEXT,
  status TEXT,
  weight TEXT,
  points TEXT,
  veto BIGINT,
  department TEXT,
  remark TEXT,
  evidence TEXT,
  remarked_by TEXT);
CREATE INDEX evaluation_row_by_evaluation ON evaluation_row (evaluation);
CREATE INDEX evaluation_row_by_branch ON evaluation_row (branch);
CREATE INDEX evaluation_row_by_indicator ON evaluation_row (indicator);

-- 评估签署
CREATE TABLE evaluation_signature (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  evaluation BIGINT,
  branch BIGINT,
  post TEXT,
  account TEXT,
  day BIGINT,
  remark TEXT,
  on_paper BIGINT,
  stands BIGINT);
CREATE INDEX evaluation_signature_by_evaluation ON evaluation_signature (evaluation);
CREATE INDEX evaluation_signature_by_branch ON evaluation_signature (branch);

-- 问责清单
CREATE TABLE evaluation_finding (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  evaluation BIGINT,
  branch BIGINT,
  issuer BIGINT,
  indicator TEXT,
  department TEXT,
  text TEXT,
  deadline BIGINT,
  state TEXT,
  answer TEXT,
  evidence TEXT,
  closed_on BIGINT,
  reason TEXT);
CREATE INDEX evaluation_finding_by_evaluation ON evaluation_finding (evaluation);
CREATE INDEX evaluation_finding_by_branch ON evaluation_finding (branch, deadline);
CREATE INDEX evaluation_finding_by_indicator ON evaluation_finding (indicator);
CREATE INDEX evaluation_finding_by_state ON evaluation_finding (state);

-- 上报表
CREATE TABLE forms_return (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  branch BIGINT,
  form TEXT,
  form_version BIGINT,
  period TEXT,
  title TEXT,
  state TEXT,
  reporter TEXT,
  signed_on BIGINT,
  prefilled BIGINT,
  typed BIGINT,
  minutes BIGINT,
  confirmed_on BIGINT,
  digest TEXT,
  receipt TEXT,
  submitted_on BIGINT,
  reason TEXT);
CREATE INDEX forms_return_by_branch ON forms_return (branch);
CREATE INDEX forms_return_by_form ON forms_return (form);
CREATE INDEX forms_return_by_state ON forms_return (state);

-- 上报表格
CREATE TABLE forms_cell (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  form_return BIGINT,
  branch BIGINT,
  cell TEXT,
  value TEXT,
  source TEXT,
  reason TEXT,
  typed_by TEXT);
CREATE INDEX forms_cell_by_form_return ON forms_cell (form_return);
CREATE INDEX forms_cell_by_branch ON forms_cell (branch);
