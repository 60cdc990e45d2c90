import Foundation
import Importing
import Language
import Runs
import Telling
import Vocabulary
import Web

@testable import Adapters

/// What is fed with the bytes that libFuzzer makes up.
///
/// Whatever the bytes are, a target returns. A trap, a hang, or a broken property is a find, which
/// libFuzzer writes to a file. `scripts/fuzz` builds and runs this.
enum Target: String, CaseIterable {
  case lesson, command, history, journal, adapter, spec, sql, shell

  func feed(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    switch self {
    case .lesson: _ = try? Scenario.read(bytes: bytes, file: "fuzz.md")
    case .command: Self.readTwice(text)
    case .history: _ = try? HistoryCheck(HistoryText(bytes: bytes)).answers
    case .journal: _ = Journal(bytes: bytes)
    case .adapter:
      _ = try? AdapterLine.read(bytes, as: AdapterHello.self)
      _ = try? AdapterLine.read(bytes, as: AdapterAnswer.self)
    case .spec: _ = try? Import(text, named: "fuzz", .spec)
    case .sql: _ = try? Import(text, named: "fuzz", .sql)
    case .shell: Self.type(text)
    }
  }

  /// The text of a command, without prompt and session, must be read as the same command.
  private static func readTwice(_ text: String) {
    let lab = Workspace(isInteractive: false).lab
    guard case .success(let statement)? = lab.read(text), statement.body != .switchSession else {
      return
    }
    // A formula remembers its column, so the command stays in its place.
    let start = text.firstRange(of: statement.text)?.lowerBound ?? text.startIndex
    let prefix = text.unicodeScalars.distance(from: text.startIndex, to: start)
    let alone = String(repeating: " ", count: prefix) + statement.text
    guard case .success(let again)? = lab.read(alone) else {
      preconditionFailure("\(text) is \(statement.text), which cannot be read")
    }
    precondition(again.body == statement.body, "\(statement.text) is read in two ways")
  }

  /// Types each line into a lab, and asks for completions of it.
  private static func type(_ text: String) {
    var lab = WebLab()
    for line in text.split(separator: "\n").prefix(40) where !mayTakeLong(line) {
      _ = lab.offer(for: String(line))
      _ = lab.enter(String(line), columns: 80)
    }
  }

  /// Words that work until they are interrupted, or that run whole lessons.
  private static func mayTakeLong(_ line: Substring) -> Bool {
    [".explore", ".compare", ".lesson", ".expect"].contains { line.lowercased().contains($0) }
  }
}

/// The one that the environment names.
private let target = ProcessInfo.processInfo.environment["ISOLAB_FUZZ"].flatMap(Target.init)

/// The loop of libFuzzer.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<Int32>, _ arguments: UnsafeMutableRawPointer,
  _ feed: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

/// What the linker takes for the main function of this target.
@_cdecl("fuzz_main")
public func fuzz(_ count: Int32, _ arguments: UnsafeMutableRawPointer) -> Int32 {
  var (count, arguments) = (count, arguments)
  return runDriver(&count, &arguments, feed)
}

/// Called by libFuzzer for each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func feed(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  guard let target else {
    preconditionFailure("ISOLAB_FUZZ must be one of \(Target.allCases.map { $0.rawValue })")
  }
  target.feed(Array(UnsafeBufferPointer(start: bytes, count: count)))
  return 0
}
