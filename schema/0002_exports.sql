
-- 导出记录
CREATE TABLE exchange_export (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  branch BIGINT,
  record_type TEXT,
  format TEXT,
  filters TEXT,
  rows BIGINT,
  account TEXT,
  at BIGINT);
CREATE INDEX exchange_export_by_branch ON exchange_export (branch);
