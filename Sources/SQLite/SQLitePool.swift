import Connecting
import Stores

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The files of a store, lent to one run each.
///
/// Any thread may ask it.
final class SQLitePool: Sendable {
  private let place: SQLitePlace
  /// The path of the URL's file.
  private let file: String?
  private let state: Locked<State>

  private struct State {
    /// Not lent to a run.
    var idle: [SQLiteFile] = []
    /// Closed when the pool closes.
    var lent: [ObjectIdentifier: SQLiteFile] = [:]
    var made = 0
    var folder: SQLiteFolder?
    /// Keeps other isolabs away from the file of the URL.
    var lock: SQLiteLock?
    var isClosed = false
  }

  /// Opens the first file, so that any fault appears now.
  init(_ place: SQLitePlace) throws(StoreFailure) {
    self.place = place
    var start = State()
    file = try place.path.map { path throws(StoreFailure) in
      _ = try SQLiteHeader.isFile(path, place: place.url)
      // The name without links; otherwise two links would have a lock each.
      let real = realpath(path, nil)
      defer { free(real) }
      let file = real.map { String(cString: $0) } ?? path
      start.lock = try SQLiteLock(making: file + "-isolab", place: place.url)
      try SQLiteHeader.check(file, place: place.url)
      return file
    }
    state = Locked(start)
    try state.withLock { state throws(StoreFailure) in state.idle = [try makeFile(&state)] }
  }

  deinit { close() }

  /// A file that no other run has.
  func lend() throws(StoreFailure) -> SQLiteFile {
    try state.withLock { state throws(StoreFailure) in
      guard !state.isClosed else { throw StoreFailure("\(place.url) is closed") }
      let file = if let last = state.idle.popLast() { last } else { try makeFile(&state) }
      state.lent[ObjectIdentifier(file)] = file
      return file
    }
  }

  /// Takes a file back; all of its transactions have ended.
  func takeBack(_ file: SQLiteFile) {
    state.withLock { state in
      guard state.lent.removeValue(forKey: ObjectIdentifier(file)) != nil else { return }
      if file.isBroken { end(file) } else { state.idle.append(file) }
    }
  }

  /// Removes everything that was made.
  func close() {
    state.withLock { state in
      for file in state.idle + Array(state.lent.values) { end(file) }
      state = State(isClosed: true)
    }
  }

  /// The file of the URL comes first; others are temporary.
  private func makeFile(_ state: inout State) throws(StoreFailure) -> SQLiteFile {
    state.made += 1
    if state.made == 1, let file {
      return try SQLiteFile(file, place.journal, place: place.url)
    }
    let folder = if let folder = state.folder { folder } else { try SQLiteFolder(place: place.url) }
    state.folder = folder
    return try SQLiteFile(folder.file(state.made), place.journal, place: place.url)
  }

  private func end(_ file: SQLiteFile) {
    file.close(keepingFile: file.path == self.file)
  }
}
