-- An upsert of a row that is newer than its snapshot, snapshot
--
-- For PostgreSQL and psql. Run "prepare" once. Then open a window with psql for each
-- session, and paste the steps one by one, each into the window of its session, in this
-- order:
--   1 bob, 2 bob, 3 alice, 4 alice, 5 alice, 6 alice, 7 alice, 8 bob, 9 alice, 10 bob
-- "expect" is what isolab answers; instead of ok, PostgreSQL prints its own tags.
-- "PostgreSQL differs" marks where PostgreSQL 15 answers differently, and says why.
-- SELECT 'snapshot' is there because PostgreSQL takes its snapshot then, not at BEGIN.
-- snapshot is REPEATABLE READ.

-- ===== prepare =====

DROP TABLE IF EXISTS kv;
CREATE TABLE kv (key text COLLATE "C" PRIMARY KEY, value text NOT NULL);
INSERT INTO kv VALUES ('n', '0');

-- ===== window alice =====

-- step 3: BEGIN
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT 'snapshot';
-- expect: ok

-- step 4: PUT n 1
INSERT INTO kv VALUES ('n', '1') ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value;
-- expect: ok

-- step 5: COMMIT
COMMIT;
-- expect: ok

-- step 6: BEGIN
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT 'snapshot';
-- expect: ok

-- step 7: PUT n 2
INSERT INTO kv VALUES ('n', '2') ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value;
-- expect: ok

-- step 9: COMMIT
COMMIT;
-- expect: ok
-- PostgreSQL differs: step 8 bob ERROR 40001 (see step 8, where the window hangs)

-- ===== window bob =====

-- step 1: BEGIN
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT 'snapshot';
-- expect: ok

-- step 2: GET n
SELECT value FROM kv WHERE key = 'n';
-- expect: n=0

-- step 8: PUT n 10
INSERT INTO kv VALUES ('n', '10') ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value;
-- expect: ABORTED concurrent-update, needed (ERROR 40001: could not serialize access due to concurrent update)
-- PostgreSQL differs: hangs, for alice (an upsert waits for the transaction that is changing the row, then looks at its snapshot)

-- step 10: COMMIT
COMMIT;
-- expect: ok rolled back (ROLLBACK)

-- ===== at the end =====

SELECT key, value FROM kv ORDER BY key;
-- expect: n=2
