import Foundation

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A process that a test has started; killed when the object goes.
final class ChildProcess {
  struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String, _ code: Int32? = nil) {
      self.description = description + (code.map { ": " + String(cString: strerror($0)) } ?? "")
    }
  }

  enum Exit: Equatable {
    case code(Int32)
    case signal(Int32)
  }

  private let identifier: pid_t
  private var known: Exit?

  /// Starts a program with a small fixed environment and what is added to it; `spawn` returns the
  /// process or a negative error number.
  init(
    _ path: String, _ arguments: [String], environment: [String: String],
    spawn: (
      _ arguments: UnsafePointer<UnsafeMutablePointer<CChar>?>,
      _ environment: UnsafePointer<UnsafeMutablePointer<CChar>?>
    ) -> pid_t
  ) throws {
    let base = [
      "TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": "/",
      "SWIFT_BACKTRACE": "interactive=no,color=no",
    ]
    let variables = base.merging(environment) { $1 }.map { "\($0.key)=\($0.value)" }
    let argumentPointers = ([path] + arguments).map { strdup($0) } + [nil]
    let variablePointers = variables.map { strdup($0) } + [nil]
    defer { (argumentPointers + variablePointers).forEach { free($0) } }
    identifier = spawn(argumentPointers, variablePointers)
    guard identifier > 0 else { throw Failure(path, -identifier) }
  }

  deinit {
    guard identifier > 0, exit == nil else { return }
    send(SIGKILL)
    var status: Int32 = 0
    waitpid(identifier, &status, 0)
  }

  /// Whether it has a handler of its own for a signal, as Linux tells in /proc.
  func catches(_ signal: Int32) throws -> Bool {
    let status = try String(contentsOfFile: "/proc/\(identifier)/status", encoding: .utf8)
    let mask = status.firstMatch(of: #/SigCgt:\s*([0-9a-f]+)/#).flatMap { UInt64($0.1, radix: 16) }
    return mask.map { $0 & 1 << UInt64(signal - 1) != 0 } ?? false
  }

  /// The most memory that it has had so far, as Linux tells in /proc; nil once it has ended.
  var peakBytes: Int? {
    let status = try? String(contentsOfFile: "/proc/\(identifier)/status", encoding: .utf8)
    let kilobytes = status?.firstMatch(of: #/VmHWM:\s*([0-9]+) kB/#).flatMap { Int($0.1) }
    return kilobytes.map { $0 * 1_024 }
  }

  /// How it ended; nil while it runs.
  var exit: Exit? {
    var status: Int32 = 0
    if known == nil, waitpid(identifier, &status, WNOHANG) == identifier {
      known = status & 0x7f == 0 ? .code(status >> 8 & 0xff) : .signal(status & 0x7f)
    }
    return known
  }

  /// Sends a signal.
  func send(_ signal: Int32) {
    kill(identifier, signal)
  }
}

/// Seconds of a clock that only goes forward.
func now() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
