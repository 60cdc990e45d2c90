import Checking
import Naive
import Testing
import Vocabulary

/// The judge beside brute force, on random histories of up to six transactions.
///
/// ISOLAB_HISTORIES sets how many; a failure names the seed.
@Suite struct BruteForceTests {
  @Test func agreesWithAllSerialOrders() throws {
    for number in 0..<RandomHistory.count {
      let random = RandomHistory(number: number)
      let judgement = try Judgement(of: random.events, initial: random.initial)
      if let fault = random.naive.disagreementOnOrders(with: judgement) {
        return random.fail(fault)
      }
    }
  }

  @Test func everyEdgeIsThereAndNoOther() throws {
    for number in 0..<RandomHistory.count / 3 {
      let random = RandomHistory(number: number)
      let naive = NaiveGraph(of: random.naive)
      let judgement = try Judgement(of: random.events, initial: random.initial)
      if let fault = naive.disagreementOnEdges(with: judgement) { return random.fail(fault) }
    }
  }

  @Test func findingsAreTheWorstShortestCycles() throws {
    for number in 0..<RandomHistory.count / 3 {
      let random = RandomHistory(number: number)
      let naive = NaiveGraph(of: random.naive)
      let judgement = try Judgement(of: random.events, initial: random.initial)
      if let fault = naive.disagreementOnCycles(with: judgement) { return random.fail(fault) }
    }
  }
}

extension RandomHistory {
  fileprivate var naive: NaiveHistory { NaiveHistory(events: events, initial: initial) }
}
