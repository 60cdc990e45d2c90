import Connecting
import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How a process gets its pipes, its group, and its signals.
enum Spawning {
  #if canImport(Glibc)
    private typealias Actions = posix_spawn_file_actions_t
    private typealias Attributes = posix_spawnattr_t
  #else
    private typealias Actions = posix_spawn_file_actions_t?
    private typealias Attributes = posix_spawnattr_t?
  #endif

  /// Pipes whose ends a child does not inherit by itself.
  static func pipes(
    _ count: Int
  ) throws(ChildProcess.SpawnFault) -> [(reading: Int32, writing: Int32)] {
    var pipes: [(reading: Int32, writing: Int32)] = []
    for _ in 0..<count {
      var ends: [Int32] = [0, 0]
      guard pipe(&ends) == 0 else {
        let number = errno
        for pipe in pipes { _ = (close(pipe.reading), close(pipe.writing)) }
        throw ChildProcess.SpawnFault(number: number)
      }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      pipes.append((ends[0], ends[1]))
    }
    return pipes
  }

  /// Starts the shell with these pipes as its standard streams.
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

  /// The texts as a list for C.
  private static func withPointers<Result>(
    _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let pointers = texts.map { strdup($0) }
    defer { for pointer in pointers { free(pointer) } }
    return body(pointers + [nil])
  }
}
