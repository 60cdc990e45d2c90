import Sessions
import Stores
import Vocabulary

/// A model's answers to the requests that a store got.
struct Forecast {
  /// The answer to each exchange, up to the first wrong one.
  let foreseen: [Foreseen]
  let exchanges: [StoreExchange]
  private let store: StoreIdentity
  private let rows: [Key: Value]
  private let assumptions: StoreModel.Assumptions

  /// The forecast under the assumptions that get farthest; nil if there is no model of the store.
  static func best(for end: SessionRunner) -> Forecast? {
    guard let store = end.place.store?.identity else { return nil }
    var best: Forecast?
    for assumptions in StoreModel.Assumptions.all(for: store) {
      guard let next = Forecast(end.place.exchanges, store, end.initial, assumptions) else {
        return nil
      }
      if best.map({ next.foreseen.count > $0.foreseen.count }) ?? true { best = next }
      if next.isRight { return next }
    }
    return best
  }

  private init?(
    _ exchanges: [StoreExchange], _ store: StoreIdentity, _ rows: [Key: Value],
    _ assumptions: StoreModel.Assumptions
  ) {
    guard var model = StoreModel(of: store, from: rows, assumptions) else { return nil }
    (self.exchanges, self.store, self.rows) = (exchanges, store, rows)
    self.assumptions = assumptions
    var foreseen: [Foreseen] = []
    for exchange in exchanges {
      guard let next = model.foresee(exchange.asked), next.isSame(as: exchange.answer) else {
        break
      }
      foreseen.append(next)
    }
    self.foreseen = foreseen
  }

  /// Whether the model foretold every answer.
  var isRight: Bool { foreseen.count == exchanges.count }

  /// How many exchanges there were before that step.
  private func count(before step: StepNumber?) -> Int {
    guard let step else { return exchanges.count }
    return exchanges.firstIndex { $0.step >= step } ?? exchanges.count
  }

  /// The requests of a step's command, and of the commands that it resumed, before the next step.
  ///
  /// A request is withdrawn by another command, though its own step is an earlier one.
  func range(of step: StepNumber?, before next: StepNumber?) -> Range<Int> {
    let (start, end) = (count(before: step), count(before: next))
    let withdrawn = exchanges.indices.first { $0 > start && exchanges[$0].withdraws }
    return start..<max(start, min(end, withdrawn ?? end))
  }

  /// A rule that appears in no answer: this command's, or the first one before it; empty if there
  /// is none.
  func hidden(upTo range: Range<Int>) -> [KnownDifference] {
    let own = foreseen[range].lazy.compactMap { $0.hidden }.first
    let earlier = foreseen[..<range.lowerBound].lazy.compactMap { $0.hidden }.first
    return [own ?? earlier].compactMap { $0 }
  }

  /// The model as it is after that number of exchanges.
  func model(after count: Int) -> StoreModel? {
    var model = StoreModel(of: store, from: rows, assumptions)
    for exchange in exchanges.prefix(count) { _ = model?.foresee(exchange.asked) }
    return model
  }
}

extension StoreExchange {
  fileprivate var withdraws: Bool { if case .cancel = asked { true } else { false } }
}
