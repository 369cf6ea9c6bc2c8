-- I7 on PostgreSQL: emptying a table is no row's removal, so it asks for a trigger of its own. SQLite
-- has no such statement.
-- only postgresql
CREATE FUNCTION ledger_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM setting WHERE name = 'demo') THEN RETURN NULL; END IF;
  RAISE EXCEPTION 'ledger.immutable' USING ERRCODE = '23000';
END $$;
CREATE TRIGGER ledger_entry_not_emptied BEFORE TRUNCATE ON ledger_entry FOR EACH STATEMENT EXECUTE FUNCTION ledger_not_emptied();
CREATE TRIGGER ledger_posting_not_emptied BEFORE TRUNCATE ON ledger_posting FOR EACH STATEMENT EXECUTE FUNCTION ledger_not_emptied();
CREATE TRIGGER ledger_edge_not_emptied BEFORE TRUNCATE ON ledger_edge FOR EACH STATEMENT EXECUTE FUNCTION ledger_not_emptied();
-- end
