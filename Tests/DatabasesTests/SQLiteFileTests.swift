import Databases
import Stores
import Testing
import Vocabulary

@testable import Connecting
@testable import SQLite

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Files: which one isolab makes, uses, refuses, and removes.
@Suite struct SQLiteFileTests {
  private let scratch = ScratchFolder()
  private var file: String { scratch.path + "/shop.db" }
  private var url: String { "sqlite:" + file }

  private func message(_ url: String) -> String? {
    do throws(StoreFailure) {
      _ = try KnownStores.open(url, StoreOptions())
      return nil
    } catch { return error.message }
  }

  private func sql(_ statements: String...) throws -> [[String]] {
    let connection = try SQLiteConnection(file, creates: true)
    return try statements.map { try connection.rows(SQLStatement(raw: $0)) }.last ?? []
  }

  @Test func aFileIsMadeAndLosesItsTableAtTheEnd() throws {
    for journal in ["", "?journal=delete", "?journal=wal", ""] {
      let bench = try StoreBench(url + journal)
      try bench.begin(1)
      try bench.put(1, "x", "2")
      #expect(scratch.names.contains("shop.db"))
      bench.store.close()
      #expect(scratch.names == ["shop.db"])
      #expect(try sql("SELECT count(*) FROM sqlite_schema") == [["0"]])
    }
  }

  @Test func aStoreThatIsForgottenIsClosed() throws {
    try StoreBench(url).begin(1)
    #expect(scratch.names == ["shop.db"])
  }

  /// The bytes of a refused file stay as they are.
  @Test func whatOthersMadeIsRefused() throws {
    _ = try sql("PRAGMA journal_mode = wal", "CREATE TABLE isolab (k, v, w)")
    let before = scratch.bytes("shop.db")
    #expect(before.starts(with: Array("SQLite format 3".utf8)))
    #expect(
      message(url)
        == "\(url): isolab did not create this database and leaves it alone; name a new file")
    #expect(scratch.bytes("shop.db") == before)
    #expect(scratch.names == ["shop.db"])
  }

  @Test func aFileOfOursWithSomethingElseInItIsRefused() throws {
    try KnownStores.open(url, StoreOptions()).close()
    _ = try sql("CREATE TABLE mine (a)", "INSERT INTO mine VALUES ('kept')")
    #expect(
      message(url)
        == "\(url): isolab did not create the table mine, so it leaves the file alone")
    #expect(try sql("SELECT a FROM mine") == [["kept"]])
  }

  @Test func theTableOfARunThatDiedIsMadeAnew() throws {
    try KnownStores.open(url, StoreOptions()).close()
    _ = try sql("CREATE TABLE isolab (something)", "INSERT INTO isolab VALUES (1)")
    let bench = try StoreBench(url)
    try bench.begin(1)
    #expect(try bench.ask(1, .get("x")) == .row("x", "1"))
  }

  @Test func whatIsNoDatabaseIsRefused() throws {
    scratch.write("shop.db", "some notes, which are much longer than the header of a database is")
    #expect(message(url) == "\(url): the file is not an SQLite database")
    scratch.write("shop.db", "SQLite format 3\0")
    #expect(message(url) == "\(url): the file is not an SQLite database")
    #expect(message("sqlite:/") == "sqlite:/: this is not a regular file")
    #expect(
      message("sqlite:/dev/zero") == "sqlite:/dev/zero: this is not a regular file")
  }

  @Test func anEmptyFileIsUsed() throws {
    scratch.write("shop.db", "")
    #expect(message(url) == nil)
  }

  @Test func aDamagedFileIsNamed() throws {
    try KnownStores.open(url, StoreOptions()).close()
    var bytes = scratch.bytes("shop.db")
    bytes.replaceSubrange(
      100..<bytes.count, with: [UInt8](repeating: 0xFF, count: bytes.count - 100))
    scratch.write("shop.db", bytes)
    #expect(message(url)?.hasPrefix("\(url): the file is damaged (SQLITE_CORRUPT: ") == true)
  }

  @Test func aFolderThatIsMissingIsNamed() {
    let url = "sqlite:\(scratch.path)/none/shop.db"
    #expect(message(url) == "\(url): cannot write next to the file: No such file or directory")
  }

  /// The superuser may write anywhere else.
  @Test func aFolderThatCannotBeWrittenIsNamed() {
    let url = "sqlite:/proc/shop.db"
    #expect(message(url)?.hasPrefix("\(url): cannot write next to the file: ") == true)
  }

  @Test(.enabled(if: geteuid() != 0, "the superuser may write any file"))
  func aFileThatCannotBeWrittenIsNamed() throws {
    try KnownStores.open(url, StoreOptions()).close()
    chmod(file, 0o400)
    #expect(message(url)?.hasPrefix("\(url): the file cannot be written (SQLITE_READONLY") == true)
  }

  @Test func twoStoresDoNotShareAFile() throws {
    let store = try KnownStores.open(url, StoreOptions())
    #expect(message(url) == "\(url): another isolab process is using the file")
    symlink(file, scratch.path + "/link.db")
    let link = "sqlite:\(scratch.path)/link.db"
    #expect(message(link) == "\(link): another isolab process is using the file")
    store.close()
    #expect(message(url) == nil)
  }

  @Test func anotherProgramWithTheLockIsNamed() throws {
    let bench = try StoreBench(url)
    let other = try SQLiteConnection(file, creates: false)
    _ = try other.rows(.beginImmediate)
    try bench.begin(1)
    #expect(
      throws: StoreFailure(
        "\(url): another program has locked the file (SQLITE_BUSY: database is locked)")
    ) { try bench.put(1, "x", "2") }
  }

  @Test func aFileThatIsGoneIsNamed() throws {
    let store = try KnownStores.open(url, StoreOptions())
    _ = try store.run(from: [:])
    unlink(file)
    #expect(throws: StoreFailure("\(url): the file has been removed or replaced")) {
      try store.run(from: [:])
    }
    store.close()
    #expect(scratch.names == [])
  }

  @Test func aFullDiskIsNamed() throws {
    let bench = try StoreBench(url)
    try bench.begin(1)
    let run = try #require(bench.run as? SQLiteRun)
    let connection = try #require(run.open[TransactionID(1)]?.connection)
    _ = try connection.rows(SQLStatement(raw: "PRAGMA max_page_count = 1"))
    let long = Value(String(repeating: "x", count: 65_536))
    #expect(
      throws: StoreFailure(
        "\(url): the disk is full (SQLITE_FULL: database or disk is full)")
    ) { try bench.put(1, "x", long) }
  }

  @Test func runsThatAreAliveDoNotSeeEachOther() throws {
    let store = try KnownStores.open(url, StoreOptions())
    let level = store.identity.levels[1]
    let runs = try ["a", "b", "c"].map { try store.run(from: ["x": Value($0)]) }
    for (run, value) in zip(runs, ["a", "b", "c"] as [Value]) {
      // Each has the write lock, because each has a file.
      #expect(try run.begin(.alice, "alice", level) == .done)
      #expect(try run.perform(.get("x"), by: .alice) == .row("x", value))
    }
    store.close()
    #expect(throws: StoreFailure.self) { try runs[1].perform(.get("x"), by: .alice) }
    #expect(throws: StoreFailure("\(url) is closed")) { try store.run(from: [:]) }
  }

  @Test func runsOfSeveralThreadsDoNotDisturbEachOther() async throws {
    let store = try KnownStores.open("sqlite:", StoreOptions())
    let level = store.identity.levels[1]
    try await withThrowingTaskGroup { group in
      for thread in 0..<4 {
        group.addTask {
          for number in 0..<100 {
            let value = Value("\(thread) \(number)")
            let run = try store.run(from: ["x": value])
            #expect(try run.begin(.alice, "alice", level) == .done)
            #expect(try run.perform(.get("x"), by: .alice) == .row("x", value))
            #expect(try run.put("x", "", by: .alice) == .done)
            #expect(try run.perform(.commit, by: .alice) == .done)
          }
        }
      }
      try await group.waitForAll()
    }
  }

  @Test func aRunThatEndsLeavesNoRowsAndNoLocks() throws {
    let store = try KnownStores.open("sqlite:", StoreOptions())
    for number in 1...50 {
      let run = try store.run(from: ["x": Value("\(number)")])
      let one = StoreTransaction(
        id: TransactionID(1), session: "alice", level: store.identity.levels[number % 2],
        readOnly: number % 3 == 0, deferrable: false)
      #expect(try run.begin(one) == .done)
      #expect(
        try run.perform(.scan(.all), by: one.id)
          == .rows([StoredRow("x", Value("\(number)"), .first(by: 0))]))
      if number % 3 != 0 {
        #expect(try run.perform(.put("left", "over", .first(by: 1)), by: one.id) == .done)
      }
    }
  }
}
