/// What is said about every slip in an expectation.
let expectationErrorRows: [Row] = [
  Row(
    ".expect", 8, 1, ".expect needs modes, a colon, and an expectation",
    "write .expect MODE[,MODE...]|all: EXPECTATION"),
  Row(
    ".expect : never anomaly", 9, 1, ".expect needs modes, a colon, and an expectation",
    "write .expect MODE[,MODE...]|all: EXPECTATION"),
  Row(
    ".expect all", 12, 1, ".expect needs modes, a colon, and an expectation",
    "write .expect MODE[,MODE...]|all: EXPECTATION"),
  Row(
    ".expect si never anomaly", 12, 5, ".expect needs modes, a colon, and an expectation",
    "write .expect MODE[,MODE...]|all: EXPECTATION"),
  Row(
    ".expect si ssi: never anomaly", 12, 3, ".expect needs modes, a colon, and an expectation",
    "write .expect MODE[,MODE...]|all: EXPECTATION"),
  Row(
    ".expect si, : never anomaly", 13, 1, ", needs a mode",
    nil),
  Row(
    ".expect si,", 12, 1, ", needs a mode",
    nil),
  Row(
    ".expect snapshto: never anomaly", 9, 8, "there is no mode snapshto",
    "did you mean snapshot?"),
  Row(
    ".expect read committed: never anomaly", 9, 14, "there is no mode read committed",
    "did you mean read-committed?"),
  Row(
    ".expect si,snapshot: never anomaly", 12, 8, "snapshot is listed twice",
    nil),
  Row(
    ".expect si,all: never anomaly", 12, 3, "there is no mode all",
    "after .expect, \"all\" must be the only mode"),
  Row(
    ".expect all:", 13, 1,
    #".expect needs "never", "some", "rule NAME holds", or "at the end EXPRESSION""#,
    "write .expect MODE[,MODE...]|all: EXPECTATION"),
  Row(
    ".expect all: nevre anomaly", 14, 5, "an expectation cannot start with nevre",
    "did you mean never?"),
  Row(
    ".expect all: write-skew", 14, 10, "an expectation cannot start with write-skew",
    "write \"never write-skew\" or \"some write-skew\""),
  Row(
    ".expect all: = 5", 14, 1, "an expectation cannot start with =",
    #"write "never", "some", "rule NAME holds", or "at the end EXPRESSION""#),
  Row(
    ".expect all: never", 19, 1,
    #"never needs an anomaly, abort, deadlock, wait, error, or "rule NAME broken""#,
    nil),
  Row(
    ".expect all: never write-skwe", 20, 10, "there is no anomaly write-skwe",
    "did you mean write-skew?"),
  Row(
    ".expect all: some aborts", 19, 6, "there is no anomaly aborts",
    "did you mean abort?"),
  Row(
    ".expect all: some peace", 19, 5, "there is no anomaly peace",
    "\"help .expect\" lists what you can expect"),
  Row(
    ".expect all: never abort not", 29, 1, "not needs the word \"needed\" or \"decided\"",
    nil),
  Row(
    ".expect all: never abort needless", 26, 8, "unexpected needless",
    "write .expect MODE[,MODE...]|all: EXPECTATION"),
  Row(
    ".expect all: rule", 18, 1, "rule needs a name",
    nil),
  Row(
    ".expect all: rule r broken", 21, 6, #"rule r needs the word "holds""#,
    nil),
  Row(
    ".expect all: some rule r", 25, 1, #"rule r needs the word "broken""#,
    nil),
  Row(
    ".expect all: rule $r holds", 19, 2, "$r is not a name",
    "a name consists of letters, digits, and _; sessions and rules may also have -"),
  Row(
    ".expect all: never anomaly, deadlock", 27, 1, "unexpected ,",
    "write .expect MODE[,MODE...]|all: EXPECTATION"),
  Row(
    ".expect all: at the end", 24, 1, "at the end needs a value",
    nil),
  Row(
    ".expect all: at end count(*) = 1", 17, 3, ".expect needs the words \"at the end\"",
    "write \"at the end EXPRESSION\""),
  Row(
    ".expect all: always count(*) = 1", 33, 1, "always needs the words \"at the end\"",
    "write \"at the end EXPRESSION\""),
  Row(
    ".expect all: some at the end count(*)", 30, 8, "count(*) is not a condition",
    "compare it: = != < <= > >="),
  Row(
    ".expect all: never anomaly at the end", 20, 7, "anomaly is not a condition",
    "compare it: = != < <= > >="),
  Row(
    ".expect all: at the end $n = 1", 25, 2, "an expectation cannot use variables: $n",
    "an expectation reads data with value(key), count(range), and sum(range)"),
  Row(
    ".expect all: at the end count(*) = 1 at the end", 38, 2, "unexpected at",
    "write .expect MODE[,MODE...]|all: EXPECTATION"),
  Row(
    ".expect all: at the end cuont(*) = 1", 25, 5, "there is no function cuont",
    "did you mean count?"),
  Row(
    ".rule r: 1, 2", 11, 1, "unexpected character ,",
    "separate words with spaces, not commas"),
]
