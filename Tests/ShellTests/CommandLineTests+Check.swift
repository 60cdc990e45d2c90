import Testing

extension CommandLineTests {
  /// Recorded histories and what is said of them.
  @Suite struct Check {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// The history of a shell in which these lines were typed.
    private func history(_ lines: [String]) throws -> String {
      let shell = try TerminalShell(home: scratch)
      try shell.enter(lines)
      #expect(try shell.enter(".export ~/h.json") == "  ok ; ~/h.json: the history")
      try shell.quit()
      return try scratch.read("h.json")
    }

    @Test func aWriteSkewIsNamedAndBreaksThePromiseOfSerializability() throws {
      let text = try history([
        ".seed x=1 y=1", "BEGIN", "bob: BEGIN", "GET y", "bob: GET x", "PUT x 0", "bob: PUT y 0",
        "COMMIT", "bob: COMMIT",
      ])
      #expect(text.hasPrefix("{\"isolab-history\":1,\"initial\":[[\"x\",\"1\"],[\"y\",\"1\"]]}\n"))
      let check = try isolab(["check", "h.json"], in: scratch)
      #expect(check.status == .code(0))
      #expect(check.output.hasPrefix("  ANOMALY write-skew T1 T2 ; "))
      #expect(check.output.contains("alice read y=1 (3),  bob changed it (6):    alice before bob"))
      #expect(try isolab(["check", "h.json", "--mode", "si"], in: scratch).status == .code(0))
      #expect(try isolab(["check", "h.json", "--mode", "ssi"], in: scratch).status == .code(1))
      let json = try isolab(["check", "-", "--json"], input: text)
      #expect(
        json.output.hasPrefix("{\"anomalies\":[{\"name\":\"write-skew\",\"adya\":\"G2-item\","))
    }

    @Test func aSerialOrderIsToldWhereThereIsOne() throws {
      _ = try history(["BEGIN", "PUT x 1", "COMMIT", "bob: BEGIN", "bob: GET x", "bob: COMMIT"])
      let check = try isolab(["check", "h.json"], in: scratch)
      #expect(check.output.contains("a serial order that explains every read: alice T1, bob T2"))
      #expect(try isolab(["check", "h.json", "--mode", "2pl"], in: scratch).status == .code(0))
    }

    @Test func aFileThatIsNoHistoryIsAnErrorWithItsLine() throws {
      try scratch.write(
        "{\"isolab-history\":1}\n{\"commit\":4,\"step\":1,\"state\":1}\n", to: "h.json")
      let check = try isolab(["check", "h.json"], in: scratch)
      #expect(check.status == .code(2))
      #expect(check.errors == "h.json:2: error: T4 has not begun yet\n")
      #expect(try isolab(["check", "gone.json"], in: scratch).status == .code(2))
      try scratch.write(
        #"""
        {"isolab-history":1,"initial":[["x","1"]]}
        {"begin":1,"session":"alice","mode":"snapshot","readOnly":false,"snapshot":0}
        {"read":1,"step":2,"key":"x","version":{"absent":0}}

        """#, to: "h.json")
      let absent = try isolab(["check", "h.json"], in: scratch)
      #expect(absent.status == .code(2))
      #expect(absent.errors == "h.json:3: error: x in state 0 was not absent\n")
    }
  }
}
