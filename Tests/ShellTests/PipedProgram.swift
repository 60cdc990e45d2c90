import CTestPTY

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// isolab without a terminal: its standard input, output and errors are pipes or files.
final class PipedProgram {
  struct Result {
    let status: ChildProcess.Exit
    let output: String
    let errors: String
  }

  private let process: ChildProcess
  /// The most memory that it was seen to have, where the system tells.
  private(set) var peakBytes = 0
  private var input: Int32
  private var unsent: ArraySlice<UInt8> = []
  private var output: Stream
  private var errors: Stream

  private struct Stream {
    var descriptor: Int32
    var bytes: [UInt8] = []
  }

  /// Starts a program in a folder; its input and output are pipes where no file is named.
  init(
    _ arguments: [String], program: String = TerminalShell.program,
    environment: [String: String] = [:], in directory: String = "/", inputFile: String? = nil,
    outputFile: String? = nil
  ) throws {
    var inputs = try Self.pipe()
    var outputs = try Self.pipe()
    let errors = try Self.pipe()
    if let inputFile { try Self.replace(&inputs.reading, open(inputFile, O_RDONLY)) }
    if let outputFile { try Self.replace(&outputs.writing, open(outputFile, O_WRONLY)) }
    let streams = [inputs.reading, outputs.writing, errors.writing]
    defer { streams.forEach { close($0) } }
    process = try ChildProcess(program, arguments, environment: environment) {
      ctestpty_spawn_streams(program, $0, $1, directory, streams)
    }
    self.input = inputs.writing
    self.output = Stream(descriptor: outputs.reading)
    self.errors = Stream(descriptor: errors.reading)
    for descriptor in [self.input, outputs.reading, errors.reading] {
      _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    }
    ignoreBrokenPipes()  // a program may end before it has read everything
  }

  deinit {
    closeInput()
    closeOutput()
    close(errors.descriptor)
  }

  /// Writes to the program, as far as it reads; the rest while its output is read.
  func send(_ text: String) {
    unsent += Array(text.utf8)
    pass(&unsent)
  }

  /// Presses Ctrl-C, as soon as it listens to that and has worked for so long.
  func interrupt(after seconds: Double) throws { try signal(SIGINT, after: seconds) }

  /// Sends a signal, as soon as it is caught and the program has worked for so long.
  func signal(_ number: Int32, after seconds: Double) throws {
    let end = now() + 30
    while try !process.catches(number), now() < end { usleep(10_000) }
    usleep(UInt32(seconds * 1_000_000))
    process.send(number)
  }

  func closeInput() {
    if input >= 0 { close(input) }
    input = -1
  }

  /// Reads no more of its output.
  func closeOutput() {
    if output.descriptor >= 0 { close(output.descriptor) }
    output.descriptor = -1
  }

  /// The next line of the output, as soon as it is there.
  func line(seconds: Double = 30) throws -> String {
    let end = now() + seconds
    while true {
      if let newline = output.bytes.firstIndex(of: UInt8(ascii: "\n")) {
        defer { output.bytes.removeFirst(newline + 1) }
        return String(decoding: output.bytes[..<newline], as: UTF8.self)
      }
      guard now() < end, output.descriptor >= 0 else {
        throw ChildProcess.Failure("no line; errors: \(text(of: errors))")
      }
      transfer()
    }
  }

  /// Waits for the end; what was written and not yet taken.
  func finish(seconds: Double = 60) throws -> Result {
    let end = now() + seconds
    while true {
      if unsent.isEmpty { closeInput() }
      transfer()
      peakBytes = max(peakBytes, process.peakBytes ?? 0)
      if output.descriptor < 0, errors.descriptor < 0, let status = process.exit {
        return Result(status: status, output: text(of: output), errors: text(of: errors))
      }
      if now() > end { throw ChildProcess.Failure("still running after \(seconds) s") }
    }
  }

  private func text(of stream: Stream) -> String { String(decoding: stream.bytes, as: UTF8.self) }

  /// Moves what can be moved within a moment, both ways.
  private func transfer() {
    var polled = [
      pollfd(fd: output.descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: errors.descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: unsent.isEmpty ? -1 : input, events: Int16(POLLOUT), revents: 0),
    ]
    poll(&polled, 3, 20)
    if polled[0].revents != 0 { Self.take(from: &output) }
    if polled[1].revents != 0 { Self.take(from: &errors) }
    if polled[2].revents != 0 { pass(&unsent) }
  }

  private func pass(_ bytes: inout ArraySlice<UInt8>) {
    while !bytes.isEmpty {
      let count = write(input, Array(bytes.prefix(4096)), min(4096, bytes.count))
      if count < 0 {
        if errno != EAGAIN { bytes = [] }
        return
      }
      bytes = bytes.dropFirst(count)
    }
  }

  private static func take(from stream: inout Stream) {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = read(stream.descriptor, &buffer, buffer.count)
    if count > 0 { stream.bytes += buffer[..<count] }
    guard count == 0 || (count < 0 && errno != EAGAIN) else { return }
    close(stream.descriptor)
    stream.descriptor = -1
  }

  private static func pipe() throws -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [-1, -1]
    #if canImport(Glibc)
      let failed = Glibc.pipe(&ends) != 0
    #else
      let failed = Darwin.pipe(&ends) != 0
    #endif
    guard !failed else { throw ChildProcess.Failure("pipe", errno) }
    return (ends[0], ends[1])
  }

  private static func replace(_ old: inout Int32, _ new: Int32) throws {
    guard new >= 0 else { throw ChildProcess.Failure("open", errno) }
    close(old)
    old = new
  }
}

private func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }
