import Vocabulary

/// What is said about every kind of slip.
///
/// The texts are the contract: change them here first.
let errorRows: [Row] = [
  Row(
    #"PUT x "abc"#, 7, 1, "this quoted text is never closed",
    #"inside quotes, write \" for a quote"#),
  Row(
    #"PUT x "a\qb""#, 9, 2, #"\q is not an escape sequence"#,
    #"escapes are \" \\ \n \t \u{...}"#),
  Row(
    #"PUT x "\u{D800}""#, 8, 8, #"\u{D800} is not an escape sequence"#,
    #"escapes are \" \\ \n \t \u{...}"#),
  Row(
    #"PUT x "\u12""#, 8, 2, #"\u is not an escape sequence"#,
    #"escapes are \" \\ \n \t \u{...}"#),
  Row(
    #"PUT x "\u{123456789}""#, 8, 13, #"\u{123456789} is not an escape sequence"#,
    #"escapes are \" \\ \n \t \u{...}"#),
  Row(
    "PUT x a,b", 8, 1, "unexpected character ,",
    "separate words with spaces, not commas"),
  Row(
    "PUT x 'a'", 7, 1, "unexpected character '",
    #"quote text with ""#),
  Row(
    "PUT x “a”", 7, 1, "unexpected character “",
    #"quote text with ""#),
  Row(
    "BEGIN # hi", 7, 1, "unexpected character #",
    "put a comment on a line of its own, at column 0"),
  Row(
    "PUT x a?", 8, 1, "unexpected character ?",
    #"quote text that contains it: "...""#),
  Row(
    "PUT x a == b", 9, 2, "== is not an operator here",
    "did you mean =?"),
  Row(
    "PUT x $n <> 2", 10, 2, "<> is not an operator here",
    "did you mean !=?"),
  Row(
    "PUT x !done", 7, 1, "! is not an operator here",
    "did you mean not?"),
  Row(
    "IF $n ≥ 2 THEN COMMIT", 7, 1, "≥ is not an operator here",
    "did you mean >=?"),
  Row(
    "fob x", 1, 3, "there is no word fob",
    "\"help\" lists the words"),
  Row(
    "(", 1, 1, "there is no word (",
    "\"help\" lists the words"),
  Row(
    #"\d"#, 1, 2, #"there is no word \d"#,
    "\"help\" lists the words"),
  Row(
    "CUONT = on", 1, 5, "there is no word CUONT",
    "did you mean COUNT?"),
  Row(
    "rolback", 1, 7, "there is no word rolback",
    "did you mean ROLLBACK?"),
  Row(
    ".whyy", 1, 5, "there is no word .whyy",
    "did you mean .why?"),
  Row(
    ".quux", 1, 5, "there is no word .quux",
    "\"help\" lists the words"),
  Row(
    "bob; begin", 1, 3, "bob is a session, not a command",
    "did you mean bob: begin?"),
  Row(
    "read x", 1, 4, "there is no word read",
    "did you mean GET x?"),
  Row(
    "x = 1", 1, 1, "there is no word x",
    "did you mean PUT x 1?"),
  Row(
    "let x = 1", 1, 3, "there is no word let",
    "did you mean PUT x 1?"),
  Row(
    "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE", 1, 3, "SET is SQL, not isolab's language",
    "choose a mode with BEGIN serializable-snapshot, or with .mode (.help sql)"),
  Row(
    "quitt", 1, 5, "there is no word quitt",
    "did you mean quit?"),
  Row(
    "undo", 1, 4, "there is no word undo",
    "did you mean .undo?"),
  Row(
    "why", 1, 3, "there is no word why",
    "did you mean .why?"),
  Row(
    "versions", 1, 8, "there is no word versions",
    "did you mean .versions?"),
  Row(
    ".commit", 1, 7, "there is no word .commit",
    "did you mean COMMIT?"),
  Row(
    "SET x 1", 1, 3, "there is no word SET",
    "did you mean PUT x 1?"),
  Row(
    "SET x = 1", 1, 3, "there is no word SET",
    "did you mean PUT x 1?"),
  Row(
    "SET", 1, 3, "there is no word SET",
    "did you mean PUT?"),
  Row(
    "START TRANSACTION", 1, 5, "there is no word START",
    "did you mean BEGIN?"),
  Row(
    "BEGIN TRANSACTION", 7, 11, "BEGIN does not take TRANSACTION",
    "type BEGIN alone or with a mode, such as BEGIN serializable-snapshot"),
  Row(
    "BEGIN ok", 7, 2, "ok is an answer, not part of the command",
    "type only BEGIN"),
  Row(
    "3 bob*> PUT x 4 ok ; only T2 sees it", 17, 2, "ok is an answer, not part of the command",
    "type only PUT x 4"),
  Row(
    "GET tea tea=5", 9, 5, "tea=5 is an answer, not part of the command",
    "type only GET tea"),
  Row(
    "GET tea (none)", 9, 6, "(none) is an answer, not part of the command",
    "type only GET tea"),
  Row(
    "bob: COUNT = on count 2", 17, 7, "count 2 is an answer, not part of the command",
    "type only COUNT = on"),
  Row(
    "COMMIT ABORTED overwritten-read, needed", 8, 24,
    "ABORTED overwritten-read is an answer, not part of the command", "type only COMMIT"),
  Row(
    "PUT x ok then", 10, 4, "unexpected then",
    "write PUT key expression"),
  Row(
    "BEGIN WORK;", 7, 4, "BEGIN does not take WORK",
    "type BEGIN alone or with a mode, such as BEGIN serializable-snapshot"),
  Row(
    "END", 1, 3, "there is no word END",
    "did you mean COMMIT?"),
  Row(
    "bob COMMIT", 1, 3, "bob is a session, not a command",
    "did you mean bob: COMMIT?"),
  Row(
    #"bob PUT x "a b";"#, 1, 3, "bob is a session, not a command",
    #"did you mean bob: PUT x "a b"?"#),
  Row(
    "bob", 1, 3, "bob is a session, not a command",
    "did you mean bob:?"),
  Row(
    "SELECT * FROM t WHERE a = 'x'", 1, 6, "SELECT is SQL, not isolab's language",
    "SCAN shows all keys (.help sql)"),
  Row(
    "INSERT INTO t VALUES (1)", 1, 6, "INSERT is SQL, not isolab's language",
    "PUT key value inserts or updates (.help sql)"),
  Row(
    "CREATE TABLE t", 1, 6, "CREATE is SQL, not isolab's language",
    ".help sql shows what to type instead"),
  Row(
    "DELETE FROM t WHERE x = 1", 8, 4, "FROM is SQL, not isolab's language",
    ".help sql shows what to type instead"),
  Row(
    "UPDATE t SET balance = 1 WHERE id = 2", 26, 5, "WHERE is SQL, not isolab's language",
    ".help sql shows what to type instead"),
  Row(
    "GET", 4, 1, "GET needs a key",
    "write GET key [FOR UPDATE] [AS name]"),
  Row(
    "GET = 1", 5, 1, "GET needs a key",
    "write GET key [FOR UPDATE] [AS name]"),
  Row(
    "PUT", 4, 1, "PUT needs a key",
    "write PUT key expression"),
  Row(
    "PUT x", 6, 1, "PUT needs a value",
    "write PUT key expression"),
  Row(
    "PUT x * 2", 7, 1, "PUT needs a value",
    "write PUT key expression"),
  Row(
    "PUT x and", 7, 3, "PUT needs a value",
    "write PUT key expression"),
  Row(
    "PUT x $n +", 11, 1, "+ needs a value",
    nil),
  Row(
    "PUT x (1 + 2", 13, 1, "( needs a closing )",
    nil),
  Row(
    "PUT x value()", 13, 1, "value needs a key",
    nil),
  Row(
    "PUT x value(a b)", 15, 1, "value needs a closing )",
    nil),
  Row(
    "DELETE", 7, 1, "DELETE needs a key or a range (* is every key)",
    "write DELETE key, DELETE range [= value]"),
  Row(
    "DELETE = ", 9, 1, "= needs a value",
    nil),
  Row(
    "SCAN a..", 9, 1, "a.. needs an upper end",
    nil),
  Row(
    "SCAN a.. = 1", 10, 1, "a.. needs an upper end",
    nil),
  Row(
    "GET x AS", 9, 1, "AS needs a name",
    nil),
  Row(
    "GET x FOR", 10, 1, "FOR needs UPDATE",
    nil),
  Row(
    "PUT x $", 7, 1, "$ needs a name",
    nil),
  Row(
    "IF 1 = 1", 9, 1, "IF needs THEN",
    "write IF expression THEN command"),
  Row(
    "IF 1 = 1 PUT x 2", 10, 3, "IF needs THEN",
    "write IF expression THEN command"),
  Row(
    "IF 1 = 1 THEN", 14, 1, "THEN needs a command",
    nil),
  Row(
    "IF THEN PUT x 1", 4, 4, "IF needs a value",
    "write IF expression THEN command"),
  Row(
    "IF (1 = 1 THEN COMMIT", 11, 4, "( needs a closing )",
    nil),
  Row(
    "UPDATE * = on", 14, 1, "UPDATE needs SET",
    "write UPDATE range [= value] SET expression"),
  Row(
    "BEGIN READ", 11, 1, "READ needs ONLY",
    nil),
  Row(
    "BEGIN snapshot READ", 20, 1, "READ needs ONLY",
    nil),
  Row(
    ".seed", 6, 1, ".seed needs key=value",
    "write .seed key=value..."),
  Row(
    ".seed x", 8, 1, ".seed needs key=value",
    "write .seed key=value..."),
  Row(
    ".seed x=", 9, 1, "= needs a value",
    nil),
  Row(
    ".modes", 7, 1, ".modes needs a mode",
    "write .modes MODE...|all"),
  Row(
    ".compare dance", 10, 5, "there is no mode dance",
    "modes are " + IsolationMode.allCases.map(\.name).joined(separator: ", ")),
  Row(
    ".compare si ssi si", 17, 2, "si is listed twice",
    nil),
  Row(
    ".compare read committed", 10, 14, "there is no mode read committed",
    "did you mean read-committed?"),
  Row(
    ".rule", 6, 1, ".rule needs a name, a colon, and an expression",
    "write .rule NAME: expression; .rules lists the rules"),
  Row(
    ".rule on-call count(*) >= 1", 15, 5, ".rule needs a name, a colon, and an expression",
    "write .rule NAME: expression"),
  Row(
    ".rule on-call:", 15, 1, ".rule needs a value",
    "write .rule NAME: expression"),
  Row(
    "COMMIT now", 8, 3, "unexpected now",
    "write COMMIT"),
  Row(
    "alice: bob: BEGIN", 8, 3, "unexpected bob:",
    nil),
  Row(
    "IF 1 = 1 THEN bob: COMMIT", 15, 3, "unexpected bob:",
    nil),
  Row(
    "quit now", 6, 3, "unexpected now",
    "write .quit"),
  Row(
    "SCAN a..b..c", 10, 2, "unexpected ..",
    "write SCAN [range] [= value] [AS name]"),
  Row(
    "SCAN AS n m", 11, 1, "unexpected m",
    "write SCAN [range] [= value] [AS name]"),
  Row(
    "GET x AS n FOR UPDATE", 12, 3, "unexpected FOR",
    "write GET key [FOR UPDATE] [AS name]"),
  Row(
    "COUNT(*)", 6, 1, "unexpected (",
    "write COUNT [range] [= value] [AS name]"),
  Row(
    ".why 3 4", 8, 1, "unexpected 4",
    "write .why [STEP|serializable]"),
  Row(
    "COMMIT; -- done", 7, 1, "something follows the closing semicolon",
    "write one command per line; a comment is a line that starts with #"),
  Row(
    "; note", 1, 1, "something follows the closing semicolon",
    "write one command per line; a comment is a line that starts with #"),
  Row(
    "PUT x $n-1", 9, 2, "operators need spaces around them",
    "did you mean $n - 1?"),
  Row(
    "PUT x $n -1", 10, 2, "operators need spaces around them",
    "did you mean $n - 1?"),
  Row(
    "PUT x value(x)-1", 15, 2, "operators need spaces around them",
    "did you mean value(x) - 1?"),
  Row(
    "PUT x value(x)/2", 15, 2, "operators need spaces around them",
    "did you mean value(x) / 2?"),
  Row(
    "PUT x (1 + 2)*3", 14, 1, "operators need spaces around them",
    "did you mean (1 + 2) * 3?"),
  Row(
    "PUT x x+1", 8, 1, "operators need spaces around them",
    "here x is text; value(x) + 1"),
  Row(
    "PUT x x +1", 9, 1, "operators need spaces around them",
    "here x is text; value(x) + 1"),
  Row(
    "PUT x x+ 1", 8, 1, "operators need spaces around them",
    "here x is text; value(x) + 1"),
  Row(
    "PUT x $n+1*2", 9, 1, "operators need spaces around them",
    nil),
  Row(
    "PUT x x+1+2", 8, 1, "operators need spaces around them",
    "here x is text; value(x) reads a value"),
  Row(
    "IF $n>=2 THEN COMMIT", 6, 2, "operators need spaces around them",
    "did you mean $n >= 2?"),
  Row(
    "IF count(*=on) >= 2 THEN COMMIT", 11, 1, "operators need spaces around them",
    "did you mean * = on?"),
  Row(
    "COUNT =on", 7, 1, "operators need spaces around them",
    "did you mean = on?"),
  Row(
    "PUT x hello world", 7, 11, "this is more than one word",
    #"quote it: "hello world""#),
  Row(
    "UPDATE * SET hello big world", 14, 15, "this is more than one word",
    #"quote it: "hello big world""#),
  Row(
    "PUT x=1", 6, 1, "PUT takes no \"=\"",
    "did you mean PUT x 1?"),
  Row(
    "PUT x = value(y) + 1", 7, 1, "PUT takes no \"=\"",
    "did you mean PUT x value(y) + 1?"),
  Row(
    "GET $k", 5, 2, "$k is not a key",
    #"a key is a bare word that does not start with a dot, or "quoted text""#),
  Row(
    "GET .x", 5, 2, ".x is not a key",
    #"a key is a bare word that does not start with a dot, or "quoted text""#),
  Row(
    "GET a*", 5, 2, "a* is not a key",
    #"a key is a bare word that does not start with a dot, or "quoted text""#),
  Row(
    "GET a..b", 5, 3, "a.. is not a key",
    #"a key is a bare word that does not start with a dot, or "quoted text""#),
  Row(
    "GET *", 5, 1, "* is not a key",
    #"a key is a bare word that does not start with a dot, or "quoted text""#),
  Row(
    "SCAN ..b", 6, 2, ".. is not a key",
    #"a key is a bare word that does not start with a dot, or "quoted text""#),
  Row(
    "PUT x value(a*)", 13, 2, "a* is not a key",
    #"a key is a bare word that does not start with a dot, or "quoted text""#),
  Row(
    "GET x AS a-b", 10, 3, "a-b is not a name",
    "a name consists of letters, digits, and _; sessions and rules may also have -"),
  Row(
    "GET x AS $n", 10, 2, "$n is not a name",
    "a name consists of letters, digits, and _; sessions and rules may also have -"),
  Row(
    ".rule a/b: 1 = 1", 7, 3, "a/b is not a name",
    "a name consists of letters, digits, and _; sessions and rules may also have -"),
  Row(
    ".sessions a.b", 11, 3, "a.b is not a name",
    "a name consists of letters, digits, and _; sessions and rules may also have -"),
  Row(
    ".cancel $n", 9, 2, "$n is not a name",
    "a name consists of letters, digits, and _; sessions and rules may also have -"),
  Row(
    "a/b: COMMIT", 1, 3, "a/b is not a name",
    "a name consists of letters, digits, and _; sessions and rules may also have -"),
  Row(
    ".advance", 9, 1, ".advance needs a length of time, such as 30s",
    "write .advance SPAN"),
  Row(
    ".advance 30", 10, 2, "30 is not a length of time",
    "write 500ms, 30s, 1.5m, or 2h, from 1ms to 10000h"),
  Row(
    ".advance 0s", 10, 2, "0s is not a length of time",
    "write 500ms, 30s, 1.5m, or 2h, from 1ms to 10000h"),
  Row(
    ".advance 1.5ms", 10, 5, "1.5ms is not a length of time",
    "write 500ms, 30s, 1.5m, or 2h, from 1ms to 10000h"),
  Row(
    ".advance -3s", 10, 3, "-3s is not a length of time",
    "write 500ms, 30s, 1.5m, or 2h, from 1ms to 10000h"),
  Row(
    ".advance 10001h", 10, 6, "10001h is not a length of time",
    "write 500ms, 30s, 1.5m, or 2h, from 1ms to 10000h"),
  Row(
    ".advance 1.2.3s", 10, 6, "1.2.3s is not a length of time",
    "write 500ms, 30s, 1.5m, or 2h, from 1ms to 10000h"),
  Row(
    ".advance .5s", 10, 3, ".5s is not a length of time",
    "write 500ms, 30s, 1.5m, or 2h, from 1ms to 10000h"),
  Row(
    ".advance 5.s", 10, 3, "5.s is not a length of time",
    "write 500ms, 30s, 1.5m, or 2h, from 1ms to 10000h"),
  Row(
    ".advance 99999999999999999999s", 10, 21, "99999999999999999999s is not a length of time",
    "write 500ms, 30s, 1.5m, or 2h, from 1ms to 10000h"),
  Row(
    ".advance ٣s", 10, 2, "٣s is not a length of time",
    "write 500ms, 30s, 1.5m, or 2h, from 1ms to 10000h"),
  Row(
    ".advance 3 s", 10, 1, "3 is not a length of time",
    "write 500ms, 30s, 1.5m, or 2h, from 1ms to 10000h"),
  Row(
    ".advance s", 10, 1, "s is not a length of time",
    "write 500ms, 30s, 1.5m, or 2h, from 1ms to 10000h"),
  Row(
    ".timeout soon", 10, 4, "soon is not a length of time",
    "write 500ms, 30s, 1.5m, or 2h, from 1ms to 10000h"),
  Row(
    ".timeout wait", 14, 1, ".timeout needs a length of time, such as 30s",
    "write .timeout [[total|idle|wait] SPAN|off]"),
  Row(
    ".timeout idle 30s 2", 19, 1, "unexpected 2",
    "write .timeout [[total|idle|wait] SPAN|off]"),
  Row(
    ".timeout off 2", 14, 1, "unexpected 2",
    "write .timeout [[total|idle|wait] SPAN|off]"),
  Row(
    ".undo x", 7, 1, "x is not a number from 1 to 2147483647",
    nil),
  Row(
    ".branches 0", 11, 1, "0 is not a number from 1 to 2147483647",
    nil),
  Row(
    ".autocommit", 12, 1, ".autocommit needs on or off",
    "write .autocommit on|off"),
  Row(
    ".autovacuum 0", 13, 1, "unexpected 0",
    "write .autovacuum [on|off|N]"),
  Row(
    ".vacuum all", 9, 3, "unexpected all",
    "write .vacuum [marks]"),
  Row(
    ".bloat x", 8, 1, "unexpected x",
    "write .bloat"),
  Row(
    ".timing maybe", 9, 5, "unexpected maybe",
    "write .timing on|off"),
  Row(
    ".save", 6, 1, ".save needs a file",
    "write .save FILE"),
  Row(
    "alice: .open  ;", 13, 1, ".open needs a file",
    "write .open FILE"),
  Row(
    ".play x --notes ;", 16, 1, "--notes needs a file", nil),
  Row(
    ".play \"a\" b --notes c", 7, 5, "unexpected \"a\" b",
    "write .play [LESSON] [--notes FILE]"),
  Row(
    ".once \"a\" b", 7, 5, "unexpected \"a\" b",
    "write .once FILE"),
  Row(
    ".open \"a", 7, 1, "this quoted text is never closed",
    "inside quotes, write \\\" for a quote"),
  Row(
    ".why x", 6, 1, "x is not a step",
    "steps are numbers, counted from 1"),
  Row(
    ".why 0", 6, 1, "0 is not a step",
    "steps are numbers, counted from 1"),
  Row(
    ".why 99999999999999999999", 6, 20, "99999999999999999999 is not a step",
    "steps are numbers, counted from 1"),
  Row(
    "GET x AS value", 10, 5, "the name \"value\" is taken",
    "in UPDATE, $value is the row's own value"),
  Row(
    "PUT x foo(1)", 7, 3, "there is no function foo",
    "the functions are value(key), count(range), and sum(range)"),
  Row(
    "PUT x cuont(*)", 7, 5, "there is no function cuont",
    "did you mean count?"),
  Row(
    ".mode repeatable-read", 7, 15, "there is no mode repeatable-read",
    "that is PostgreSQL's name for snapshot"),
  Row(
    ".mode repeatable read", 7, 15, "there is no mode repeatable read",
    "that is PostgreSQL's name for snapshot"),
  Row(
    ".mode read committed", 7, 14, "there is no mode read committed",
    "did you mean read-committed?"),
  Row(
    ".mode snapshto", 7, 8, "there is no mode snapshto",
    "did you mean snapshot?"),
  Row(
    ".mode foo", 7, 3, "there is no mode foo",
    "modes are " + IsolationMode.allCases.map(\.name).joined(separator: ", ")
  ),
  Row(
    ".modes read committed", 8, 14, "there is no mode read committed",
    "did you mean read-committed?"),
  Row(
    "BEGIN ISOLATION LEVEL SERIALIZABLE", 7, 28, "there is no mode ISOLATION LEVEL SERIALIZABLE",
    "did you mean serializable-snapshot?"),
  Row(
    "BEGIN ISOLATION LEVEL REPEATABLE READ", 7, 31,
    "there is no mode ISOLATION LEVEL REPEATABLE READ",
    "that is PostgreSQL's name for snapshot"),
  Row(
    "BEGIN read_committed READ ONLY", 7, 14, "there is no mode read_committed",
    "did you mean read-committed?"),
  Row(
    "BEGIN serializable snapshot", 7, 21, "there is no mode serializable snapshot",
    "did you mean serializable-snapshot?"),
  Row(
    "BEGIN snapshot isolation", 16, 9, "unexpected isolation",
    "write BEGIN [MODE] [READ ONLY [DEFERRABLE]]"),
  Row(
    "BEGIN snapshot now", 16, 3, "unexpected now",
    "write BEGIN [MODE] [READ ONLY [DEFERRABLE]]"),
  Row(
    ".conflicts foo", 12, 3, "there is no policy foo",
    "write first-updater, first-committer, or mode"),
  Row(
    "SCAN 9..10", 6, 5, "no key can be in 9..10",
    "keys are compared as text, and as text 10 comes before 9"),
  Row(
    "SCAN b..a", 6, 4, "no key can be in b..a",
    "did you mean a..b?"),
  Row(
    #"SCAN "a b".."a b""#, 6, 12, #"no key can be in "a b".."a b""#,
    "low..high includes low but not high"),
  Row(
    "IF $a < $b < $c THEN COMMIT", 12, 1, "comparisons cannot be chained",
    "join two comparisons with \"and\""),
  Row(
    "IF $a = not $b THEN COMMIT", 9, 3, "\"not\" must come before a whole comparison",
    "put \"not\" and its operand in parentheses"),
  Row(
    "PUT x 1 + not 2", 11, 3, "\"not\" must come before a whole comparison",
    "put \"not\" and its operand in parentheses"),
  Row(
    "SUM a* = 1", 8, 1, "SUM takes no \"= value\"",
    "write SUM [range] [AS name]"),
  Row(
    "PUT x sum(a* = 1)", 14, 1, "sum takes no \"= value\"",
    nil),
  Row(
    "COUNT = none", 9, 4, "\"none\" is not a value",
    #"write the text as "none""#),
  Row(
    ".seed x=none", 9, 4, "\"none\" is not a value",
    #"write the text as "none""#),
  Row(
    "BEGIN DEFERRABLE", 7, 10, "DEFERRABLE needs READ ONLY",
    "write READ ONLY DEFERRABLE"),
  Row(
    "IF 1 = 1 THEN BEGIN", 15, 5, "BEGIN cannot follow THEN",
    "THEN takes one command on data, but not BEGIN or RETRY"),
  Row(
    "IF 1 = 1 THEN RETRY", 15, 5, "RETRY cannot follow THEN",
    "THEN takes one command on data, but not BEGIN or RETRY"),
  Row(
    "IF 1 = 1 THEN .why", 15, 4, ".why cannot follow THEN",
    "THEN takes one command on data, but not BEGIN or RETRY"),
  Row(
    ".rule r: count(* = $n) >= 1", 20, 2, "a rule cannot use variables: $n",
    "a rule reads data with value(key), count(range), and sum(range)"),
  Row(
    "PUT x $value", 7, 6, "$value works only after SET in an UPDATE",
    "elsewhere, value(key) reads a value"),
  Row(
    "UPDATE * = $value SET 1", 12, 6, "$value works only after SET in an UPDATE",
    "elsewhere, value(key) reads a value"),
  Row(
    ".seed x = 1", 9, 1, "there must be no spaces around \"=\"",
    "write .seed key=value"),
  Row(
    ".seed x= 1", 8, 1, "there must be no spaces around \"=\"",
    "write .seed key=value"),
  Row(
    ".seed x=1 x=2", 11, 1, "x is listed twice",
    nil),
  Row(
    ".modes snapshot si", 17, 2, "si is listed twice",
    nil),
  Row(
    ".sessions a a", 13, 1, "a is listed twice",
    nil),
  Row(
    ".seed x=$n", 9, 2, "unexpected $n",
    "write .seed key=value..."),
]
