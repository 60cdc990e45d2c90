#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The file that lists the journals which some shell has mentioned, so that each is mentioned once.
///
/// A journal that has changed since then counts as another one. If the file cannot be used, the
/// journals are mentioned again.
struct MentionedJournals {
  private let directory: StateDirectory
  private var path: String { directory.path(of: "mentioned") }

  init(in directory: StateDirectory) { self.directory = directory }

  /// Lists these journals instead of those before; returns whether one of them was not listed yet.
  func mention(_ journals: [Abandoned]) -> Bool {
    guard !journals.isEmpty else {
      unlink(path)
      return false
    }
    let lines = journals.map { $0.mark }
    guard let file = try? LockedFile(path, O_RDWR | O_CREAT | O_NOFOLLOW),
      let status = try? file.status(), status.isRegular,
      let bytes = try? file.read(last: 1 << 16)
    else { return true }
    let known = bytes.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
    guard known != lines else { return false }
    try? file.cut(to: 0)
    try? file.append(lines.flatMap { Array($0.utf8) + [0x0A] }, flush: false)
    return !lines.allSatisfy(known.contains)
  }
}
