-- A value that is computed before the wait, and one that is computed after it, read-committed
--
-- For PostgreSQL and psql. Run "prepare" once. Then open a window with psql for each
-- session, and paste the steps one by one, each into the window of its session, in this
-- order:
--   1 alice, 2 bob, 3 alice, 4 bob, 5 alice, 6 bob, 7 bob, 8 bob
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

-- step 3: DELETE x
DELETE FROM kv WHERE key = 'x';
-- expect: ok

-- step 5: COMMIT
COMMIT;
-- expect: ok
-- lets bob go on: step 4 ok

-- ===== window bob =====

-- step 2: BEGIN
BEGIN ISOLATION LEVEL READ COMMITTED;
-- expect: ok

-- step 4: PUT x count(*)
INSERT INTO kv VALUES ('x', ((SELECT count(*) FROM kv WHERE true))::text) ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value;
-- expect: WAITS alice (the window hangs)

-- step 6: GET x
SELECT value FROM kv WHERE key = 'x';
-- expect: x=0
-- PostgreSQL differs: x=1 (since step 4: another transaction deleted the row, so the upsert inserts a new one without a conflict)

-- step 7: PUT x value(x) + 1
UPDATE kv SET value = (kv.value::bigint + 1)::text WHERE key = 'x';
-- expect: ok

-- step 8: COMMIT
COMMIT;
-- expect: ok

-- ===== at the end =====

SELECT key, value FROM kv ORDER BY key;
-- expect: x=1
-- PostgreSQL differs: x=2 (the two runs have differed since step 6)
