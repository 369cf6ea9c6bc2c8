-- A list scoped by branches is merged from one index walk a branch; which branches hold rows of a
-- type at all is known here, so a city walks its counties and not a thousand grass-roots societies.
CREATE TABLE branch_use (type TEXT NOT NULL, branch BIGINT NOT NULL, PRIMARY KEY (type, branch));
INSERT INTO branch_use SELECT DISTINCT 'training.certificate', branch FROM training_certificate;
INSERT INTO branch_use SELECT DISTINCT 'training.attendance', branch FROM training_attendance;
INSERT INTO branch_use SELECT DISTINCT 'people.relation', branch FROM people_relation;
INSERT INTO branch_use SELECT DISTINCT 'plan.figure', branch FROM plan_figure;
INSERT INTO branch_use SELECT DISTINCT 'plan.opening', branch FROM plan_opening;
INSERT INTO branch_use SELECT DISTINCT 'plan.target', branch FROM plan_target;
INSERT INTO branch_use SELECT DISTINCT 'plan.note', branch FROM plan_note;
INSERT INTO branch_use SELECT DISTINCT 'network.placement', branch FROM network_placement;
INSERT INTO branch_use SELECT DISTINCT 'network.succession', branch FROM network_succession;
INSERT INTO branch_use SELECT DISTINCT 'identity.account', branch FROM identity_account;
INSERT INTO branch_use SELECT DISTINCT 'identity.role_grant', branch FROM identity_role_grant;
INSERT INTO branch_use SELECT DISTINCT 'matters.matter', branch FROM matters_matter;
INSERT INTO branch_use SELECT DISTINCT 'exchange.import', branch FROM exchange_import;
INSERT INTO branch_use SELECT DISTINCT 'exchange.export', branch FROM exchange_export;
INSERT INTO branch_use SELECT DISTINCT 'papers.paper', branch FROM papers_paper WHERE branch IS NOT NULL;
DROP INDEX training_certificate_by_branch;
CREATE INDEX training_certificate_by_branch ON training_certificate (branch, day);
DROP INDEX training_attendance_by_branch;
CREATE INDEX training_attendance_by_branch ON training_attendance (branch, day);
