import Language
import Testing

@testable import Engine
@testable import Runs
@testable import Sessions
@testable import Vocabulary

/// What is done next must not copy what was done before, or a run costs the square of its lines.
@Suite struct CopyTests {
  /// Where the long lists of a shell lie, which only growing may change.
  private struct Places {
    private var last: [UInt?] = []
    private(set) var changes = 0

    mutating func look(at workspace: Workspace) {
      let runner = workspace.lab.runner
      let now: [UInt?] = [
        place(of: workspace.branches[0].changes), place(of: workspace.lab.replies),
        place(of: runner.history.tail), place(of: runner.records),
        place(of: runner.database.remembered),
      ]
      if !last.isEmpty { changes += zip(last, now).count { $0 != $1 } }
      last = now
    }

    private func place(of list: some Sequence) -> UInt? {
      list.withContiguousStorageIfAvailable { UInt(bitPattern: $0.baseAddress) } ?? nil
    }
  }

  private static func enter(_ line: String, in workspace: inout Workspace) throws {
    let read = try #require(workspace.lab.read(line))
    let entry = workspace.enter(try read.get())
    #expect(entry.problem == nil, "\(line)")
  }

  /// Five lists of 500 grow, and so change, some fifty times; copied, they change 2,500 times.
  @Test(
    arguments: IsolationMode.allCases,
    ["PUT k 1", "PUT k value(k) + 1", "IF count(*) >= 0 THEN PUT k 1"])
  func aCommandAloneCopiesNoList(mode: IsolationMode, command: String) throws {
    var workspace = Workspace(mode: mode, isInteractive: false)
    for line in [".seed k=0", ".autocommit on"] { try Self.enter(line, in: &workspace) }
    // Somebody who is open keeps what is remembered from being forgotten.
    try Self.enter("bob: BEGIN", in: &workspace)
    var places = Places()
    for _ in 0..<500 {
      try Self.enter(command, in: &workspace)
      places.look(at: workspace)
    }
    #expect(workspace.lab.replies.count == 501)
    #expect(places.changes < 100)
  }

  @Test func atMostSoManyStatesAreKept() {
    var checkpoints = Checkpoints(0)
    for position in 1...100_000 {
      checkpoints.offer(position, at: position)
      #expect(checkpoints.count <= Checkpoints<Int>.most)
    }
    for target in stride(from: 0, through: 100_000, by: 997) {
      let (position, state) = checkpoints.last(upTo: target)
      #expect(position == state)
      #expect(position <= target)
      #expect(target - position <= 100_000 / 8)
    }
  }
}
