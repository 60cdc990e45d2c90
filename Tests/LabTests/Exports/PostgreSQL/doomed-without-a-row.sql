-- A transaction that can no longer commit reads a key that is not there, serializable-snapshot
--
-- For PostgreSQL and psql. Run "prepare" once. Then open a window with psql for each
-- session, and paste the steps one by one, each into the window of its session, in this
-- order:
--   1 alice, 2 bob, 3 alice, 4 bob, 5 alice, 6 bob, 7 alice, 8 bob, 9 bob, 10 bob
-- "expect" is what isolab answers; instead of ok, PostgreSQL prints its own tags.
-- "PostgreSQL differs" marks where PostgreSQL 15 answers differently, and says why.
-- SELECT 'snapshot' is there because PostgreSQL takes its snapshot then, not at BEGIN.
-- serializable-snapshot is SERIALIZABLE. PostgreSQL waits for writers of a key here; .conflicts first-updater does the same.

-- ===== prepare =====

DROP TABLE IF EXISTS kv;
CREATE TABLE kv (key text COLLATE "C" PRIMARY KEY, value text NOT NULL);
INSERT INTO kv VALUES ('x', '1');
INSERT INTO kv VALUES ('y', '1');

-- ===== window alice =====

-- step 1: BEGIN
BEGIN ISOLATION LEVEL SERIALIZABLE;
SELECT 'snapshot';
-- expect: ok

-- step 3: GET x
SELECT value FROM kv WHERE key = 'x';
-- expect: x=1

-- step 5: PUT y 2
INSERT INTO kv VALUES ('y', '2') ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value;
-- expect: ok

-- step 7: COMMIT
COMMIT;
-- expect: ok

-- ===== window bob =====

-- step 2: BEGIN
BEGIN ISOLATION LEVEL SERIALIZABLE;
SELECT 'snapshot';
-- expect: ok

-- step 4: GET y
SELECT value FROM kv WHERE key = 'y';
-- expect: y=1

-- step 6: PUT x 2
INSERT INTO kv VALUES ('x', '2') ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value;
-- expect: ok

-- step 8: GET nothing
SELECT value FROM kv WHERE key = 'nothing';
-- expect: ABORTED dangerous-structure, needed (ERROR 40001: could not serialize access due to read/write dependencies)
-- PostgreSQL differs: (none) (a transaction that can no longer commit fails at the next row it meets)

-- step 9: GET x
SELECT value FROM kv WHERE key = 'x';
-- expect: skipped (ERROR 25P02: current transaction is aborted)
-- PostgreSQL differs: ERROR 40001 (the two runs have differed since step 8)

-- step 10: COMMIT
COMMIT;
-- expect: ok rolled back (ROLLBACK)

-- ===== at the end =====

SELECT key, value FROM kv ORDER BY key;
-- expect: x=1 y=2
