-- Wrong passwords are counted in the store: every node and every restart knows of them. The word
-- typed as an account is kept as a hash, because people type passwords into the wrong box.
CREATE TABLE login_try (
  account TEXT PRIMARY KEY, wrong BIGINT NOT NULL, last BIGINT NOT NULL, until BIGINT NOT NULL);
