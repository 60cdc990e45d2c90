import FoundationEssentials

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

  /// Also the number of its process group.
  private let pid: pid_t
  /// To its standard input; nil once it is closed.
  private(set) var input: Int32?
  /// From its standard output.
  let output: Int32
  /// From its standard error; nil once it is closed.
  var errors: Int32?
  /// What it wrote to its standard output and nobody has taken yet.
  var inbox: [UInt8] = []
  /// The last that it wrote to its standard error.
  var errorTail: [UInt8] = []
  private var isReaped = false

  init(shell command: String) throws(SpawnFault) {
    let input = try Pipe()
    let output: Pipe
    let errors: Pipe
    do throws(SpawnFault) {
      output = try Pipe()
    } catch {
      input.close()
      throw error
    }
    do throws(SpawnFault) {
      errors = try Pipe()
    } catch {
      input.close()
      output.close()
      throw error
    }
    let theirs = [input.reading, output.writing, errors.writing]
    let ours = [input.writing, output.reading, errors.reading]
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

  /// How it ended; nil while it runs, or if nobody knows any more.
  var ending: Ending? {
    guard !isReaped else { return nil }
    var info = siginfo_t()
    let flags = WEXITED | WNOHANG | WNOWAIT
    guard waitid(P_PID, id_t(pid), &info, flags) == 0, info.si_signo == SIGCHLD else { return nil }
    let status = ChildProcess.status(of: info)
    return info.si_code == CLD_EXITED ? .status(status) : .signal(status)
  }

  /// Waits at most so long for its end.
  func waitForEnd(milliseconds: Int) -> Ending? {
    let deadline = ContinuousClock.now + .milliseconds(milliseconds)
    while true {
      if let ending { return ending }
      guard ContinuousClock.now < deadline else { return nil }
      poll(nil, 0, 2)
    }
  }

  /// Ends the whole group: its standard input is closed; a process that goes on gets SIGTERM, and
  /// all that is left gets SIGKILL.
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
    // Not reaped until here, so that the number of the group was still its own.
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

/// The two ends of a pipe, neither of which a child inherits by itself.
private struct Pipe {
  let reading: Int32
  let writing: Int32

  init() throws(ChildProcess.SpawnFault) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw ChildProcess.SpawnFault(number: errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (reading, writing) = (ends[0], ends[1])
  }

  func close() {
    _ = (Self.close(reading), Self.close(writing))
  }

  private static func close(_ end: Int32) -> Int32 {
    #if canImport(Glibc)
      Glibc.close(end)
    #else
      Darwin.close(end)
    #endif
  }
}

private enum Spawning {
  #if canImport(Glibc)
    typealias Actions = posix_spawn_file_actions_t
    typealias Attributes = posix_spawnattr_t
  #else
    typealias Actions = posix_spawn_file_actions_t?
    typealias Attributes = posix_spawnattr_t?
  #endif

  /// Starts the shell with these as its standard streams.
  static func start(
    shell command: String, streams: [Int32]
  ) throws(ChildProcess.SpawnFault) -> pid_t {
    let actions = UnsafeMutablePointer<Actions>.allocate(capacity: 1)
    let attributes = UnsafeMutablePointer<Attributes>.allocate(capacity: 1)
    posix_spawn_file_actions_init(actions)
    posix_spawnattr_init(attributes)
    defer {
      posix_spawn_file_actions_destroy(actions)
      posix_spawnattr_destroy(attributes)
      actions.deallocate()
      attributes.deallocate()
    }
    for (number, stream) in streams.enumerated() {
      posix_spawn_file_actions_adddup2(actions, stream, Int32(number))
    }
    describe(attributes)
    let environment = ProcessInfo.processInfo.environment.map { "\($0.key)=\($0.value)" }
    var pid: pid_t = 0
    let result = withPointers(["/bin/sh", "-c", command]) { arguments in
      withPointers(environment) { environment in
        posix_spawn(&pid, "/bin/sh", actions, attributes, arguments, environment)
      }
    }
    guard result == 0 else { throw ChildProcess.SpawnFault(number: result) }
    return pid
  }

  /// A group of its own, and signals as a program expects them at its start.
  private static func describe(_ attributes: UnsafeMutablePointer<Attributes>) {
    var none = sigset_t()
    sigemptyset(&none)
    var usual = sigset_t()
    sigemptyset(&usual)
    for signal in [SIGPIPE, SIGTERM, SIGINT, SIGHUP] { sigaddset(&usual, signal) }
    posix_spawnattr_setpgroup(attributes, 0)
    posix_spawnattr_setsigmask(attributes, &none)
    posix_spawnattr_setsigdefault(attributes, &usual)
    posix_spawnattr_setflags(
      attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
  }

  /// The texts as C wants a list of them.
  private static func withPointers<Result>(
    _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let pointers = texts.map { strdup($0) }
    defer { for pointer in pointers { free(pointer) } }
    return body(pointers + [nil])
  }
}
