import Foundation

@testable import Terminal

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A folder for one test, removed with the object.
final class Scratch {
  private let folder: URL

  var path: String { folder.path }
  /// The same folder as the one in which a shell keeps its state.
  var state: StateDirectory { StateDirectory(path: path) }

  init() throws {
    folder = URL(fileURLWithPath: "/tmp/isolab-test-\(UUID().uuidString)", isDirectory: true)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Writes a file; returns its path.
  @discardableResult
  func write(_ bytes: some Sequence<UInt8>, to name: String) throws -> String {
    let file = folder.appendingPathComponent(name)
    try Data(bytes).write(to: file)
    return file.path
  }

  /// Makes a folder in it.
  func makeFolder(_ name: String) throws {
    let folder = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// Puts what is no file where one could be; returns its path.
  @discardableResult
  func place(_ kind: FileKind, at name: String) throws -> String {
    let place = "\(path)/\(name)"
    let failed =
      switch kind {
      case .folder: mkdir(place, 0o700)
      case .pipe: mkfifo(place, 0o600)
      case .socket: mknod(place, S_IFSOCK | 0o600, 0)
      case .device: symlink("/dev/zero", place)
      }
    guard failed == 0 else { throw ChildProcess.Failure("cannot make a \(kind)", errno) }
    return place
  }

  /// Writes a text file; returns its path.
  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    try write(text.utf8, to: name)
  }

  /// The text of a file.
  func read(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.appendingPathComponent(name)), as: UTF8.self)
  }

  /// What is in the folder, or in a folder in it, sorted.
  func files(_ name: String = ".") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(path)/\(name)").sorted()
  }

  /// The journals that shells have in it, whose XDG_STATE_HOME it is.
  func journals() throws -> [String] {
    try files("isolab").filter { $0.hasPrefix("journal-") }.map { "isolab/\($0)" }
  }

  /// Cuts bytes off the end of a file.
  func cut(_ count: Int, from name: String) throws {
    let bytes = try Data(contentsOf: folder.appendingPathComponent(name))
    try write(bytes.dropLast(count), to: name)
  }

  /// Gives a file other permissions.
  func setPermissions(_ permissions: Int, of name: String) throws {
    try FileManager.default.setAttributes(
      [.posixPermissions: permissions], ofItemAtPath: "\(path)/\(name)")
  }
}
