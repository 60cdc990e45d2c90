#if PostgreSQL
  import Foundation
  import Stores
  import Testing
  import Vocabulary

  @testable import Databases

  /// A server of its own, on a socket in a temporary folder; it ends with its owner, or with the
  /// tests.
  final class PostgreSQLServer: Sendable {
    private let script: ServerScript

    /// Nil if Debian's packages are not installed.
    static let shared = try? PostgreSQLServer()
    static let isMissing: Comment =
      "skipped: PostgreSQL is not installed; scripts/setup --databases installs it"

    init() throws { script = try ServerScript("postgresql") }

    static var isInstalled: Bool { ServerScript.isInstalled("postgresql") }

    var folder: String { script.folder }

    func url(user: String = "postgres", _ parameters: String = "") -> String {
      "postgresql://\(user)@/postgres?host=\(folder)\(parameters)"
    }

    /// What psql prints.
    @discardableResult
    func psql(_ sql: String) throws -> String {
      let (process, output) = (Process(), Pipe())
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = [
        "psql", "-qXAt", "-h", folder, "-U", "postgres", "-c", sql, "postgres",
      ]
      process.standardOutput = output
      try process.run()
      let data = output.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .newlines)
    }

    /// A window that holds a transaction open until its input ends.
    func window(_ sql: String) throws -> (Process, FileHandle) {
      let (process, input, output) = (Process(), Pipe(), Pipe())
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = ["psql", "-qXAt", "-h", folder, "-U", "postgres", "postgres"]
      (process.standardInput, process.standardOutput) = (input, output)
      try process.run()
      try input.fileHandleForWriting.write(contentsOf: Data("\(sql); SELECT 'there';\n".utf8))
      while try output.fileHandleForReading.read(upToCount: 1) != Data("e".utf8) {}
      return (process, input.fileHandleForWriting)
    }

    /// The schema of a store, by which the server also knows its sessions.
    func schemaOf(_ store: any Store) throws -> String {
      try #require(store as? PostgreSQLStore).pool.schema.name
    }

    func bench(
      _ rows: [Key: Value] = ["x": "1", "y": "1"], _ options: StoreOptions = StoreOptions()
    ) throws -> StoreBench {
      try StoreBench(url(), rows, options)
    }
  }
#endif
