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
  @Suite(.enabled(if: MariaDBServer.isInstalled, MariaDBServer.isMissing))
  struct MariaDBForecastTests {
    private let server: MariaDBServer

    init() throws { server = try #require(MariaDBServer.shared) }

    @Test(arguments: ["off", "on"]) func eachFirstDifferenceIsExplained(setting: String) throws {
      let store = try KnownStores.open(
        server.url("root", "&snapshot_isolation=\(setting)"), StoreOptions())
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
  }
#endif
