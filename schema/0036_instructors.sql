CREATE INDEX training_certificate_by_valid_until ON training_certificate (valid_until);
ALTER TABLE training_duty ADD COLUMN override_reason TEXT;

-- 师资
CREATE TABLE training_instructor (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  branch BIGINT,
  person BIGINT,
  longitude TEXT,
  latitude TEXT,
  account TEXT);
CREATE INDEX training_instructor_by_branch ON training_instructor (branch);
CREATE INDEX training_instructor_by_person ON training_instructor (person);

-- 师资事项
CREATE TABLE training_instructor_fact (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  instructor BIGINT,
  branch BIGINT,
  day BIGINT,
  what TEXT,
  amount BIGINT,
  level TEXT,
  region TEXT,
  until BIGINT,
  struck BIGINT,
  way TEXT,
  class BIGINT,
  source TEXT,
  recorded BIGINT,
  account TEXT);
CREATE INDEX training_instructor_fact_by_instructor ON training_instructor_fact (instructor);
CREATE INDEX training_instructor_fact_by_branch ON training_instructor_fact (branch, day);
CREATE INDEX training_instructor_fact_by_region ON training_instructor_fact (region);

-- 不能到课
CREATE TABLE training_unavailability (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  instructor BIGINT,
  branch BIGINT,
  since BIGINT,
  until BIGINT,
  half TEXT,
  state TEXT,
  account TEXT);
CREATE INDEX training_unavailability_by_instructor ON training_unavailability (instructor);
CREATE INDEX training_unavailability_by_branch ON training_unavailability (branch, since);
CREATE INDEX training_unavailability_by_since ON training_unavailability (since);

-- 消息
CREATE TABLE training_message (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  branch BIGINT,
  person BIGINT,
  certificate BIGINT,
  last_day BIGINT,
  days BIGINT,
  telling BIGINT,
  template TEXT,
  channel TEXT,
  state TEXT,
  reason TEXT,
  key TEXT,
  due_at BIGINT,
  tries BIGINT,
  segments BIGINT,
  receipt TEXT,
  sent_at BIGINT);
CREATE INDEX training_message_by_branch ON training_message (branch);
CREATE INDEX training_message_by_person ON training_message (person);
CREATE INDEX training_message_by_certificate ON training_message (certificate);
CREATE INDEX training_message_by_telling ON training_message (telling);
CREATE INDEX training_message_by_state ON training_message (state);

-- 施救
CREATE TABLE training_rescue (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  branch BIGINT,
  person BIGINT,
  certificate BIGINT,
  trained_on BIGINT,
  day BIGINT,
  place TEXT,
  help TEXT,
  outcome TEXT,
  aed_used BIGINT,
  story TEXT,
  state TEXT,
  account TEXT,
  verified_by TEXT,
  verified_on BIGINT,
  witness TEXT,
  reason TEXT);
CREATE INDEX training_rescue_by_branch ON training_rescue (branch, day);
CREATE INDEX training_rescue_by_person ON training_rescue (person);
CREATE INDEX training_rescue_by_day ON training_rescue (day);
CREATE INDEX training_rescue_by_state ON training_rescue (state);
