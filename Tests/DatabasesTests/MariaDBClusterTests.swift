#if MariaDB
  import Databases
  import Foundation
  import Language
  import Stores
  import Testing
  import Vocabulary

  @testable import Connecting
  @testable import MariaDB

  /// A Galera cluster of three.
  ///
  /// It takes half a minute to start, and so its tests run only when the environment has
  /// ISOLAB_CLUSTER; scripts/cluster-tests sets that.
  enum MariaDBCluster {
    static let isWanted = ProcessInfo.processInfo.environment["ISOLAB_CLUSTER"] != nil
    static let isSkipped: Comment = "skipped: scripts/cluster-tests runs these tests"
    static let shared = try? ServerScript("cluster")
    static let url = "mariadb://root@127.0.0.1:13306,127.0.0.1:13307,127.0.0.1:13308/"
  }

  /// What differs on a cluster.
  @Suite(.serialized, .enabled(if: MariaDBCluster.isWanted, MariaDBCluster.isSkipped))
  struct MariaDBClusterTests {
    /// Certification has found that another node was first.
    private static let conflict = StoreAnswer.aborted(
      .firstCommitter,
      report: "1213 Deadlock found when trying to get lock; try restarting transaction,"
        + " which here means that another node committed first")

    init() throws { _ = try #require(MariaDBCluster.shared) }

    private func bench(
      _ rows: [Key: Value] = ["x": "1", "y": "1"], _ parameters: String = ""
    ) throws -> StoreBench {
      try StoreBench(MariaDBCluster.url + parameters, rows)
    }

    @Test func itNamesItself() throws {
      let identity = try KnownStores.open(MariaDBCluster.url, StoreOptions()).identity
      #expect(identity.title.wholeMatch(of: /MariaDB \d+\.\d+\.\d+, Galera cluster of 3/) != nil)
      #expect(identity.url == MariaDBCluster.url)
      let one = "mariadb://root@127.0.0.1:13307/"
      #expect(try KnownStores.open(one, StoreOptions()).identity.title == identity.title)
    }

    /// No node waits for another.
    ///
    /// The second to commit is aborted between its commands, and learns of it with the next one,
    /// whichever that is.
    @Test(arguments: 0..<10) func theSecondCommitterIsAborted(round: Int) throws {
      let bench = try bench()
      for number in 1...3 { try bench.begin(number) }
      #expect(try bench.put(1, "x", "2") == .done)
      #expect(try bench.put(2, "x", "3") == .done)
      #expect(try bench.put(3, "y", "3") == .done)
      #expect(try bench.ask(1, .commit) == .done)
      #expect(try bench.resumed() == [])
      #expect(bench.run.takeDoomed().map { $0.0 } == [TransactionID(2)])
      switch round % 4 {
      case 0: #expect(try bench.ask(2, .commit) == Self.conflict)
      case 1: #expect(try bench.ask(2, .get("y")) == Self.conflict)
      case 2: #expect(try bench.put(2, "y", "4") == Self.conflict)
      default: #expect(try bench.ask(2, .rollback) == .done)
      }
      #expect(try bench.ask(3, .commit) == .done)
      for number in 1...3 {
        try bench.begin(number)
        #expect(try bench.ask(number, .get("x")) == .row("x", "2", by: 1))
        #expect(try bench.ask(number, .get("y")) == .row("y", "3", by: 3))
      }
    }

    /// A lock is not seen by other nodes, and what was only read is not certified.
    @Test func locksAreOfOneNode() throws {
      let bench = try bench()
      for number in 1...4 { try bench.begin(number) }
      #expect(try bench.ask(1, .getForUpdate("x")) == .row("x", "1"))
      #expect(try bench.ask(2, .getForUpdate("x")) == .row("x", "1"))
      // T4 is on the node of T1.
      #expect(try bench.put(4, "x", "2") == .waits(1))
      #expect(try bench.ask(1, .commit) == .done)
      #expect(try bench.resumed() == [Resumed(4, .done)])
      #expect(try bench.ask(4, .commit) == .done)
      #expect(try bench.ask(2, .get("y")) == Self.conflict)
    }

    /// A session that waits on its own node is aborted by a commit on another.
    @Test func aWaitEndsWithTheAbort() throws {
      let bench = try bench()
      for number in 1...4 { try bench.begin(number) }
      #expect(try bench.put(4, "y", "4") == .done)
      #expect(try bench.put(1, "x", "2") == .done)
      #expect(try bench.put(4, "x", "4") == .waits(1))
      #expect(try bench.put(2, "y", "3") == .done)
      #expect(try bench.ask(2, .commit) == .done)
      #expect(try bench.resumed() == [Resumed(4, Self.conflict)])
      #expect(try bench.ask(1, .commit) == .done)
    }

    /// On one node a cycle of waits is what it is elsewhere.
    @Test func aDeadlockIsToldApart() throws {
      let bench = try bench()
      for number in 1...4 { try bench.begin(number) }
      try bench.put(1, "x", "2")
      try bench.put(4, "y", "3")
      #expect(try bench.put(1, "y", "2") == .waits(4))
      #expect(try bench.put(4, "x", "3") == StoreWaitTests.deadlock(on: .mariadb))
      #expect(try bench.resumed() == [Resumed(1, .done)])
    }

    /// With ?sync=1 each node shows a commit at once.
    @Test func readsDoNotLag() throws {
      let bench = try bench()
      for round in 1...40 {
        let run = try bench.store.run(from: ["x": "1"])
        for number in 1...3 {
          let id = TransactionID(number)
          func begin() throws {
            _ = try run.begin(id, SessionName("s\(number)"), bench.store.identity.levels[2])
          }
          try begin()
          if number == 1 {
            _ = try run.perform(.put("x", "2", .first(by: 1)), by: id)
          } else {
            #expect(try run.perform(.get("x"), by: id) == .row("x", "2", by: 1), "\(round)")
          }
          #expect(try run.perform(.commit, by: id) == .done)
        }
      }
    }

    /// With ?sync=0 a read on another node may show the past; nothing fails.
    @Test func readsMayLagWithoutIt() throws {
      let bench = try bench(["x": "1"], "?sync=0")
      var stale = 0
      for number in 1...300 {
        try bench.begin(number, in: number % 2)
        // The odd ones write on one node, the even ones read on another.
        if number.isMultiple(of: 2) {
          guard case .row(let row?) = try bench.ask(number, .get("x")) else {
            Issue.record("no row")
            return
          }
          stale += row.version == .first(by: number - 1) ? 0 : 1
        } else {
          #expect(try bench.put(number, "x", "2") == .done)
        }
        #expect(try bench.ask(number, .commit) == .done)
      }
      print("\(stale) of 150 reads with ?sync=0 were stale")
    }

    /// 60 orders of the same run have one result.
    @Test func resultsDoNotDependOnTime() throws {
      let store = try KnownStores.open(MariaDBCluster.url, StoreOptions())
      var results: Set<[StoreAnswer]> = []
      for _ in 0..<60 {
        let run = try store.run(from: ["x": "1", "y": "1"])
        var answers: [StoreAnswer] = []
        for number in 1...3 {
          answers.append(
            try run.begin(
              TransactionID(number), SessionName("s\(number)"), store.identity.levels[2]))
        }
        let steps: [(Int, StoreRequest)] = [
          (1, .get("x")), (2, .put("x", "2", .first(by: 2))), (1, .put("y", "3", .first(by: 1))),
          (3, .put("y", "4", .first(by: 3))), (2, .commit), (1, .get("x")), (1, .commit),
          (3, .get("x")),
        ]
        for (number, request) in steps {
          answers.append(try run.perform(request, by: TransactionID(number)))
        }
        results.insert(answers)
      }
      #expect(results.count == 1)
    }

    @Test func aRunTakesMilliseconds() throws {
      let store = try KnownStores.open(MariaDBCluster.url, StoreOptions())
      let speed = try StoreSpeed.runs(on: store, 100, waits: false)
      print("a Galera cluster: \(Int(speed)) runs a second")
      #expect(speed > 2)
    }

    @Test func hostsThatAreNoClusterAreRefused() throws {
      guard let server = try? TestDatabase.mariadb.server() else { return }
      let url = "mariadb://root@127.0.0.1:13306,localhost/?socket=\(server.socket)"
      do {
        _ = try KnownStores.open(url, StoreOptions())
        Issue.record("opened")
      } catch {
        #expect(error.message.hasSuffix("names servers that are not nodes of one Galera cluster"))
      }
    }
  }
#endif
