-- What is taken back, and what is over, read-committed, snapshot
--
-- For PostgreSQL and psql. Run "prepare" once. Then open a window with psql for each
-- session, and paste the steps one by one, each into the window of its session, in this
-- order:
--   1 alice, 2 bob, 3 alice, 4 bob, 5 bob, 6 bob, 7 bob, 8 bob, 9 bob, 10 bob, 11 alice, 12 alice,
--   13 alice, 14 alice, 15 alice, 16 carol, 17 carol
-- "expect" is what isolab answers; instead of ok, PostgreSQL prints its own tags.
-- "PostgreSQL differs" marks where PostgreSQL 15 answers differently, and says why.
-- SELECT 'snapshot' is there because PostgreSQL takes its snapshot then, not at BEGIN.
-- read-committed is READ COMMITTED.
-- snapshot is REPEATABLE READ.

-- ===== prepare =====

DROP TABLE IF EXISTS kv;
CREATE TABLE kv (key text COLLATE "C" PRIMARY KEY, value text NOT NULL);
INSERT INTO kv VALUES ('x', '1');

-- ===== window alice =====

-- step 1: BEGIN
BEGIN ISOLATION LEVEL READ COMMITTED;
-- expect: ok

-- step 3: PUT x 2
INSERT INTO kv VALUES ('x', '2') ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value;
-- expect: ok

-- step 11: .timeout idle 10s
-- if this window hangs, press Ctrl-C
SELECT 1 / 0; -- an error, in place of the time limit
-- expect: ABORTED timeout (in PostgreSQL by idle_in_transaction_session_timeout)

-- step 12: GET x
SELECT value FROM kv WHERE key = 'x';
-- expect: skipped (ERROR 25P02: current transaction is aborted)

-- step 13: BEGIN
ROLLBACK;
BEGIN ISOLATION LEVEL READ COMMITTED;
-- expect: ok

-- step 14: PUT x value(x) + 5
UPDATE kv SET value = (kv.value::bigint + 5)::text WHERE key = 'x';
-- expect: ok

-- step 15: COMMIT
COMMIT;
-- expect: ok

-- ===== window bob =====

-- step 2: BEGIN
BEGIN ISOLATION LEVEL READ COMMITTED;
-- expect: ok

-- step 4: PUT x 3
INSERT INTO kv VALUES ('x', '3') ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value;
-- expect: WAITS alice (the window hangs)

-- step 5: .cancel bob
-- if this window hangs, press Ctrl-C
-- expect: ok

-- step 6: GET x
SELECT value FROM kv WHERE key = 'x';
-- expect: x=1
-- PostgreSQL differs: ERROR 25P02 (since step 4: Ctrl-C makes the whole transaction fail)

-- step 7: ROLLBACK
ROLLBACK;
-- expect: ok

-- step 8: BEGIN
BEGIN ISOLATION LEVEL READ COMMITTED;
-- expect: ok

-- step 9: PUT x 4
INSERT INTO kv VALUES ('x', '4') ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value;
-- expect: WAITS alice (the window hangs)

-- step 10: ROLLBACK
-- if this window hangs, press Ctrl-C
ROLLBACK;
-- expect: ok

-- ===== window carol =====

-- step 16: PUT y 1
INSERT INTO kv VALUES ('y', '1') ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value;
-- expect: ok

-- step 17: PUT y value(y) + 1
SET default_transaction_isolation = 'repeatable read';
UPDATE kv SET value = (kv.value::bigint + 1)::text WHERE key = 'y';
-- expect: ok

-- ===== at the end =====

SELECT key, value FROM kv ORDER BY key;
-- expect: x=6 y=2
