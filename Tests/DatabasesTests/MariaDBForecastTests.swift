#if MariaDB
  import Databases
  import Differences
  import Drawing
  import Language
  import Runs
  import Stores
  import Testing
  import Vocabulary

  /// The model of InnoDB explains where the lessons' own orders differ on a real server.
  @Suite(.enabled(if: TestDatabase.mariadb.isInstalled, TestDatabase.mariadb.isMissing))
  struct MariaDBForecastTests {
    private let server: TestServer

    init() throws { server = try TestDatabase.mariadb.server() }

    @Test(arguments: ["off", "on"]) func eachFirstDifferenceIsExplained(setting: String) throws {
      let store = try KnownStores.open(
        server.url(nil, "&snapshot_isolation=\(setting)"), StoreOptions())
      defer { store.close() }
      for name in Lesson.names {
        let text = try #require(Lesson.text(named: name))
        let scenario = try Scenario.read(bytes: text, file: "\(name).md")
        let comparison = LessonComparison(
          scenario, scenario.modes, on: [store], conflicts: nil, keepGoing: true)
        for deviation in comparison.sides.parts.flatMap(\.deviations)
        where deviation.step != nil && deviation.explanation.isEmpty {
          Issue.record("\(name), \(setting): step \(deviation.step ?? 0) is unexplained")
        }
      }
    }

    /// Alice's COUNT waits for Bob's row; then, silently, for the row after the range.
    @Test func aSecondWaitIsExplained() throws {
      let store = try KnownStores.open(server.url(), StoreOptions())
      defer { store.close() }
      let text = """
        .sessions carol
        .seed price=10
        bob: BEGIN
        bob: GET price
        carol: BEGIN
        bob: PUT order/bob 1
        carol: PUT price 12
        alice: BEGIN
        alice: COUNT order/*
        bob: COMMIT
        alice: COMMIT
        carol: COMMIT

        """
      let deviation = try first(text, in: .twoPhaseLocking, on: store)
      #expect(deviation?.step == 8 && deviation?.explanation == [.gapLocks])
    }

    /// Bob's UPDATE does not match Alice's row.
    @Test(arguments: ["off", "on"], [IsolationMode.readUncommitted, .readCommitted])
    func anUpdateThatMatchesNothing(setting: String, mode: IsolationMode) throws {
      let store = try KnownStores.open(
        server.url(nil, "&snapshot_isolation=\(setting)"), StoreOptions())
      defer { store.close() }
      let text = """
        .seed x=1
        alice: BEGIN
        alice: PUT x 2
        bob: BEGIN
        bob: UPDATE * = 5 SET 6
        bob: PUT y 1
        alice: COMMIT
        bob: COMMIT

        """
      let deviation = try first(text, in: mode, on: store)
      let waits = setting == "on" && mode == .readCommitted
      #expect((deviation?.explanation ?? []) == (waits ? [.rowByRow] : []))
    }

    /// Alice's UPDATE has changed x and waits for y; Bob's UPDATE then passes over x.
    @Test(arguments: ["off", "on"]) func anUpdateThatPassesOverAHalfDoneOne(setting: String) throws
    {
      let store = try KnownStores.open(
        server.url(nil, "&snapshot_isolation=\(setting)"), StoreOptions())
      defer { store.close() }
      let text = """
        .seed x=1 y=1
        bob: BEGIN
        bob: PUT y 5
        alice: BEGIN
        alice: UPDATE * SET $value + 1
        bob: UPDATE * = 1 SET 9
        bob: COMMIT
        alice: COMMIT

        """
      let scenario = try Scenario.read(bytes: Array(text.utf8), file: "lines.isolab")
      let comparison = LessonComparison(
        scenario, [.readUncommitted], on: [store], conflicts: nil, keepGoing: false)
      #expect(comparison.failure == nil)
    }

    private func first(
      _ text: String, in mode: IsolationMode, on store: any Store
    ) throws -> SideBySide.Deviation? {
      let scenario = try Scenario.read(bytes: Array(text.utf8), file: "lines.isolab")
      let comparison = LessonComparison(
        scenario, [mode], on: [store], conflicts: nil, keepGoing: true)
      return comparison.sides.parts.flatMap(\.deviations).first
    }
  }
#endif
