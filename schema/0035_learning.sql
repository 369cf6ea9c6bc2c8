
-- 试题
CREATE TABLE training_question (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  branch BIGINT,
  code TEXT,
  kind TEXT,
  topic TEXT,
  difficulty BIGINT,
  stem TEXT,
  state TEXT,
  edition BIGINT);
CREATE INDEX training_question_by_branch ON training_question (branch);
CREATE INDEX training_question_by_code ON training_question (code);
CREATE INDEX training_question_by_state ON training_question (state);

-- 试题版次
CREATE TABLE training_question_edition (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  branch BIGINT,
  question BIGINT,
  edition BIGINT,
  kind TEXT,
  topic TEXT,
  difficulty BIGINT,
  stem TEXT,
  option_a TEXT,
  option_b TEXT,
  option_c TEXT,
  option_d TEXT,
  option_e TEXT,
  option_f TEXT,
  answer TEXT,
  bank_from BIGINT,
  bank_until BIGINT,
  account TEXT,
  at BIGINT);
CREATE INDEX training_question_edition_by_branch ON training_question_edition (branch);
CREATE INDEX training_question_edition_by_question ON training_question_edition (question);

-- 题库
CREATE TABLE training_bank (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  branch BIGINT,
  state BIGINT);
CREATE INDEX training_bank_by_branch ON training_bank (branch);

-- 学习进度
CREATE TABLE training_progress (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  person BIGINT,
  branch BIGINT,
  enrolment BIGINT,
  course TEXT,
  lesson TEXT,
  edition TEXT,
  seconds BIGINT,
  quiz_tries BIGINT,
  quiz_passed_at BIGINT,
  done_at BIGINT);
CREATE INDEX training_progress_by_person ON training_progress (person);
CREATE INDEX training_progress_by_branch ON training_progress (branch);
CREATE INDEX training_progress_by_enrolment ON training_progress (enrolment);

-- 准考
CREATE TABLE training_admission (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  class BIGINT,
  branch BIGINT,
  enrolment BIGINT,
  reason TEXT,
  account TEXT,
  at BIGINT);
CREATE INDEX training_admission_by_class ON training_admission (class);
CREATE INDEX training_admission_by_branch ON training_admission (branch);
CREATE INDEX training_admission_by_enrolment ON training_admission (enrolment);

-- 在线考试
CREATE TABLE training_exam (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  class BIGINT,
  branch BIGINT,
  examiner BIGINT,
  opens_at BIGINT,
  closes_at BIGINT,
  blueprint TEXT,
  bank BIGINT,
  bank_state BIGINT,
  state TEXT,
  account TEXT,
  reason TEXT);
CREATE INDEX training_exam_by_class ON training_exam (class);
CREATE INDEX training_exam_by_branch ON training_exam (branch);
CREATE INDEX training_exam_by_state ON training_exam (state);

-- 答卷
CREATE TABLE training_sitting (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  exam BIGINT,
  class BIGINT,
  branch BIGINT,
  enrolment BIGINT,
  attempt BIGINT,
  seed TEXT,
  earlier BIGINT,
  state TEXT,
  started_at BIGINT,
  minutes BIGINT,
  granted_s BIGINT,
  extended_s BIGINT,
  submitted_at BIGINT,
  ended_by TEXT,
  score BIGINT,
  passed BIGINT,
  mark BIGINT,
  reason TEXT);
CREATE INDEX training_sitting_by_exam ON training_sitting (exam);
CREATE INDEX training_sitting_by_class ON training_sitting (class);
CREATE INDEX training_sitting_by_branch ON training_sitting (branch);
CREATE INDEX training_sitting_by_enrolment ON training_sitting (enrolment);
CREATE INDEX training_sitting_by_state ON training_sitting (state);

-- 作答
CREATE TABLE training_answer (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  sitting BIGINT,
  branch BIGINT,
  edition BIGINT,
  ordinal BIGINT,
  points BIGINT,
  shown TEXT,
  chosen TEXT,
  sequence BIGINT,
  at BIGINT,
  marked BIGINT,
  correct BIGINT);
CREATE INDEX training_answer_by_sitting ON training_answer (sitting);
CREATE INDEX training_answer_by_branch ON training_answer (branch);
CREATE INDEX training_answer_by_edition ON training_answer (edition);

-- 断线
CREATE TABLE training_interruption (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  sitting BIGINT,
  branch BIGINT,
  from_at BIGINT,
  until_at BIGINT,
  granted_s BIGINT);
CREATE INDEX training_interruption_by_sitting ON training_interruption (sitting);
CREATE INDEX training_interruption_by_branch ON training_interruption (branch);

-- The last sign of life of a page: no record and without history (docs/decisions/0032).
CREATE TABLE training_presence (
  kind TEXT NOT NULL,
  subject BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  page BIGINT NOT NULL,
  pending_s BIGINT NOT NULL,
  PRIMARY KEY (kind, subject));
