-- Writers of a row wait, where isolab's first committer wins, serializable-snapshot
--
-- For PostgreSQL and psql. Run "prepare" once. Then open a window with psql for each
-- session, and paste the steps one by one, each into the window of its session, in this
-- order:
--   1 alice, 2 bob, 3 alice, 4 bob, 5 bob, 6 alice
-- "expect" is what isolab answers; instead of ok, PostgreSQL prints its own tags.
-- "PostgreSQL differs" marks where PostgreSQL 15 answers differently, and says why.
-- SELECT 'snapshot' is there because PostgreSQL takes its snapshot then, not at BEGIN.
-- serializable-snapshot is SERIALIZABLE. PostgreSQL waits for writers of a key here; .conflicts first-updater does the same.

-- ===== prepare =====

DROP TABLE IF EXISTS kv;
CREATE TABLE kv (key text COLLATE "C" PRIMARY KEY, value text NOT NULL);
INSERT INTO kv VALUES ('x', '1');

-- ===== window alice =====

-- step 1: BEGIN
BEGIN ISOLATION LEVEL SERIALIZABLE;
SELECT 'snapshot';
-- expect: ok

-- step 3: PUT x 2
INSERT INTO kv VALUES ('x', '2') ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value;
-- expect: ok

-- step 6: COMMIT
COMMIT;
-- expect: ABORTED first-committer, not needed (ERROR 40001: could not serialize access due to concurrent update)
-- PostgreSQL differs: ok (the two runs have differed since step 4)
-- PostgreSQL differs: step 4 bob ERROR 40001 (see step 4, where the window hangs)
-- PostgreSQL differs: step 5 bob ROLLBACK (see step 5, where the window hangs)

-- ===== window bob =====

-- step 2: BEGIN
BEGIN ISOLATION LEVEL SERIALIZABLE;
SELECT 'snapshot';
-- expect: ok

-- step 4: PUT x 3
INSERT INTO kv VALUES ('x', '3') ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value;
-- expect: ok
-- PostgreSQL differs: hangs, for alice (the first updater of a row wins in PostgreSQL: a later one waits, or fails at its write)

-- step 5: COMMIT
COMMIT;
-- expect: ok
-- PostgreSQL differs: still hangs (the two runs have differed since step 4)

-- ===== at the end =====

SELECT key, value FROM kv ORDER BY key;
-- expect: x=3
-- PostgreSQL differs: x=2 (the two runs have differed since step 4)
