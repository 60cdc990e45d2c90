import Language
import Layout
import Runs

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Names of files, as a user types them.
extension Files {
  /// The path with the home folder in place of a `~/` at its start.
  static func expanded(_ path: String) -> String {
    guard path.hasPrefix("~/"), let home = variable("HOME") else { return path }
    return home + path.dropFirst()
  }

  /// Creates the folder if it does not exist.
  package static func makeFolder(_ path: String) throws(Problem) {
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw Problem("make", path) }
  }

  /// Whether there is a file or folder with that name.
  package static func exists(_ path: String) -> Bool {
    access(path, F_OK) == 0 || (errno != ENOENT && errno != ENOTDIR)
  }

  /// The bytes of a file or, if there is no such file, of the built-in lesson with that name.
  package static func lesson(
    _ name: String,
    read: (String) throws(Problem) -> [UInt8] = { path throws(Problem) in
      try read(path)
    }
  ) throws(Problem) -> [UInt8] {
    if name != "-", !exists(name) {
      if let text = Lesson.text(named: name) { return text }
      let near = nearest(to: name, among: Lesson.names)
      let hint = near.map { "; did you mean the lesson \($0)?" } ?? ""
      throw Problem("isolab: cannot read \(printable(name)): no such file or lesson\(hint)")
    }
    return try read(name)
  }

  /// Where the course goes on after the lesson that `lesson` reads; nil for a file.
  package static func sequel(of name: String, playedWith command: String) -> String? {
    exists(name) ? nil : Lesson.sequel(of: name, playedWith: command)
  }

  /// The paths with this beginning, folders with their slash; whether the only one is a folder.
  ///
  /// Names with control characters cannot be typed and are left out, and so are hidden ones unless
  /// a dot is typed.
  package static func completions(of typed: String) -> (paths: [String], isFolder: Bool) {
    let slash = typed.lastIndex(of: "/")
    let folder = slash.map { String(typed[...$0]) } ?? ""
    let start = slash.map { String(typed[typed.index(after: $0)...]) } ?? typed
    let paths = names(in: folder.isEmpty ? "." : expanded(folder))
      .filter { name in
        name.utf8.starts(with: start.utf8) && (start.hasPrefix(".") || !name.hasPrefix("."))
          && !name.unicodeScalars.contains(where: \.isUnprintable)
      }
      .map { name in folder + name + (isFolder(expanded(folder + name)) ? "/" : "") }
    return (paths, paths.count == 1 && paths[0].hasSuffix("/"))
  }
}
