-- An upsert of a row that another has deleted, snapshot
--
-- For PostgreSQL and psql. Run "prepare" once. Then open a window with psql for each
-- session, and paste the steps one by one, each into the window of its session, in this
-- order:
--   1 alice, 2 bob, 3 alice, 4 bob, 5 alice, 6 bob, 7 alice, 8 alice, 9 alice
-- "expect" is what isolab answers; instead of ok, PostgreSQL prints its own tags.
-- "PostgreSQL differs" marks where PostgreSQL 15 answers differently, and says why.
-- SELECT 'snapshot' is there because PostgreSQL takes its snapshot then, not at BEGIN.
-- snapshot is REPEATABLE READ.

-- ===== prepare =====

DROP TABLE IF EXISTS kv;
CREATE TABLE kv (key text COLLATE "C" PRIMARY KEY, value text NOT NULL);
INSERT INTO kv VALUES ('x', '1');

-- ===== window alice =====

-- step 1: BEGIN
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT 'snapshot';
-- expect: ok

-- step 3: GET x
SELECT value FROM kv WHERE key = 'x';
-- expect: x=1

-- step 5: PUT x 2
INSERT INTO kv VALUES ('x', '2') ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value;
-- expect: WAITS bob (the window hangs)

-- step 7: GET x
SELECT value FROM kv WHERE key = 'x';
-- expect: skipped (ERROR 25P02: current transaction is aborted)
-- PostgreSQL differs: x=1 x=2 (the snapshot still shows the deleted row, next to the new one: two rows with one key)

-- step 8: GET x AS n
SELECT quote_nullable((SELECT value FROM kv WHERE key = 'x')) AS "isolab_n" \gset
\echo :isolab_n
-- expect: skipped (ERROR 25P02: current transaction is aborted)
-- PostgreSQL differs: ERROR 21000 (the snapshot still shows the deleted row, next to the new one: two rows with one key)

-- step 9: COMMIT
COMMIT;
-- expect: ok rolled back (ROLLBACK)

-- ===== window bob =====

-- step 2: BEGIN
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT 'snapshot';
-- expect: ok

-- step 4: DELETE x
DELETE FROM kv WHERE key = 'x';
-- expect: ok

-- step 6: COMMIT
COMMIT;
-- expect: ok
-- lets alice go on: step 5 ABORTED concurrent-update, needed (ERROR 40001: could not serialize access due to concurrent update)
-- PostgreSQL differs: step 5 alice 1 row (another transaction deleted the row, so the upsert inserts a new one without a conflict)

-- ===== at the end =====

SELECT key, value FROM kv ORDER BY key;
-- expect: (none)
