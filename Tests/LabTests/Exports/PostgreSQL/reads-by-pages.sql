-- Two disjoint pairs of a read and a write, serializable-snapshot
--
-- For PostgreSQL and psql. Run "prepare" once. Then open a window with psql for each
-- session, and paste the steps one by one, each into the window of its session, in this
-- order:
--   1 alice, 2 bob, 3 alice, 4 bob, 5 alice, 6 bob, 7 alice, 8 bob
-- "expect" is what isolab answers; instead of ok, PostgreSQL prints its own tags.
-- "PostgreSQL differs" marks where PostgreSQL 15 answers differently, and says why.
-- SELECT 'snapshot' is there because PostgreSQL takes its snapshot then, not at BEGIN.
-- serializable-snapshot is SERIALIZABLE. PostgreSQL waits for writers of a key here; .conflicts first-updater does the same.

-- ===== prepare =====

DROP TABLE IF EXISTS kv;
CREATE TABLE kv (key text COLLATE "C" PRIMARY KEY, value text NOT NULL);
INSERT INTO kv VALUES ('a', '1');
INSERT INTO kv VALUES ('b', '2');

-- ===== window alice =====

-- step 1: BEGIN
BEGIN ISOLATION LEVEL SERIALIZABLE;
SELECT 'snapshot';
-- expect: ok

-- step 3: COUNT
SELECT count(*) FROM kv WHERE true;
-- expect: count 2

-- step 5: PUT c 3
INSERT INTO kv VALUES ('c', '3') ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value;
-- expect: ok

-- step 7: COMMIT
COMMIT;
-- expect: ok

-- ===== window bob =====

-- step 2: BEGIN
BEGIN ISOLATION LEVEL SERIALIZABLE;
SELECT 'snapshot';
-- expect: ok

-- step 4: GET b
SELECT value FROM kv WHERE key = 'b';
-- expect: b=2

-- step 6: PUT d 4
INSERT INTO kv VALUES ('d', '4') ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value;
-- expect: ok

-- step 8: COMMIT
COMMIT;
-- expect: ok
-- PostgreSQL differs: ERROR 40001 (PostgreSQL records reads by index page and by table, so it may see conflicts between different keys)

-- ===== at the end =====

SELECT key, value FROM kv ORDER BY key;
-- expect: a=1 b=2 c=3 d=4
-- PostgreSQL differs: a=1 b=2 c=3 (the two runs have differed since step 8)
