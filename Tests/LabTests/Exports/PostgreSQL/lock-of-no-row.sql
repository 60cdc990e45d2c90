-- FOR UPDATE of a key that is not there, read-committed
--
-- For PostgreSQL and psql. Run "prepare" once. Then open a window with psql for each
-- session, and paste the steps one by one, each into the window of its session, in this
-- order:
--   1 alice, 2 bob, 3 alice, 4 bob, 5 alice, 6 bob
-- "expect" is what isolab answers; instead of ok, PostgreSQL prints its own tags.
-- "PostgreSQL differs" marks where PostgreSQL 15 answers differently, and says why.
-- SELECT 'snapshot' is there because PostgreSQL takes its snapshot then, not at BEGIN.
-- read-committed is READ COMMITTED.

-- ===== prepare =====

DROP TABLE IF EXISTS kv;
CREATE TABLE kv (key text COLLATE "C" PRIMARY KEY, value text NOT NULL);

-- ===== window alice =====

-- step 1: BEGIN
BEGIN ISOLATION LEVEL READ COMMITTED;
-- expect: ok

-- step 3: GET lead FOR UPDATE
SELECT value FROM kv WHERE key = 'lead' FOR UPDATE;
-- expect: (none)

-- step 5: COMMIT
COMMIT;
-- expect: ok
-- lets bob go on: step 4 (none)
-- PostgreSQL differs: step 4 bob does not resume here (see step 4, where the window does not hang)

-- ===== window bob =====

-- step 2: BEGIN
BEGIN ISOLATION LEVEL READ COMMITTED;
-- expect: ok

-- step 4: GET lead FOR UPDATE
SELECT value FROM kv WHERE key = 'lead' FOR UPDATE;
-- expect: WAITS alice (the window hangs)
-- PostgreSQL differs: (none) (there is no row with that key, so there is nothing to lock or to wait for)

-- step 6: COMMIT
COMMIT;
-- expect: ok

-- ===== at the end =====

SELECT key, value FROM kv ORDER BY key;
-- expect: (none)
