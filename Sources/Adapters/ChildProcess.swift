import Connecting

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A command that the shell runs in a process group of its own, with pipes to its standard streams.
///
/// It is used by one thread at a time. Our ends of the pipes do not block.
final class ChildProcess {
  /// How a process ended.
  enum Ending: Hashable {
    case status(Int32)
    case signal(Int32)
  }

  /// Why there is no process: an error number of the system.
  struct SpawnFault: Error {
    let number: Int32
  }

  /// This is also the number of its process group.
  private let pid: pid_t
  /// To its standard input; nil once it is closed.
  private(set) var input: Int32?
  /// From its standard output.
  let output: Int32
  /// From its standard error; nil once it is closed.
  var errors: Int32?
  /// Its output that nobody has taken yet.
  var inbox: [UInt8] = []
  /// The end of what it wrote to its standard error.
  var errorTail: [UInt8] = []
  private var isReaped = false

  init(shell command: String) throws(SpawnFault) {
    let pipes = try Spawning.pipes(3)
    let theirs = [pipes[0].reading, pipes[1].writing, pipes[2].writing]
    let ours = [pipes[0].writing, pipes[1].reading, pipes[2].reading]
    defer { for end in theirs { close(end) } }
    do throws(SpawnFault) {
      pid = try Spawning.start(shell: command, streams: theirs)
    } catch {
      for end in ours { close(end) }
      throw error
    }
    for end in ours { _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK) }
    (self.input, self.output, self.errors) = (ours[0], ours[1], ours[2])
  }

  deinit { end(gently: false) }

  /// How it ended; nil while it runs, or if that is no longer known.
  var ending: Ending? {
    guard !isReaped else { return nil }
    var info = siginfo_t()
    let flags = WEXITED | WNOHANG | WNOWAIT
    guard waitid(P_PID, id_t(pid), &info, flags) == 0, info.si_signo == SIGCHLD else { return nil }
    let status = ChildProcess.status(of: info)
    return info.si_code == CLD_EXITED ? .status(status) : .signal(status)
  }

  /// Waits at most this long for its end.
  func waitForEnd(milliseconds: Int) -> Ending? {
    let deadline = ContinuousClock.now + .milliseconds(milliseconds)
    while true {
      if let ending { return ending }
      guard ContinuousClock.now < deadline else { return nil }
      poll(nil, 0, 2)
    }
  }

  /// Ends the whole group: it closes its standard input, sends SIGTERM to a process that continues,
  /// and sends SIGKILL to everything that is left.
  ///
  /// It takes at most about two seconds.
  func end(gently: Bool) {
    guard !isReaped else { return }
    closeInput()
    if !gently || waitForEnd(milliseconds: 500) == nil {
      kill(-pid, SIGTERM)
      _ = waitForEnd(milliseconds: 500)
    }
    kill(-pid, SIGKILL)
    _ = waitForEnd(milliseconds: 1000)
    // The process is reaped only here, so that the number of the group was still its own.
    waitpid(pid, nil, WNOHANG)
    isReaped = true
    close(output)
    if let errors { close(errors) }
    errors = nil
  }

  func closeInput() {
    if let input { close(input) }
    input = nil
  }

  private static func status(of info: siginfo_t) -> Int32 {
    #if canImport(Glibc)
      info._sifields._sigchld.si_status
    #else
      info.si_status
    #endif
  }
}
