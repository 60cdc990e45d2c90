-- A DELETE waits for a row that is deleted and made anew, read-committed
--
-- For PostgreSQL and psql. Run "prepare" once. Then open a window with psql for each
-- session, and paste the steps one by one, each into the window of its session, in this
-- order:
--   1 alice, 2 bob, 3 alice, 4 alice, 5 bob, 6 alice, 7 bob, 8 bob
-- "expect" is what isolab answers; instead of ok, PostgreSQL prints its own tags.
-- "PostgreSQL differs" marks where PostgreSQL 15 answers differently, and says why.
-- SELECT 'snapshot' is there because PostgreSQL takes its snapshot then, not at BEGIN.
-- read-committed is READ COMMITTED.

-- ===== prepare =====

DROP TABLE IF EXISTS kv;
CREATE TABLE kv (key text COLLATE "C" PRIMARY KEY, value text NOT NULL);
INSERT INTO kv VALUES ('x', '0');

-- ===== window alice =====

-- step 1: BEGIN
BEGIN ISOLATION LEVEL READ COMMITTED;
-- expect: ok

-- step 3: DELETE x
DELETE FROM kv WHERE key = 'x';
-- expect: ok

-- step 4: PUT x xA
INSERT INTO kv VALUES ('x', 'xA') ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value;
-- expect: ok

-- step 6: COMMIT
COMMIT;
-- expect: ok
-- lets bob go on: step 5 ok

-- ===== window bob =====

-- step 2: BEGIN
BEGIN ISOLATION LEVEL READ COMMITTED;
-- expect: ok

-- step 5: DELETE x
DELETE FROM kv WHERE key = 'x';
-- expect: WAITS alice (the window hangs)

-- step 7: GET x
SELECT value FROM kv WHERE key = 'x';
-- expect: (none)
-- PostgreSQL differs: x=xA (since step 5: the row that the statement waited for was deleted; a new row with that key is a different row)

-- step 8: COMMIT
COMMIT;
-- expect: ok

-- ===== at the end =====

SELECT key, value FROM kv ORDER BY key;
-- expect: (none)
-- PostgreSQL differs: x=xA (the two runs have differed since step 7)
