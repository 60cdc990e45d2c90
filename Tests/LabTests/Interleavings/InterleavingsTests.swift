import Checking
import Sessions
import Testing
import Vocabulary

/// Whether the ways that are joined really come to the same.
@Suite struct InterleavingsTests {
  /// As many interleavings as can be counted, and the same histories.
  @Test(arguments: MatrixColumn.all)
  func joiningLosesNothing(column: MatrixColumn) throws {
    for name in ["predicate write skew", "raise some", "one promotes", "R12", "R5", "R6"] {
      let program = try #require(SmallProgram.all.first { $0.name == name })
      let whole = try Interleavings(of: program, in: column, joins: false)
      let joined = try Interleavings(of: program, in: column)
      #expect(joined.count == whole.endings.count, "\(name)")
      #expect(joined.endings.count < whole.endings.count, "\(name)")
      let histories = { (all: Interleavings) in
        Set(all.endings.map { EssentialHistory(of: $0.runner) })
      }
      let isSame = histories(joined) == histories(whole)
      #expect(isSame, "\(name)")
    }
  }

  /// Where nobody waits or is aborted: two sessions of four steps have 70 interleavings.
  @Test func countsEach() throws {
    let program = SmallProgram("", "", "GET x; GET y", "GET y; GET x")
    for column in MatrixColumn.all {
      #expect(try Interleavings(of: program, in: column).count == 70)
    }
  }
}
