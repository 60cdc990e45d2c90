#if PostgreSQL
  import CPostgreSQL
  import Connecting

  /// The notices that a server sends about a session without a request.
  ///
  /// With `log_lock_waits`, a session that waits for a lock reports that it does, right after the
  /// server has looked for a cycle of waits through it.
  final class PGNotices {
    private let process: Int32
    var isCheckedWait = false

    init(of process: Int32) { self.process = process }

    /// For libpq; its first argument is an instance.
    static let receive: @convention(c) (UnsafeMutableRawPointer?, OpaquePointer?) -> Void = {
      guard let notices = $0, let notice = $1 else { return }
      let receiver = Unmanaged<PGNotices>.fromOpaque(notices).takeUnretainedValue()
      receiver.take(ServerError(notice).message)
    }

    private func take(_ message: String) {
      guard message.hasPrefix("process \(process) ") else { return }
      if message.contains(" still waiting for ") { isCheckedWait = true }
      if message.contains(" acquired ") { isCheckedWait = false }
    }
  }
#endif
