-- A DELETE of a row that its snapshot does not show, snapshot
--
-- For PostgreSQL and psql. Run "prepare" once. Then open a window with psql for each
-- session, and paste the steps one by one, each into the window of its session, in this
-- order:
--   1 alice, 2 bob, 3 alice, 4 bob, 5 alice, 6 bob
-- "expect" is what isolab answers; instead of ok, PostgreSQL prints its own tags.
-- "PostgreSQL differs" marks where PostgreSQL 15 answers differently, and says why.
-- SELECT 'snapshot' is there because PostgreSQL takes its snapshot then, not at BEGIN.
-- snapshot is REPEATABLE READ.

-- ===== prepare =====

DROP TABLE IF EXISTS kv;
CREATE TABLE kv (key text COLLATE "C" PRIMARY KEY, value text NOT NULL);

-- ===== window alice =====

-- step 1: BEGIN
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT 'snapshot';
-- expect: ok

-- step 3: PUT x 1
INSERT INTO kv VALUES ('x', '1') ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value;
-- expect: ok

-- step 5: COMMIT
COMMIT;
-- expect: ok
-- lets bob go on: step 4 ABORTED concurrent-update, not needed (ERROR 40001: could not serialize access due to concurrent update)
-- PostgreSQL differs: step 4 bob does not resume here (see step 4, where the window does not hang)

-- ===== window bob =====

-- step 2: BEGIN
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT 'snapshot';
-- expect: ok

-- step 4: DELETE x
DELETE FROM kv WHERE key = 'x';
-- expect: WAITS alice (the window hangs)
-- PostgreSQL differs: 0 rows (the statement acts only on rows of its snapshot, and this row is not in it)

-- step 6: COMMIT
COMMIT;
-- expect: ok rolled back (ROLLBACK)
-- PostgreSQL differs: ok (the two runs have differed since step 4)

-- ===== at the end =====

SELECT key, value FROM kv ORDER BY key;
-- expect: x=1
