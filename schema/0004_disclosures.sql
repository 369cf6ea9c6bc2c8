
-- 个人信息查看
CREATE TABLE people_disclosure (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  record_type TEXT,
  subject BIGINT,
  purpose TEXT,
  account TEXT,
  at BIGINT);
CREATE INDEX people_disclosure_by_subject ON people_disclosure (subject);
