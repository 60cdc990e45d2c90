-- Two upserts wait for one row, read-committed
--
-- For PostgreSQL and psql. Run "prepare" once. Then open a window with psql for each
-- session, and paste the steps one by one, each into the window of its session, in this
-- order:
--   1 alice, 2 bob, 3 carol, 4 alice, 5 bob, 6 carol, 7 alice, 8 bob, 9 bob, 10 carol
-- "expect" is what isolab answers; instead of ok, PostgreSQL prints its own tags.
-- "PostgreSQL differs" marks where PostgreSQL 15 answers differently, and says why.
-- SELECT 'snapshot' is there because PostgreSQL takes its snapshot then, not at BEGIN.
-- read-committed is READ COMMITTED.

-- ===== prepare =====

DROP TABLE IF EXISTS kv;
CREATE TABLE kv (key text COLLATE "C" PRIMARY KEY, value text NOT NULL);
INSERT INTO kv VALUES ('x', '1');

-- ===== window alice =====

-- step 1: BEGIN
BEGIN ISOLATION LEVEL READ COMMITTED;
-- expect: ok

-- step 4: PUT x 2
INSERT INTO kv VALUES ('x', '2') ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value;
-- expect: ok

-- step 7: COMMIT
COMMIT;
-- expect: ok
-- lets bob go on: step 5 ok
-- PostgreSQL may differ: other commands may resume here (bob and carol wake up at the same time in step 7, and chance decides which is first)

-- ===== window bob =====

-- step 2: BEGIN
BEGIN ISOLATION LEVEL READ COMMITTED;
-- expect: ok

-- step 5: PUT x 3
INSERT INTO kv VALUES ('x', '3') ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value;
-- expect: WAITS alice (the window hangs)

-- step 8: GET x
SELECT value FROM kv WHERE key = 'x';
-- expect: x=3
-- PostgreSQL may differ: here (bob and carol wake up at the same time in step 7, and chance decides which is first)

-- step 9: COMMIT
COMMIT;
-- expect: ok
-- PostgreSQL may differ: here (bob and carol wake up at the same time in step 7, and chance decides which is first)
-- lets carol go on: step 6 ok

-- ===== window carol =====

-- step 3: BEGIN
BEGIN ISOLATION LEVEL READ COMMITTED;
-- expect: ok

-- step 6: PUT x 4
INSERT INTO kv VALUES ('x', '4') ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value;
-- expect: WAITS alice bob (the window hangs)

-- step 10: COMMIT
COMMIT;
-- expect: ok
-- PostgreSQL may differ: here (bob and carol wake up at the same time in step 7, and chance decides which is first)

-- ===== at the end =====

SELECT key, value FROM kv ORDER BY key;
-- expect: x=4
-- PostgreSQL may differ: here (bob and carol wake up at the same time in step 7, and chance decides which is first)
