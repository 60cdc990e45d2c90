/// Some states of something that advances step by step.
///
/// To go back, it takes one of them and advances from there.
///
/// A state may be as large as what led to it. Therefore only a limited number is kept: whenever
/// there are more, every second one is dropped and the distance between them doubles. So memory
/// stays in proportion to the steps, and going back costs at most one distance.
struct Checkpoints<State: Sendable>: Sendable {
  /// The first is the state at the start; each other one is one distance after the one before it.
  private var states: [State]
  private var distance = 16

  /// How many are kept, an even number; at the first distance, this is enough for every step of a
  /// lesson.
  static var most: Int { 16 }

  init(_ start: State) { states = [start] }

  /// How many states are kept.
  var count: Int { states.count }

  /// Takes the state after that number of steps, if it is the next to be kept.
  mutating func offer(_ state: State, at position: Int) {
    guard position == states.count * distance else { return }
    if states.count == Self.most {
      states = stride(from: 0, to: states.count, by: 2).map { states[$0] }
      distance *= 2
    }
    states.append(state)
  }

  /// The last state that is kept from that number of steps or fewer.
  func last(upTo position: Int) -> (position: Int, state: State) {
    let index = min(position / distance, states.count - 1)
    return (index * distance, states[index])
  }
}
