-- A statement that was pasted while its window hung fails, if the transaction has failed by then., snapshot
--
-- For PostgreSQL and psql. Run "prepare" once. Then open a window with psql for each
-- session, and paste the steps one by one, each into the window of its session, in this
-- order:
--   1 alice, 2 bob, 3 alice, 4 bob, 5 bob, 6 bob, 7 alice, 8 carol, 9 carol, 10 bob, 11 bob,
--   12 bob, 13 bob, 14 carol, 15 bob, 16 bob, 17 bob, 18 bob, 19 bob
-- "expect" is what isolab answers; instead of ok, PostgreSQL prints its own tags.
-- "PostgreSQL differs" marks where PostgreSQL 15 answers differently, and says why.
-- SELECT 'snapshot' is there because PostgreSQL takes its snapshot then, not at BEGIN.
-- snapshot is REPEATABLE READ.

-- ===== prepare =====

DROP TABLE IF EXISTS kv;
CREATE TABLE kv (key text COLLATE "C" PRIMARY KEY, value text NOT NULL);
INSERT INTO kv VALUES ('x', '1');
INSERT INTO kv VALUES ('y', '1');

-- ===== window alice =====

-- step 1: BEGIN
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT 'snapshot';
-- expect: ok

-- step 3: PUT x 2
INSERT INTO kv VALUES ('x', '2') ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value;
-- expect: ok

-- step 7: COMMIT
COMMIT;
-- expect: ok
-- lets bob go on: step 4 ABORTED concurrent-update, needed (ERROR 40001: could not serialize access due to concurrent update)
-- lets bob go on: step 5 skipped (ERROR 25P02: current transaction is aborted)
-- lets bob go on: step 6 skipped (ERROR 25P02: current transaction is aborted)

-- ===== window bob =====

-- step 2: BEGIN
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT 'snapshot';
-- expect: ok

-- step 4: PUT x value(x) + 10
UPDATE kv SET value = (kv.value::bigint + 10)::text WHERE key = 'x';
-- expect: WAITS alice (the window hangs)

-- step 5: PUT y 7
INSERT INTO kv VALUES ('y', '7') ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value;
-- expect: HELD (typed while the window hangs; runs after the wait)

-- step 6: GET x
SELECT value FROM kv WHERE key = 'x';
-- expect: HELD (typed while the window hangs; runs after the wait)

-- step 10: RETRY
-- RETRY has no SQL equivalent: a program would do the same again, like this
ROLLBACK;
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT 'snapshot';
-- expect: ok

-- step 11: PUT x value(x) + 10
UPDATE kv SET value = (kv.value::bigint + 10)::text WHERE key = 'x';
-- expect: ok

-- step 12: PUT y 7
INSERT INTO kv VALUES ('y', '7') ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value;
-- expect: WAITS carol (the window hangs)

-- step 13: GET x
SELECT value FROM kv WHERE key = 'x';
-- expect: HELD (typed while the window hangs; runs after the wait)

-- step 15: RETRY
-- RETRY has no SQL equivalent: a program would do the same again, like this
ROLLBACK;
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT 'snapshot';
-- expect: ok

-- step 16: PUT x value(x) + 10
UPDATE kv SET value = (kv.value::bigint + 10)::text WHERE key = 'x';
-- expect: ok

-- step 17: PUT y 7
INSERT INTO kv VALUES ('y', '7') ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value;
-- expect: ok

-- step 18: GET x
SELECT value FROM kv WHERE key = 'x';
-- expect: x=12

-- step 19: COMMIT
COMMIT;
-- expect: ok

-- ===== window carol =====

-- step 8: BEGIN
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT 'snapshot';
-- expect: ok

-- step 9: PUT y 3
INSERT INTO kv VALUES ('y', '3') ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value;
-- expect: ok

-- step 14: COMMIT
COMMIT;
-- expect: ok
-- lets bob go on: step 12 ABORTED concurrent-update, not needed (ERROR 40001: could not serialize access due to concurrent update)
-- PostgreSQL differs: step 13 bob ERROR 25P02 (its transaction has failed, and PostgreSQL refuses all other commands until ROLLBACK)

-- ===== at the end =====

SELECT key, value FROM kv ORDER BY key;
-- expect: x=12 y=7
