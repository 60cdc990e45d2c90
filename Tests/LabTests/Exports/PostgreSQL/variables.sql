-- Variables that psql has as well, and absence in one, snapshot
--
-- For PostgreSQL and psql. Run "prepare" once. Then open a window with psql for each
-- session, and paste the steps one by one, each into the window of its session, in this
-- order:
--   1 alice, 2 alice, 3 alice, 4 alice, 5 alice, 6 alice, 7 alice, 8 alice, 9 alice, 10 alice,
--   11 alice
-- "expect" is what isolab answers; instead of ok, PostgreSQL prints its own tags.
-- "PostgreSQL differs" marks where PostgreSQL 15 answers differently, and says why.
-- SELECT 'snapshot' is there because PostgreSQL takes its snapshot then, not at BEGIN.
-- snapshot is REPEATABLE READ.

-- ===== prepare =====

DROP TABLE IF EXISTS kv;
CREATE TABLE kv (key text COLLATE "C" PRIMARY KEY, value text NOT NULL);
INSERT INTO kv VALUES ('q', E'o''k \\ \U00000007');
INSERT INTO kv VALUES ('x', '-5');

-- ===== window alice =====

-- step 1: BEGIN
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT 'snapshot';
-- expect: ok

-- step 2: GET x AS PROMPT1
SELECT quote_nullable((SELECT value FROM kv WHERE key = 'x')) AS "isolab_PROMPT1" \gset
\echo :isolab_PROMPT1
-- expect: x=-5

-- step 3: GET q AS if
SELECT quote_nullable((SELECT value FROM kv WHERE key = 'q')) AS "isolab_if" \gset
\echo :isolab_if
-- expect: q="o'k \\ \u{7}"

-- step 4: GET nothing AS value_of_a_key_whose_name_is_longer_than_psql_would_like
SELECT quote_nullable((SELECT value FROM kv WHERE key = 'nothing')) AS "isolab_value_of_a_f6608338e4727347" \gset
\echo :isolab_value_of_a_f6608338e4727347
-- expect: (none)

-- step 5: SCAN AS rows
SELECT key, value FROM kv WHERE true ORDER BY key;
\set isolab_rows :ROW_COUNT
-- expect: q="o'k \\ \u{7}" x=-5

-- step 6: SUM x AS sum
SELECT quote_nullable(coalesce(sum(value::bigint), 0)) AS "isolab_sum" FROM kv WHERE key = 'x' \gset
\echo :isolab_sum
-- expect: sum -5

-- step 7: IF $PROMPT1 < 0 and $value_of_a_key_whose_name_is_longer_than_psql_would_like = none THEN PUT y $PROMPT1 + $rows
INSERT INTO kv SELECT 'y', (:isolab_PROMPT1::bigint + :isolab_rows::bigint)::text WHERE (:isolab_PROMPT1::bigint < 0) AND (:isolab_value_of_a_f6608338e4727347::text IS NULL) ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value;
-- expect: ok

-- step 8: IF not $if = $PROMPT1 THEN PUT q2 $if
INSERT INTO kv SELECT 'q2', :isolab_if::text WHERE (:isolab_if::text IS NOT DISTINCT FROM :isolab_PROMPT1::text) IS NOT TRUE ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value;
-- expect: ok

-- step 9: IF $sum = -5 THEN GET y AS y
\set condition f
SELECT (:isolab_sum::text = '-5') IS TRUE AS condition \gset
\if :condition
SELECT quote_nullable((SELECT value FROM kv WHERE key = 'y')) AS "isolab_y" \gset
\echo :isolab_y
\endif
-- expect: y=-3

-- step 10: IF $rows = 0 THEN COMMIT
\set condition f
SELECT (:isolab_rows::text = '0') IS TRUE AS condition \gset
\if :condition
COMMIT;
\endif
-- expect: skipped

-- step 11: COMMIT
COMMIT;
-- expect: ok

-- ===== at the end =====

SELECT key, value FROM kv ORDER BY key;
-- expect: q="o'k \\ \u{7}" q2="o'k \\ \u{7}" x=-5 y=-3
