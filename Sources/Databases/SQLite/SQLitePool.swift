import Stores

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The files of a store, lent to one run each.
///
/// Any thread may ask it; a mutex keeps them apart.
final class SQLitePool: @unchecked Sendable {
  private let place: SQLitePlace
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  /// The path of the URL's file.
  private var file: String?
  /// Not lent to a run.
  private var idle: [SQLiteFile] = []
  /// Closed when the pool closes.
  private var lent: [ObjectIdentifier: SQLiteFile] = [:]
  private var made = 0
  private var folder: SQLiteFolder?
  /// Keeps other isolabs away from the file of the URL.
  private var lock: SQLiteLock?
  private var isClosed = false

  /// Opens the first file, so that any fault appears now.
  init(_ place: SQLitePlace) throws(StoreFailure) {
    self.place = place
    mutex.initialize(to: pthread_mutex_t())
    pthread_mutex_init(mutex, nil)
    if let path = place.path {
      _ = try SQLiteHeader.isFile(path, place: place.url)
      // The name without links; otherwise two links would have a lock each.
      let real = realpath(path, nil)
      defer { free(real) }
      let file = real.map { String(cString: $0) } ?? path
      self.file = file
      lock = try SQLiteLock(making: file + "-isolab", place: place.url)
      try SQLiteHeader.check(file, place: place.url)
    }
    idle = [try makeFile()]
  }

  deinit {
    close()
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  /// A file that no other run has.
  func lend() throws(StoreFailure) -> SQLiteFile {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    guard !isClosed else { throw StoreFailure("\(place.url) is closed") }
    let file = if let last = idle.popLast() { last } else { try makeFile() }
    lent[ObjectIdentifier(file)] = file
    return file
  }

  /// Takes a file back; all of its transactions have ended.
  func takeBack(_ file: SQLiteFile) {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    guard lent.removeValue(forKey: ObjectIdentifier(file)) != nil else { return }
    if file.isBroken { end(file) } else { idle.append(file) }
  }

  /// Removes everything that was made.
  func close() {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    isClosed = true
    for file in idle + Array(lent.values) { end(file) }
    (idle, lent) = ([], [:])
    (folder, lock) = (nil, nil)
  }

  /// The file of the URL comes first; others are temporary.
  private func makeFile() throws(StoreFailure) -> SQLiteFile {
    made += 1
    if made == 1, let file {
      return try SQLiteFile(file, place.journal, place: place.url)
    }
    let folder = if let folder { folder } else { try SQLiteFolder(place: place.url) }
    self.folder = folder
    return try SQLiteFile(folder.file(made), place.journal, place: place.url)
  }

  private func end(_ file: SQLiteFile) {
    file.close(keepingFile: file.path == self.file)
  }
}
