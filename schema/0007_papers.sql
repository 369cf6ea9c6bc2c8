
-- 附件
CREATE TABLE papers_paper (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  branch BIGINT,
  record_type TEXT,
  subject BIGINT,
  name TEXT,
  kind TEXT,
  bytes BIGINT,
  sha256 TEXT,
  account TEXT,
  at BIGINT);
CREATE INDEX papers_paper_by_branch ON papers_paper (branch);
CREATE INDEX papers_paper_by_subject ON papers_paper (subject);
