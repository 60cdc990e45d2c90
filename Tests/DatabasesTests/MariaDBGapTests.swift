#if MariaDB
  import Databases
  import Stores
  import Testing
  import Vocabulary

  /// Locks of what is not there: gaps between keys.
  @Suite(.enabled(if: TestDatabase.mariadb.isInstalled, TestDatabase.mariadb.isMissing))
  struct MariaDBGapTests {
    private let server: TestServer

    init() throws { server = try TestDatabase.mariadb.server() }

    /// FOR UPDATE of an absent key locks the gap to the next key, from REPEATABLE READ on.
    @Test(arguments: [
      (IsolationMode.readCommitted, false), (.snapshot, true), (.twoPhaseLocking, true),
    ])
    func anAbsentKeyLocksItsGap(mode: IsolationMode, locks: Bool) throws {
      let bench = try server.bench(["a": "1", "x": "1"])
      for number in 1...2 { try bench.begin(number, mode) }
      #expect(try bench.ask(1, .getForUpdate("m")) == .row(nil))
      #expect(try bench.put(2, "b", "1") == (locks ? .waits(1) : .done))
      if locks {
        try bench.ask(1, .commit)
        #expect(try bench.resumed() == [Resumed(2, .done)])
      }
      #expect(try bench.ask(2, .commit) == .done)
    }

    /// Both lock the gap, and then neither can insert.
    @Test func twoLocksOfAnAbsentKeyAreADeadlock() throws {
      let bench = try server.bench(["a": "1", "x": "1"])
      for number in 1...2 {
        try bench.begin(number)
        #expect(try bench.ask(number, .getForUpdate("m")) == .row(nil))
      }
      #expect(try bench.put(1, "m", "1") == .waits(2))
      #expect(try bench.put(2, "m", "2") == StoreWaitTests.deadlock(on: .mariadb))
      #expect(try bench.resumed() == [Resumed(1, .done)])
    }

    @Test(arguments: [IsolationMode.snapshot, .twoPhaseLocking])
    func aScanOfNothingLocksTheWholeTableIfSerializable(mode: IsolationMode) throws {
      let bench = try server.bench([:])
      for number in 1...2 { try bench.begin(number, mode) }
      #expect(try bench.ask(1, .scan(.prefix("a"))) == .rows([]))
      let waits = mode == .twoPhaseLocking
      #expect(try bench.put(2, "z", "1") == (waits ? .waits(1) : .done))
      try bench.ask(1, .commit)
      #expect(try bench.resumed() == (waits ? [Resumed(2, .done)] : []))
    }

    /// A range of few rows, which the server would rather not look for by the index.
    @Test func aScanLocksItsRangeAndTheNextRow() throws {
      let bench = try server.bench(["a1": "1", "a2": "1", "b": "1", "c": "1"])
      for number in 1...4 { try bench.begin(number, .twoPhaseLocking) }
      #expect(try bench.ask(1, .scan(.prefix("a"))) != .rows([]))
      #expect(try bench.put(2, "c", "2") == .done)
      #expect(try bench.put(3, "a3", "2") == .waits(1))
      #expect(try bench.put(4, "b", "2") == .waits(1))
      try bench.ask(1, .commit)
      #expect(try bench.resumed() == [Resumed(3, .done), Resumed(4, .done)])
    }

    /// As above; the server chooses by itself how it finds the rows.
    @Test func aDeleteOfARangeLocksNoMore() throws {
      let bench = try server.bench(["a1": "1", "a2": "1", "b": "1", "c": "1"])
      for number in 1...2 { try bench.begin(number) }
      guard case .changed(let rows) = try bench.ask(1, Formulas.change(nil, .prefix("a"))) else {
        Issue.record("nothing was deleted")
        return
      }
      #expect(rows.map(\.key) == ["a1", "a2"])
      #expect(try bench.put(2, "c", "2") == .done)
    }

    /// Rows that earlier runs have deleted must not lock anything.
    @Test func noLockIsLeftByEarlierRuns() throws {
      let bench = try server.bench()
      for round in 0..<30 {
        let run = try bench.store.run(from: ["a": "1", "m": "1", "z": "1"])
        for number in 1...2 {
          _ = try run.begin(
            TransactionID(number), SessionName("s\(number)"), bench.store.identity.levels[3])
        }
        let (one, two) = (TransactionID(1), TransactionID(2))
        guard
          case .rows(let rows) = try run.perform(
            .scan(KeyRange(low: "a", high: "c")), by: one)
        else {
          Issue.record("round \(round): the scan waits")
          return
        }
        #expect(rows.map(\.key) == ["a"])
        // The gap after m is free; rows between n and y were there in the round before.
        for key in ["n", "p", "y"] as [Key] {
          #expect(try run.perform(.put(key, "1", .first(by: 2)), by: two) == .done, "\(round)")
        }
        #expect(try run.perform(.delete("z"), by: two) == .deleted(true))
        #expect(try run.perform(.commit, by: two) == .done)
        #expect(try run.perform(.put("b", "1", .first(by: 1)), by: one) == .done)
        #expect(try run.perform(.commit, by: one) == .done)
      }
    }
  }
#endif
