
-- 简报模板
CREATE TABLE briefs_template (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  branch BIGINT,
  code TEXT,
  name TEXT,
  name_en TEXT,
  format TEXT,
  edition BIGINT,
  sha256 TEXT,
  bytes BIGINT,
  needs TEXT,
  state TEXT,
  account TEXT,
  at BIGINT);
CREATE INDEX briefs_template_by_branch ON briefs_template (branch);
CREATE INDEX briefs_template_by_code ON briefs_template (code);

-- 简报
CREATE TABLE briefs_brief (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  branch BIGINT,
  title TEXT,
  plan TEXT,
  region TEXT,
  region_name TEXT,
  year BIGINT,
  month BIGINT,
  as_of BIGINT,
  templates TEXT,
  summary TEXT,
  reasons TEXT,
  requests TEXT,
  state TEXT,
  step BIGINT,
  author TEXT,
  figures_at BIGINT,
  documents TEXT,
  approved_by TEXT,
  approved_at BIGINT,
  returned_reason TEXT);
CREATE INDEX briefs_brief_by_branch ON briefs_brief (branch);
CREATE INDEX briefs_brief_by_state ON briefs_brief (state);

-- 简报数据
CREATE TABLE briefs_figure (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  brief BIGINT,
  branch BIGINT,
  number BIGINT,
  purpose TEXT,
  indicator TEXT,
  name TEXT,
  name_en TEXT,
  unit TEXT,
  tier TEXT,
  region TEXT,
  region_name TEXT,
  year BIGINT,
  month BIGINT,
  as_of BIGINT,
  value TEXT,
  target TEXT,
  expected TEXT,
  forecast TEXT,
  chance TEXT,
  status TEXT,
  numerator BIGINT,
  denominator BIGINT,
  formula TEXT,
  formula_en TEXT);
CREATE INDEX briefs_figure_by_brief ON briefs_figure (brief);
CREATE INDEX briefs_figure_by_branch ON briefs_figure (branch);
