-- The gift ledger (engines/ledger, docs/decisions/0023). Entries, postings and edges are only ever
-- added; `remaining` of a lot and `posted` of an account follow from them and are checked against.

-- 捐赠台账分录
CREATE TABLE ledger_entry (
  id BIGINT PRIMARY KEY, version BIGINT NOT NULL,
  seq BIGINT, branch BIGINT, book TEXT, number TEXT, kind TEXT, day BIGINT, at BIGINT, unit TEXT,
  amount BIGINT, tags TEXT, fund TEXT, place TEXT, purpose TEXT, channel TEXT, campaign TEXT,
  agreement TEXT, payer TEXT, lot BIGINT, lots BIGINT, subject BIGINT, reverses BIGINT, reason TEXT,
  second TEXT, imported BIGINT, hash TEXT, input TEXT);
CREATE UNIQUE INDEX ledger_entry_by_seq ON ledger_entry (seq);
CREATE UNIQUE INDEX ledger_entry_by_number ON ledger_entry (book, number);
CREATE INDEX ledger_entry_by_reverses ON ledger_entry (reverses) WHERE reverses > 0;
CREATE INDEX ledger_entry_by_subject ON ledger_entry (subject) WHERE subject > 0;
CREATE TABLE ledger_shelf (
  number BIGINT PRIMARY KEY, book TEXT NOT NULL, unit TEXT NOT NULL, fund TEXT NOT NULL,
  place TEXT NOT NULL, tags TEXT NOT NULL, named BIGINT NOT NULL, agency BIGINT NOT NULL);
CREATE INDEX ledger_shelf_by_unit ON ledger_shelf (book, unit);
CREATE TABLE ledger_lot (
  number BIGINT PRIMARY KEY, entry BIGINT NOT NULL, name TEXT, shelf BIGINT NOT NULL,
  amount BIGINT NOT NULL, remaining BIGINT NOT NULL, held BIGINT NOT NULL, expires BIGINT NOT NULL,
  age_day BIGINT NOT NULL, age BIGINT NOT NULL, parent BIGINT NOT NULL, value BIGINT);
CREATE INDEX ledger_lot_open ON ledger_lot (shelf, expires, age_day, age, number) WHERE remaining > held;
CREATE INDEX ledger_lot_by_parent ON ledger_lot (parent) WHERE parent > 0;
-- number = entry × 1048576 + place within the entry, so an entry's postings lie together.
CREATE TABLE ledger_posting (
  number BIGINT PRIMARY KEY, entry BIGINT NOT NULL, account BIGINT NOT NULL, amount BIGINT NOT NULL);
-- leaf: the row of disclosure_outbox that tells of it.
CREATE TABLE ledger_edge (
  seq BIGINT PRIMARY KEY, kind TEXT NOT NULL, lot BIGINT NOT NULL, ref BIGINT NOT NULL,
  entry BIGINT NOT NULL, amount BIGINT NOT NULL, leaf BIGINT NOT NULL);
CREATE INDEX ledger_edge_by_lot ON ledger_edge (lot, seq);
CREATE INDEX ledger_edge_by_ref ON ledger_edge (ref, seq);
CREATE TABLE ledger_account (
  number BIGINT PRIMARY KEY, book TEXT NOT NULL, path TEXT NOT NULL, unit TEXT NOT NULL,
  code TEXT NOT NULL, kind TEXT NOT NULL, bound BIGINT NOT NULL, fund TEXT NOT NULL,
  place TEXT NOT NULL, posted BIGINT NOT NULL, pending_debit BIGINT NOT NULL,
  pending_credit BIGINT NOT NULL);
CREATE UNIQUE INDEX ledger_account_by_path ON ledger_account (book, path, unit);
CREATE TABLE ledger_pending (
  entry BIGINT PRIMARY KEY, state BIGINT NOT NULL, amount BIGINT NOT NULL, until BIGINT NOT NULL,
  holds TEXT NOT NULL);
CREATE TABLE ledger_book (
  book TEXT PRIMARY KEY, closed_through BIGINT NOT NULL, carried BIGINT NOT NULL,
  stopped BIGINT NOT NULL);
CREATE TABLE ledger_tally (
  scope TEXT PRIMARY KEY, gross BIGINT NOT NULL, fees BIGINT NOT NULL, cap BIGINT NOT NULL);
CREATE TABLE ledger_head (
  one BIGINT PRIMARY KEY, entries BIGINT NOT NULL, lots BIGINT NOT NULL, edges BIGINT NOT NULL,
  shelves BIGINT NOT NULL, accounts BIGINT NOT NULL);
INSERT INTO ledger_head (one, entries, lots, edges, shelves, accounts) VALUES (1, 0, 0, 0, 0, 0);

-- I7: no change and no removal, whoever asks; only a demo store may be emptied as a whole.
-- only sqlite
CREATE TRIGGER ledger_entry_kept BEFORE UPDATE ON ledger_entry BEGIN SELECT RAISE(ABORT, 'ledger.immutable'); END;
CREATE TRIGGER ledger_posting_kept BEFORE UPDATE ON ledger_posting BEGIN SELECT RAISE(ABORT, 'ledger.immutable'); END;
CREATE TRIGGER ledger_edge_kept BEFORE UPDATE ON ledger_edge BEGIN SELECT RAISE(ABORT, 'ledger.immutable'); END;
CREATE TRIGGER ledger_entry_stays BEFORE DELETE ON ledger_entry WHEN NOT EXISTS (SELECT 1 FROM setting WHERE name = 'demo') BEGIN SELECT RAISE(ABORT, 'ledger.immutable'); END;
CREATE TRIGGER ledger_posting_stays BEFORE DELETE ON ledger_posting WHEN NOT EXISTS (SELECT 1 FROM setting WHERE name = 'demo') BEGIN SELECT RAISE(ABORT, 'ledger.immutable'); END;
CREATE TRIGGER ledger_edge_stays BEFORE DELETE ON ledger_edge WHEN NOT EXISTS (SELECT 1 FROM setting WHERE name = 'demo') BEGIN SELECT RAISE(ABORT, 'ledger.immutable'); END;
-- end
-- only postgresql
CREATE FUNCTION ledger_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND EXISTS (SELECT 1 FROM setting WHERE name = 'demo') THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'ledger.immutable' USING ERRCODE = '23000';
END $$;
CREATE TRIGGER ledger_entry_kept BEFORE UPDATE OR DELETE ON ledger_entry FOR EACH ROW EXECUTE FUNCTION ledger_kept();
CREATE TRIGGER ledger_posting_kept BEFORE UPDATE OR DELETE ON ledger_posting FOR EACH ROW EXECUTE FUNCTION ledger_kept();
CREATE TRIGGER ledger_edge_kept BEFORE UPDATE OR DELETE ON ledger_edge FOR EACH ROW EXECUTE FUNCTION ledger_kept();
-- end
