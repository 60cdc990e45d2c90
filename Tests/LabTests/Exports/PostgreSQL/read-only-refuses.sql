-- In READ ONLY, PostgreSQL refuses what could write, whether its condition is true or not., snapshot
--
-- For PostgreSQL and psql. Run "prepare" once. Then open a window with psql for each
-- session, and paste the steps one by one, each into the window of its session, in this
-- order:
--   1 alice, 2 alice, 3 alice, 4 alice
-- "expect" is what isolab answers; instead of ok, PostgreSQL prints its own tags.
-- "PostgreSQL differs" marks where PostgreSQL 15 answers differently, and says why.
-- SELECT 'snapshot' is there because PostgreSQL takes its snapshot then, not at BEGIN.
-- snapshot is REPEATABLE READ.

-- ===== prepare =====

DROP TABLE IF EXISTS kv;
CREATE TABLE kv (key text COLLATE "C" PRIMARY KEY, value text NOT NULL);
INSERT INTO kv VALUES ('x', '1');

-- ===== window alice =====

-- step 1: BEGIN READ ONLY
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
SELECT 'snapshot';
-- expect: ok

-- step 2: IF value(x) = 2 THEN PUT x 3
INSERT INTO kv SELECT 'x', '3' WHERE (SELECT value FROM kv WHERE key = 'x') = '2' ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value;
-- expect: skipped
-- PostgreSQL differs: ERROR 25006 (in a READ ONLY transaction, PostgreSQL refuses statements that could write)

-- step 3: GET x
SELECT value FROM kv WHERE key = 'x';
-- expect: x=1
-- PostgreSQL differs: ERROR 25P02 (the two runs have differed since step 2)

-- step 4: COMMIT
COMMIT;
-- expect: ok
-- PostgreSQL differs: ROLLBACK (the two runs have differed since step 2)

-- ===== at the end =====

SELECT key, value FROM kv ORDER BY key;
-- expect: x=1
