import Foundation
import Testing

@testable import Terminal

/// The history as a file that shells share.
@Suite struct HistorySharingTests {
  private let scratch: Scratch
  private let directory: StateDirectory
  private let history: HistoryFile

  init() throws {
    scratch = try Scratch()
    directory = StateDirectory(path: scratch.path)
    history = HistoryFile(in: directory)
  }

  /// As one does that was stopped in the middle.
  @Test func aShellThatKeepsTheLockDoesNotHoldUpTheOthers() throws {
    try history.append("a")
    let stopped = try LockedFile(history.path, O_RDWR)
    expectProblem("isolab: cannot write \(history.path): another shell has locked it") {
      try history.append("b")
    }
    withExtendedLifetime(stopped) {}
  }

  /// The shell that waits has opened the old file; what it adds has to go into the new one.
  @Test func aFileThatIsReplacedMeanwhileIsLeftAlone() throws {
    try history.append("old")
    var holder: LockedFile? = try LockedFile(history.path, O_RDWR)
    // Not a task, which might have to wait for a place among those of other tests.
    Thread.detachNewThread { [history] in try? history.append("late") }
    usleep(300_000)
    try scratch.write("new\n", to: "draft")
    rename(directory.path(of: "draft"), history.path)
    withExtendedLifetime(holder) { holder = nil }
    let end = now() + 10
    while try history.read().count < 2, now() < end { usleep(10_000) }
    #expect(try history.read() == ["new", "late"])
  }

  @Test func manyWritersMixNoLines() async throws {
    try await writeAtOnce(limit: 10_000)
    let lines = try history.read()
    #expect(lines.count == 400)
    for writer in 0..<4 {
      let own = lines.filter { $0.hasPrefix("\(writer) ") }
      #expect(own == (0..<100).map { Self.line(writer, $0) }, "in their order")
    }
  }

  /// The same while the file is replaced again and again.
  @Test func manyWritersMixNoLinesWhileItIsShortened() async throws {
    try await writeAtOnce(limit: 20)
    let lines = try history.read()
    // The 41st line is the first too many, and then every 21st.
    #expect(lines.count == 20 + (400 - 41) % 21)
    for writer in 0..<4 {
      let own = lines.filter { $0.hasPrefix("\(writer) ") }
      #expect(own == ((100 - own.count)..<100).map { Self.line(writer, $0) }, "the newest")
    }
  }

  private static func line(_ writer: Int, _ number: Int) -> String {
    "\(writer) \(number) " + String(repeating: "\(writer)", count: 300)
  }

  private func writeAtOnce(limit: Int) async throws {
    let history = HistoryFile(in: directory, limit: limit, patience: 60_000)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<4 {
        group.addTask {
          for number in 0..<100 { try history.append(Self.line(writer, number)) }
        }
      }
      try await group.waitForAll()
    }
  }
}
