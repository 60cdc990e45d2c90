import Connecting
import Stores

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A folder for temporary database files, which is removed with the object.
///
/// A process that crashes leaves its folder. The next start removes it if the process in its name
/// has ended, and nobody holds the lock that a running process has on its folder.
final class SQLiteFolder {
  let path: String
  private let lock: SQLiteLock

  private static let prefix = "isolab-sqlite-"
  /// The names of the files that SQLite makes for one database.
  private static let endings = ["", "-wal", "-shm", "-journal"]

  init(place: String) throws(StoreFailure) {
    let base = Self.base
    Self.removeLeftovers(in: base)
    var template = Array("\(base)/\(Self.prefix)\(getpid())-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { bytes in
      bytes.baseAddress.flatMap { mkdtemp($0) } != nil
    }
    guard made else {
      throw StoreFailure(
        "\(place): cannot create a folder in \(base): \(String(cString: strerror(errno)))")
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard let lock = SQLiteLock(folder: path) else {
      rmdir(path)
      throw StoreFailure("\(place): cannot lock the folder \(path)")
    }
    self.lock = lock
  }

  deinit { Self.remove(path) }

  /// The path of the n-th database.
  func file(_ number: Int) -> String { "\(path)/\(number).db" }

  static func removeFiles(of database: String) {
    for ending in endings { unlink(database + ending) }
  }

  private static var base: String {
    guard let name = getenv("TMPDIR"), name.pointee != 0 else { return "/tmp" }
    return String(cString: name)
  }

  static func removeLeftovers(in base: String) {
    for name in names(in: base) where isAbandoned(name) {
      let path = "\(base)/\(name)"
      guard let lock = SQLiteLock(folder: path) else { continue }
      withExtendedLifetime(lock) { remove(path) }
    }
  }

  /// Whether it is the name of such a folder, and the process in the name has ended.
  private static func isAbandoned(_ name: String) -> Bool {
    let parts = name.dropFirst(prefix.count).split(separator: "-", omittingEmptySubsequences: false)
    guard name.hasPrefix(prefix), parts.count == 2, parts[1].utf8.count == 6,
      let process = pid_t(parts[0]), process > 0
    else { return false }
    return kill(process, 0) != 0 && errno == ESRCH
  }

  /// Removes the folder, unless there is anything in it that SQLite did not make.
  private static func remove(_ folder: String) {
    for name in names(in: folder) {
      let parts = name.split(separator: ".", omittingEmptySubsequences: false)
      guard parts.count == 2, Int(parts[0]) != nil,
        endings.contains(where: { parts[1] == "db" + $0 })
      else { continue }
      unlink("\(folder)/\(name)")
    }
    rmdir(folder)
  }

  private static func names(in folder: String) -> [String] {
    guard let handle = opendir(folder) else { return [] }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        })
    }
    return names
  }
}
