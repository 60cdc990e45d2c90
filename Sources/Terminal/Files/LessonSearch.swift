#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Looks for lessons in folders and the folders inside them.
///
/// Each folder is searched once: a link to a folder that was searched already adds nothing.
package struct LessonSearch {
  /// The lessons, in the order in which they were found.
  package private(set) var found: [String] = []
  private var searched: Set<Place> = []

  /// A folder, whatever its name.
  private struct Place: Hashable {
    let device: dev_t
    let node: ino_t
  }

  package init() {}

  /// Takes a file as it is named, or searches a folder in byte order.
  ///
  /// Anything in a folder other than files is skipped, including a link that leads nowhere.
  ///
  /// - Throws: A `Problem` for the first folder that cannot be read.
  package mutating func take(_ path: String) throws(Files.Problem) {
    guard let status = stat.of(path), status.kind == .folder else {
      found.append(path)
      return
    }
    try search(path, status)
  }

  private mutating func search(_ folder: String, _ status: stat) throws(Files.Problem) {
    let place = Place(device: status.st_dev, node: status.st_ino)
    guard searched.insert(place).inserted else { return }
    guard access(folder, R_OK) == 0 else { throw Files.Problem("read", folder) }
    for name in Files.names(in: folder) where !name.hasPrefix(".") {
      let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
      let status = stat.of(path)
      if let status, status.kind == .folder {
        try search(path, status)
      } else if name.hasSuffix(".md") || name.hasSuffix(".isolab"),
        let status, status.kind == nil
      {
        found.append(path)
      }
    }
  }
}
