-- A figure's page asks for the openings of one series, of a whole province too: answered from the
-- index alone, branch by branch.
CREATE INDEX plan_opening_by_series ON plan_opening (series, branch, day, value, document, reporter);
