#if PostgreSQL
  import Chance
  import Connecting
  import Testing
  import Vocabulary

  @testable import PostgreSQL

  /// How a picture of the waits is read.
  @Suite struct PGBlockingTests {
    private func standing(
      _ blockers: [Int32: [Int32]], idle: Set<Int32>
    ) -> PGBlocking.Standing {
      PGBlocking(blockers: blockers, idle: idle, own: [1, 2, 3, 4]).standing(of: 1)
    }

    @Test func itIsReadByHand() {
      #expect(standing([1: []], idle: [2]) == .underWay)
      #expect(standing([1: [2]], idle: [2]) == .waits(for: [2]))
      #expect(standing([1: [2]], idle: []) == .underWay)
      #expect(standing([1: [2], 2: [3]], idle: [3]) == .waits(for: [2]))
      #expect(standing([1: [2], 2: []], idle: [3]) == .underWay)
      #expect(standing([1: [2], 2: [1]], idle: [3]) == .underWay)
      #expect(standing([1: [2], 2: [3], 3: [2]], idle: [4]) == .underWay)
      #expect(standing([1: [2, 3], 3: [2]], idle: [2]) == .waits(for: [2, 3]))
      #expect(standing([1: [9]], idle: [2]) == .waitsForForeign(9))
      #expect(standing([1: [2], 2: [9]], idle: []) == .waitsForForeign(9))
      #expect(standing([1: [2, 9], 2: []], idle: []) == .underWay)
    }

    /// By hand: every path from the request ends at an idle session, and none is endless.
    @Test(arguments: 0..<8) func randomPicturesAreReadAlike(stream: Int) {
      var dice = Dice(seed: 7, stream: stream)
      for _ in 0..<2000 {
        let idle = Set((2...4).filter { _ in dice.chance(1, in: 3) }.map { Int32($0) })
        var blockers: [Int32: [Int32]] = [:]
        for process in Int32(1)...4 where !idle.contains(process) {
          blockers[process] = (1...4).filter { $0 != process && dice.chance(1, in: 3) }
        }
        func ends(_ process: Int32, _ depth: Int) -> Bool {
          if idle.contains(process) { return true }
          let next = blockers[process] ?? []
          return depth < 5 && !next.isEmpty && next.allSatisfy { ends($0, depth + 1) }
        }
        let expected: PGBlocking.Standing =
          ends(1, 0) ? .waits(for: blockers[1] ?? []) : .underWay
        #expect(standing(blockers, idle: idle) == expected, "seed 7, stream \(stream): \(blockers)")
      }
    }

    /// Bounds with a NUL say of keys without one the same as the shortened bounds.
    @Test func boundsAreShortened() {
      var dice = Dice(seed: 11)
      func text(_ letters: [String]) -> String {
        (0..<dice.below(4)).map { _ in dice.pick(letters) }.joined()
      }
      for _ in 0..<5000 {
        let low = Key(text(["a", "b", "\0", "é"]))
        let high = dice.chance(1, in: 4) ? nil : Key(text(["a", "b", "\0", "é"]))
        let range = KeyRange(low: low, high: high)
        let key = Key(text(["a", "b", "é"]))
        let tests = PGStatements.tests(of: range)
        let isIn = tests.allSatisfy { test in
          let bound = Key(test.arguments[0].text)
          return switch test.sql.split(separator: " ")[1] {
          case ">": key > bound
          case ">=": key >= bound
          case "<": key < bound
          case "<=": key <= bound
          default: key == bound
          }
        }
        #expect(isIn == range.contains(key), "seed 11: \(range) \(key) \(tests)")
      }
    }
  }
#endif
