#if MariaDB
  import Foundation
  import Stores
  import Testing
  import Vocabulary

  @testable import Databases

  /// A server of its own, on a socket in a temporary folder; it ends with its owner, or with the
  /// tests.
  final class MariaDBServer: Sendable {
    private let script: ServerScript

    /// Nil if Debian's packages are not installed.
    static let shared = try? MariaDBServer()
    static let isMissing: Comment =
      "skipped: MariaDB is not installed; scripts/setup --databases installs it"

    init() throws { script = try ServerScript("mariadb") }

    static var isInstalled: Bool { ServerScript.isInstalled("mariadb") }

    var folder: String { script.folder }
    var socket: String { script.folder + "/socket" }

    /// The login is the user, perhaps with a password.
    func url(_ login: String = "root", _ parameters: String = "") -> String {
      "mariadb://\(login)@/?socket=\(socket)\(parameters)"
    }

    private func client(_ output: Pipe) -> Process {
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = [
        "mariadb", "--no-defaults", "-S", socket, "-u", "root", "-N", "-B", "-n",
      ]
      process.standardOutput = output
      return process
    }

    /// What the client prints.
    @discardableResult
    func query(_ sql: String) throws -> String {
      let output = Pipe()
      let process = client(output)
      process.arguments? += ["-e", sql]
      try process.run()
      let data = output.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .newlines)
    }

    /// A window that holds a transaction open until its input ends.
    func window(_ sql: String) throws -> (Process, FileHandle) {
      let (input, output) = (Pipe(), Pipe())
      let process = client(output)
      process.standardInput = input
      try process.run()
      try input.fileHandleForWriting.write(contentsOf: Data("\(sql); SELECT 'there';\n".utf8))
      while try output.fileHandleForReading.read(upToCount: 1) != Data("e".utf8) {}
      return (process, input.fileHandleForWriting)
    }

    func bench(
      _ rows: [Key: Value] = ["x": "1", "y": "1"], _ options: StoreOptions = StoreOptions(),
      _ parameters: String = ""
    ) throws -> StoreBench {
      try StoreBench(url("root", parameters), rows, options)
    }
  }

  extension StoreBench {
    /// The name of the database that the store has made.
    var database: String { (store as? MariaDBStore)?.pool.database.name ?? "" }
  }
#endif
