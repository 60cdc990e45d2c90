import Testing
@Test func probe() throws {
  let t = """
    1 alice> .seed alice_status=on bob_status=on
    1 alice> .rule on-call: count(* = on) >= 1
    1 alice> BEGIN
    2 alice*> bob: BEGIN
    3 alice*> COUNT = on
    4 alice*> bob: COUNT = on
    5 alice*> IF count(* = on) >= 2 THEN PUT alice_status off
    6 alice*> bob: PUT alice_status off
    6 alice*> bob:
    6 bob~> GET x
    6 bob~> COMMIT
    6 bob~> alice: COMMIT
    6 bob~> GET x
    6 bob~> .why
    6 bob~> COMMIT
    7 alice> BEGIN
    7 alice> bob: BEGIN
    7 alice> alice:
    7 alice> PUT x 1
    7 alice> bob: PUT x 2
    7 alice> bob: .cancel
    7 alice> .cancel bob
    7 alice> bob: PUT x "\\u{1B}[31m"
    7 alice> ROLLBACK
    7 alice> PUTT x 1
    7 alice> carol: BEGIN
    7 alice> bob: GET x
    7 alice> .quit
    7 alice> .quit
    7 alice> bob: ROLLBACK
    7 alice> help
    7 alice> .help
    7 alice> .mode
    """
  let s = try TerminalShell()
  print(s.terminal.plainText)
  print(try s.replay(t))
  try s.terminal.send(".quit\r")
  print(try s.terminal.exitStatus())
}
