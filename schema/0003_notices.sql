
-- 通知
CREATE TABLE notices_notice (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  holder BIGINT,
  code TEXT,
  about TEXT,
  remark TEXT,
  subject_type TEXT,
  subject BIGINT,
  at BIGINT,
  seen BIGINT);
CREATE INDEX notices_notice_by_holder ON notices_notice (holder);
