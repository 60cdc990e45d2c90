-- Alice and <b>Bob</b> & a wait, read-committed, snapshot, serializable-snapshot
--
-- For PostgreSQL and psql. Run "prepare" once. Then open a window with psql for each
-- session, and paste the steps one by one, each into the window of its session, in this
-- order:
--   1 alice, 2 bob, 3 alice, 4 bob, 5 alice, 6 bob, 7 carol, 8 bob, 9 carol, 10 alice, 11 carol,
--   12 carol, 13 bob, 14 bob, 15 bob, 16 bob, 17 alice, 18 bob, 19 alice, 20 bob, 21 alice
-- "expect" is what isolab answers; instead of ok, PostgreSQL prints its own tags.
-- "PostgreSQL differs" marks where PostgreSQL 15 answers differently, and says why.
-- SELECT 'snapshot' is there because PostgreSQL takes its snapshot then, not at BEGIN.
-- read-committed is READ COMMITTED.
-- snapshot is REPEATABLE READ.
-- serializable-snapshot is SERIALIZABLE. PostgreSQL waits for writers of a key here; .conflicts first-updater does the same.

-- ===== prepare =====

DROP TABLE IF EXISTS kv;
CREATE TABLE kv (key text COLLATE "C" PRIMARY KEY, value text NOT NULL);
INSERT INTO kv VALUES ('a b', '1');
INSERT INTO kv VALUES ('x', '1');
-- .rule sum has no SQL equivalent; between the steps, this should print t:
--   SELECT (SELECT coalesce(sum(value::bigint), 0)::bigint FROM kv WHERE true) <= 20;

-- ===== window alice =====

-- step 1: BEGIN snapshot
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT 'snapshot';
-- expect: ok

-- step 3: GET x AS seen
SELECT quote_nullable((SELECT value FROM kv WHERE key = 'x')) AS "isolab_seen" \gset
\echo :isolab_seen
-- expect: x=1

-- step 5: IF $seen = 1 THEN PUT "a b" $seen + 1
INSERT INTO kv SELECT 'a b', (:isolab_seen::bigint + 1)::text WHERE :isolab_seen::text = '1' ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value;
-- expect: ok

-- step 10: COMMIT
COMMIT;
-- expect: ok
-- lets bob go on: step 6 ABORTED concurrent-update, not needed (ERROR 40001: could not serialize access due to concurrent update)
-- lets bob go on: step 8 skipped (ERROR 25P02: current transaction is aborted)

-- step 17: BEGIN ssi
BEGIN ISOLATION LEVEL SERIALIZABLE;
SELECT 'snapshot';
-- expect: ok

-- step 19: UPDATE * SET $value * 10
UPDATE kv SET value = (kv.value::bigint * 10)::text WHERE true;
-- expect: ok
-- PostgreSQL differs: hangs, for bob (the first updater of a row wins in PostgreSQL: a later one waits, or fails at its write)

-- step 21: GET x
SELECT value FROM kv WHERE key = 'x';
-- expect: x=10
-- PostgreSQL differs: ERROR 25P02 (the two runs have differed since step 19)

-- ===== window bob =====

-- step 2: BEGIN snapshot
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT 'snapshot';
-- expect: ok

-- step 4: SCAN x..z
SELECT key, value FROM kv WHERE key >= 'x' AND key < 'z' ORDER BY key;
-- expect: x=1

-- step 6: PUT "a b" 2
INSERT INTO kv VALUES ('a b', '2') ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value;
-- expect: WAITS alice (the window hangs)

-- step 8: COUNT = 1
SELECT count(*) FROM kv WHERE value = '1';
-- expect: HELD (typed while the window hangs; runs after the wait)

-- step 13: RETRY
-- RETRY has no SQL equivalent: a program would do the same again, like this
ROLLBACK;
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT 'snapshot';
-- expect: ok

-- step 14: SCAN x..z
SELECT key, value FROM kv WHERE key >= 'x' AND key < 'z' ORDER BY key;
-- expect: x=1

-- step 15: PUT "a b" 2
INSERT INTO kv VALUES ('a b', '2') ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value;
-- expect: ok

-- step 16: COUNT = 1
SELECT count(*) FROM kv WHERE value = '1';
-- expect: count 1

-- step 18: DELETE x
DELETE FROM kv WHERE key = 'x';
-- expect: ok

-- step 20: COMMIT
COMMIT;
-- expect: ok
-- PostgreSQL differs: step 19 alice ERROR 40001 (see step 19, where the window hangs)

-- ===== window carol =====

-- step 7: BEGIN read-committed READ ONLY
BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY;
-- expect: ok

-- step 9: GET "<\u{202E}>'"
SELECT value FROM kv WHERE key = E'<\U0000202E>''';
-- expect: (none)

-- step 11: SUM
SELECT coalesce(sum(value::bigint), 0) FROM kv WHERE true;
-- expect: sum 3

-- step 12: COMMIT
COMMIT;
-- expect: ok

-- ===== at the end =====

SELECT key, value FROM kv ORDER BY key;
-- expect: "a b"=2
