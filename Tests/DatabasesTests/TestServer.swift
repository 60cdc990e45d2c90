import Connecting
import Foundation
import Stores
import Testing
import Vocabulary

@testable import MariaDB
@testable import PostgreSQL

/// A server of its own, on a socket in a temporary folder; it ends with its owner, or with the
/// tests.
final class TestServer: Sendable {
  private let kind: TestDatabase
  private let script: ServerScript

  init(_ kind: TestDatabase) throws {
    (self.kind, script) = (kind, try ServerScript(kind.rawValue))
  }

  var folder: String { script.folder }
  /// MariaDB's.
  var socket: String { script.folder + "/socket" }

  /// The login is a user, perhaps with a password.
  func url(_ login: String? = nil, _ parameters: String = "") -> String {
    kind == .mariadb
      ? "mariadb://\(login ?? "root")@/?socket=\(socket)\(parameters)"
      : "postgresql://\(login ?? "postgres")@/postgres?host=\(folder)\(parameters)"
  }

  private func client(_ output: Pipe, _ arguments: String...) -> Process {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments =
      (kind == .mariadb
        ? ["mariadb", "--no-defaults", "-S", socket, "-u", "root", "-N", "-B", "-n"]
        : ["psql", "-qXAt", "-h", folder, "-U", "postgres", "-d", "postgres"]) + arguments
    process.standardOutput = output
    return process
  }

  /// What the client prints.
  @discardableResult
  func query(_ sql: String) throws -> String {
    let output = Pipe()
    let process = client(output, kind == .mariadb ? "-e" : "-c", sql)
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

  /// How many schemas or databases of that name there are.
  func count(_ name: String) throws -> String {
    try query("SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name = '\(name)'")
  }

  /// Makes a schema or a database with a comment.
  func make(_ name: String, remark: String) throws {
    try query(
      kind == .mariadb
        ? "CREATE DATABASE `\(name)` COMMENT '\(remark)'"
        : "CREATE SCHEMA \(name); COMMENT ON SCHEMA \(name) IS '\(remark)'")
  }

  /// The comment on a schema or a database.
  func remark(on name: String) throws -> String {
    try query(
      kind == .mariadb
        ? "SELECT schema_comment FROM information_schema.schemata WHERE schema_name = '\(name)'"
        : "SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = '\(name)'")
  }

  /// How many sessions a store has there.
  func sessions(in name: String) throws -> String {
    try query(
      kind == .mariadb
        ? "SELECT COUNT(*) FROM information_schema.processlist WHERE db = '\(name)'"
        : "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE '\(name)%'")
  }

  /// Fails if a transaction stays open in a schema or a database.
  func expectNoTransaction(in container: String) throws {
    let question =
      kind == .mariadb
      ? "SELECT COUNT(*) FROM information_schema.innodb_trx t JOIN information_schema.processlist p"
        + " ON p.id = t.trx_mysql_thread_id WHERE p.db = '\(container)'"
      : "SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in%'"
        + " AND application_name LIKE '\(container)%'"
    var number = try query(question)
    // MariaDB's table may show what was before.
    for _ in 0..<50 where kind == .mariadb && number != "0" {
      usleep(150_000)
      number = try query(question)
    }
    #expect(number == "0")
  }

  /// Opens a store whose schema or database has that name.
  func openStore(_ name: String) throws {
    #if PostgreSQL
      if kind == .postgresql {
        _ = try PostgreSQLStore(StoreURL(url()), StoreOptions(), schema: name)
      }
    #endif
    #if MariaDB
      if kind == .mariadb {
        _ = try MariaDBStore(StoreURL(url()), StoreOptions(), database: name)
      }
    #endif
  }

  func bench(
    _ rows: [Key: Value] = ["x": "1", "y": "1"], _ options: StoreOptions = StoreOptions(),
    _ parameters: String = ""
  ) throws -> StoreBench {
    try StoreBench(url(nil, parameters), rows, options)
  }
}
