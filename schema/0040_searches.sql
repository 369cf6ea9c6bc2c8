-- A desk finds certificates by number and by name inside its reach: one walk a branch, and a
-- person's certificates asked of a branch instead of the province.
CREATE INDEX training_certificate_by_branch_number ON training_certificate (branch, number);
CREATE INDEX training_certificate_by_branch_person ON training_certificate (branch, person);
-- Which persons a society knows is read without their relations' rows.
DROP INDEX people_relation_by_branch;
CREATE INDEX people_relation_by_branch ON people_relation (branch, person);
-- SQLite keeps the id in every index.
-- only postgresql
DROP INDEX people_person_by_name;
CREATE INDEX people_person_by_name ON people_person (name, id);
-- end
