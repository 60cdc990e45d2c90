import Connecting
import Layout
import Stores

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A process that speaks the adapter protocol, and the messages about what goes wrong with it.
///
/// Once something has gone wrong, isolab ends the process, and each further request gets the same
/// failure.
final class AdapterProcess: Sendable {
  /// The URL of the store.
  private let name: String
  private let options: StoreOptions
  private let state: Locked<State>

  private struct State {
    let child: ChildProcess
    var failure: StoreFailure?
    var request = ""
    var answer = ""
  }

  init(_ name: String, command: String, _ options: StoreOptions) throws(StoreFailure) {
    (self.name, self.options) = (name, options)
    do throws(ChildProcess.SpawnFault) {
      state = Locked(State(child: try ChildProcess(shell: command)))
    } catch {
      let reason = strerror(error.number).map { String(cString: $0) } ?? "error \(error.number)"
      throw StoreFailure(printable("\(name) could not be started: \(reason)"))
    }
  }

  /// Sends a line and reads the one that answers it.
  func ask<Content: JSONReadable>(
    _ line: String, as type: Content.Type
  ) throws(StoreFailure) -> Content {
    try state.withLock { state throws(StoreFailure) in
      if let failure = state.failure { throw failure }
      let last = state.request
      state.request = line
      let bytes: [UInt8]
      do throws(ChildProcess.Fault) {
        bytes = try state.child.exchange(
          line, patience: options.patience, isCancelled: options.isCancelled)
      } catch {
        let sentence = sentence(for: error, state.child, request: line, before: last)
        throw end(&state, sentence, gently: error.isPrompt)
      }
      state.answer = Self.excerpt(bytes)
      do throws(AdapterFlaw) {
        return try AdapterLine.read(bytes, as: type)
      } catch {
        throw end(&state, sentence(for: error, state))
      }
    }
  }

  /// The last answer was JSON, but does not fit the request.
  func failure(_ flaw: AdapterFlaw) -> StoreFailure {
    state.withLock { state in end(&state, sentence(for: flaw, state)) }
  }

  /// Whether it can be asked.
  var isSound: Bool { state.withLock { $0.failure == nil } }

  /// Ends the process.
  func close() {
    state.withLock { state in
      state.child.end(gently: state.failure == nil)
      state.failure = state.failure ?? StoreFailure(printable("\(name) is closed"))
    }
  }

  private func end(
    _ state: inout State, _ sentence: String, gently: Bool = true
  ) -> StoreFailure {
    state.child.end(gently: gently)
    let failure = StoreFailure(printable(sentence))
    state.failure = failure
    return failure
  }
}

extension AdapterProcess {
  private func sentence(for flaw: AdapterFlaw, _ state: State) -> String {
    let request = Self.excerpt(state.request)
    return flaw == AdapterLine.noJSON
      ? "\(name) answered \"\(state.answer)\" to \(request), which is not JSON"
      : "\(name) answered \(state.answer) to \(request): \(Self.excerpt(flaw.message, of: 400))"
  }

  private func sentence(
    for fault: ChildProcess.Fault, _ child: ChildProcess, request: String, before last: String
  ) -> String {
    let request = Self.excerpt(request)
    let errors = Self.lastLines(of: child.errorTail)
    let ending = errors.isEmpty ? "" : "; its standard error ends with \"\(errors)\""
    switch fault {
    case .early(let bytes):
      let moment =
        last.isEmpty ? "before isolab sent a request" : "after its answer to \(Self.excerpt(last))"
      return "\(name) wrote \"\(Self.excerpt(bytes))\" \(moment); each request must have one answer"
    case .second(let bytes):
      return "\(name) answered \(request) and then wrote \"\(Self.excerpt(bytes))\"; "
        + "an answer must be one line"
    case .tooLong:
      let limit = ChildProcess.longestLine >> 20
      return "\(name) answered \(request) with a line of more than \(limit) MiB"
    case .silent:
      let patience = options.patience.formattedSeconds
      return "\(name) has not answered \(request) for \(patience)\(ending)"
    case .interrupted: return "you canceled, so isolab stopped waiting for \(name)"
    case .closed(.status(let status)):
      return "\(name) ended with exit status \(status) before it answered \(request)\(ending)"
    case .closed(.signal(let signal)):
      return "\(name) was ended by signal \(signal) before it answered \(request)\(ending)"
    case .closed(nil):
      return "\(name) closed its standard output before it answered \(request)\(ending)"
    }
  }

  /// At most this number of characters of a line are quoted.
  private static var longestQuote: Int { 200 }

  private static func excerpt(_ bytes: [UInt8]) -> String {
    // A character usually has few bytes, but it may have any number.
    excerpt(String(decoding: bytes.prefix(longestQuote * 16), as: UTF8.self))
  }

  private static func excerpt(_ text: String, of length: Int = longestQuote) -> String {
    let scalars = text.unicodeScalars
    let start = scalars.prefix(length)
    let line = String(String.UnicodeScalarView(start))
    let shown = line.hasSuffix("\n") ? String(line.dropLast()) : line
    return start.endIndex == scalars.endIndex ? shown : shown + "..."
  }

  /// The last two lines that are not empty.
  private static func lastLines(of bytes: [UInt8]) -> String {
    let lines = String(decoding: bytes, as: UTF8.self)
      .split(whereSeparator: \.isNewline).filter { !$0.allSatisfy(\.isWhitespace) }
    return excerpt(lines.suffix(2).joined(separator: " | "))
  }
}

extension ChildProcess.Fault {
  /// Whether the process has shown that it continues, so that it may end by itself.
  fileprivate var isPrompt: Bool {
    switch self {
    case .early, .second, .closed: true
    case .tooLong, .silent, .interrupted: false
    }
  }
}
