import Stores

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A lock on a file or a folder, which ends with the object or its process.
final class SQLiteLock {
  private let descriptor: Int32
  /// The path to remove at the end; nil if the locked file or folder stays.
  private let removed: String?

  /// Locks an empty file, which is made for that and removed with the lock.
  ///
  /// - Throws: a failure if another process has the lock, or the file cannot be made.
  init(making path: String, place: String) throws(StoreFailure) {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o600)
    removed = path
    guard descriptor >= 0 else {
      throw StoreFailure(
        "\(place): cannot write next to the file: \(String(cString: strerror(errno)))")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, isAt(path) else {
      throw StoreFailure("\(place): another isolab process is using the file")
    }
  }

  /// Locks a folder; nil if another process has the lock, or there is no such folder.
  init?(folder path: String) {
    descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    removed = nil
    guard descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return nil }
  }

  deinit {
    guard descriptor >= 0 else { return }
    // A file that is not empty belongs to another program, and a file that another process has
    // locked is in use.
    if let removed, flock(descriptor, LOCK_EX | LOCK_NB) == 0, isAt(removed), status.st_size == 0 {
      unlink(removed)
    }
    close(descriptor)
  }

  /// Whether the path still leads to the locked file or folder.
  private func isAt(_ path: String) -> Bool {
    var there = stat()
    let here = status
    return lstat(path, &there) == 0 && there.st_ino == here.st_ino && there.st_dev == here.st_dev
  }

  private var status: stat {
    var status = stat()
    fstat(descriptor, &status)
    return status
  }
}
