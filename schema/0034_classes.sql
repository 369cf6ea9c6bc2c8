ALTER TABLE training_certificate ADD COLUMN issued_until BIGINT;
ALTER TABLE training_certificate ADD COLUMN extended_until BIGINT;
ALTER TABLE training_certificate ADD COLUMN decree BIGINT;
ALTER TABLE training_certificate ADD COLUMN ended_on BIGINT;
ALTER TABLE training_certificate ADD COLUMN renews BIGINT;
ALTER TABLE training_certificate ADD COLUMN renewed_by BIGINT;
ALTER TABLE training_certificate ADD COLUMN edition BIGINT;
ALTER TABLE training_certificate ADD COLUMN class BIGINT;

-- 培训班
CREATE TABLE training_class (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  branch BIGINT,
  title TEXT,
  course TEXT,
  syllabus TEXT,
  setting TEXT,
  place TEXT,
  start BIGINT,
  finish BIGINT,
  exam_on BIGINT,
  enrol_from BIGINT,
  enrol_until BIGINT,
  seats BIGINT,
  taken BIGINT,
  waiting BIGINT,
  state TEXT,
  account TEXT,
  submitted_by TEXT,
  approved_by TEXT,
  reason TEXT,
  published_on BIGINT,
  closed_on BIGINT,
  certified_on BIGINT,
  archived_on BIGINT,
  passed BIGINT,
  escalated BIGINT);
CREATE INDEX training_class_by_branch ON training_class (branch, start);
CREATE INDEX training_class_by_title ON training_class (title);
CREATE INDEX training_class_by_start ON training_class (start);
CREATE INDEX training_class_by_state ON training_class (state);

-- 半天课
CREATE TABLE training_session (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  class BIGINT,
  branch BIGINT,
  ordinal BIGINT,
  day BIGINT,
  half TEXT,
  place TEXT);
CREATE INDEX training_session_by_class ON training_session (class);
CREATE INDEX training_session_by_branch ON training_session (branch, day);
CREATE INDEX training_session_by_day ON training_session (day);

-- 任教与考核
CREATE TABLE training_duty (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  class BIGINT,
  branch BIGINT,
  session BIGINT,
  person BIGINT,
  role TEXT,
  state TEXT);
CREATE INDEX training_duty_by_class ON training_duty (class);
CREATE INDEX training_duty_by_branch ON training_duty (branch);
CREATE INDEX training_duty_by_person ON training_duty (person);

-- 报名
CREATE TABLE training_enrolment (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  class BIGINT,
  branch BIGINT,
  person BIGINT,
  state TEXT,
  way TEXT,
  occupation TEXT,
  queue BIGINT,
  at BIGINT,
  account TEXT,
  other_class BIGINT,
  reason TEXT,
  present BIGINT,
  excused BIGINT,
  result TEXT,
  result_reason TEXT,
  certificate BIGINT);
CREATE INDEX training_enrolment_by_class ON training_enrolment (class);
CREATE INDEX training_enrolment_by_branch ON training_enrolment (branch);
CREATE INDEX training_enrolment_by_person ON training_enrolment (person);
CREATE INDEX training_enrolment_by_state ON training_enrolment (state);

-- 签到
CREATE TABLE training_sign_in (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  session BIGINT,
  class BIGINT,
  branch BIGINT,
  enrolment BIGINT,
  kind TEXT,
  way TEXT,
  device TEXT,
  at BIGINT,
  device_at BIGINT,
  received_at BIGINT,
  skew_s BIGINT,
  flag TEXT,
  reason TEXT,
  account TEXT);
CREATE INDEX training_sign_in_by_session ON training_sign_in (session);
CREATE INDEX training_sign_in_by_class ON training_sign_in (class);
CREATE INDEX training_sign_in_by_branch ON training_sign_in (branch);
CREATE INDEX training_sign_in_by_enrolment ON training_sign_in (enrolment);

-- 告知名单
CREATE TABLE training_telling (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  class BIGINT,
  branch BIGINT,
  enrolment BIGINT,
  news TEXT,
  about TEXT,
  state TEXT,
  way TEXT,
  account TEXT,
  at BIGINT);
CREATE INDEX training_telling_by_class ON training_telling (class);
CREATE INDEX training_telling_by_branch ON training_telling (branch);
CREATE INDEX training_telling_by_enrolment ON training_telling (enrolment);
CREATE INDEX training_telling_by_state ON training_telling (state);

-- 成绩
CREATE TABLE training_mark (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  class BIGINT,
  branch BIGINT,
  enrolment BIGINT,
  kind TEXT,
  item TEXT,
  attempt BIGINT,
  score BIGINT,
  passed BIGINT,
  examiner BIGINT,
  second_examiner BIGINT,
  account TEXT,
  at BIGINT,
  reason TEXT);
CREATE INDEX training_mark_by_class ON training_mark (class);
CREATE INDEX training_mark_by_branch ON training_mark (branch);
CREATE INDEX training_mark_by_enrolment ON training_mark (enrolment);

-- 学员评价
CREATE TABLE training_evaluation (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  class BIGINT,
  branch BIGINT,
  enrolment BIGINT,
  content BIGINT,
  teaching BIGINT,
  organisation BIGINT,
  comment TEXT);
CREATE INDEX training_evaluation_by_class ON training_evaluation (class);
CREATE INDEX training_evaluation_by_branch ON training_evaluation (branch);
CREATE INDEX training_evaluation_by_enrolment ON training_evaluation (enrolment);

-- 证书变更
CREATE TABLE training_certificate_event (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  certificate BIGINT,
  branch BIGINT,
  kind TEXT,
  day BIGINT,
  decree BIGINT,
  until BIGINT,
  reason TEXT,
  account TEXT,
  at BIGINT);
CREATE INDEX training_certificate_event_by_certificate ON training_certificate_event (certificate);
CREATE INDEX training_certificate_event_by_branch ON training_certificate_event (branch);
CREATE INDEX training_certificate_event_by_decree ON training_certificate_event (decree);

-- 证书延期决定
CREATE TABLE training_decree (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  branch BIGINT,
  title TEXT,
  document TEXT,
  courses TEXT,
  ends_from BIGINT,
  ends_until BIGINT,
  extend_to BIGINT,
  months BIGINT,
  state TEXT,
  account TEXT,
  reason TEXT,
  cursor BIGINT,
  affected BIGINT);
CREATE INDEX training_decree_by_branch ON training_decree (branch);
CREATE INDEX training_decree_by_state ON training_decree (state);

-- 证书编号序列
CREATE TABLE training_series (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  branch BIGINT,
  series TEXT,
  last BIGINT);
CREATE INDEX training_series_by_branch ON training_series (branch, series);
CREATE INDEX training_series_by_series ON training_series (series);
