package import Checking
import Sessions
import Stores
package import Vocabulary

/// What all orders of a program lead to in a mode.
package struct Tally: Equatable, Sendable {
  /// How sure the numbers are.
  package enum Basis: Equatable, Sendable {
    /// Every order was counted.
    case exact
    /// This number of orders drawn at random, each as likely as any other, out of all.
    case sampled(Int, seed: UInt64, because: Cause)
    /// Interrupted after this number of orders.
    case partial(UInt64)
  }

  /// What there is too much of to count all orders.
  package enum Cause: Hashable, Sendable {
    /// More states than the limit.
    case states(most: Int)
    /// States that take more bytes than they may.
    case memory(most: Int)
    /// More orders than 64 bits can count, or, one by one, than the limit.
    case orders
    /// More orders than are run on a store.
    case ordersOnStore(most: Int)
    /// More rules than can be marked.
    case rules
  }

  package let mode: IsolationMode
  /// The level in the words of the store where the orders were run; nil on isolab's engine.
  package let level: String?
  /// The name and version of the store; nil on isolab's engine.
  package let store: String?
  package internal(set) var basis = Basis.exact
  /// All orders, possible or not; nil if they are more than 64 bits can count.
  package let orders: UInt64?
  /// Those in which no session has to act that waits.
  package internal(set) var possible: UInt64 = 0
  /// The possible orders without any trait, other than what holds at the end.
  package internal(set) var clean: UInt64 = 0
  /// How many of the possible orders have each trait.
  package internal(set) var counts: [Trait: UInt64] = [:]
  /// How many have these traits and no others.
  private var combinations: [Set<Trait>: UInt64] = [:]
  /// The best order with these traits and no others.
  private var examples: [Set<Trait>: [Int]] = [:]
  /// How many different sets of answers and stored values there are.
  package internal(set) var outcomes = 0
  /// For each trait the possible order with the fewest changes of session, each step the place of
  /// a lane; of several the first in the order of numbers.
  package internal(set) var witnesses: [Trait: [Int]] = [:]
  /// The same for each class of anomalies.
  package private(set) var classes: [Phenomenon: [Int]] = [:]
  /// The best of the possible orders without any trait, by the same measure; nil if there is none.
  package private(set) var cleanWitness: [Int]?
  /// The rules that do not hold before the first step, so that every order breaks them.
  package let brokenFromTheStart: [String]
  private var modesRun: Set<IsolationMode> = []
  /// Whether a transaction of some order took the mode of the tally, rather than one that its BEGIN
  /// names; where not all orders are counted, whether one could.
  package internal(set) var takesMode: Bool
  /// How many states were distinguished, nil if orders were run one by one.
  package internal(set) var states: Int?

  init(of program: ConcurrentProgram) {
    mode = program.start.mode
    let identity = program.start.place.store?.identity
    (level, store) = (identity?.level(for: mode)?.name, identity?.title)
    orders = program.orders.count
    brokenFromTheStart = program.start.rules.filter { !$0.holds }.map { $0.name }
    takesMode = program.mayTakeMode
  }

  /// Notes in which modes the transactions of an order ran, and the classes of its anomalies.
  mutating func note(_ ending: Ending, of order: [Int]) {
    modesRun.formUnion(ending.modes)
    takesMode = takesMode || ending.takesMode
    for phenomenon in ending.classes { offer(order, for: phenomenon) }
  }

  /// Counts orders that all have these traits.
  mutating func add(_ count: UInt64, _ traits: Set<Trait>) {
    possible += count
    if traits.areClean { clean += count }
    combinations[traits, default: 0] += count
    for trait in traits { counts[trait, default: 0] += count }
  }

  /// Possible orders that lead to the same, whatever holds at the end.
  package struct Kind: Sendable {
    package let traits: Set<Trait>
    package internal(set) var count: UInt64
    /// The best of them.
    package internal(set) var example: [Int]
  }

  /// Every possible order in exactly one kind; the most frequent kind first.
  package var kinds: [Kind] {
    var kinds: [Set<Trait>: Kind] = [:]
    for (traits, count) in combinations {
      guard let example = examples[traits] else { continue }
      let own = traits.filter { !$0.isAboutTheEnd }
      var kind = kinds[own] ?? Kind(traits: own, count: 0, example: example)
      kind.count += count
      if example.isBetterWitness(than: kind.example) { kind.example = example }
      kinds[own] = kind
    }
    return kinds.values.sorted { one, other in
      (other.count, 0) < (one.count, 0)
        || one.count == other.count
          && one.traits.sorted().lexicographicallyPrecedes(other.traits.sorted())
    }
  }

  /// The modes in which transactions of some order ran.
  package var modes: [IsolationMode] { IsolationMode.allCases.filter { modesRun.contains($0) } }

  /// How many of the possible orders have at least one trait of that kind.
  package func count(_ isMeant: (Trait) -> Bool) -> UInt64 {
    combinations.filter { $0.key.contains(where: isMeant) }.reduce(0) { $0 + $1.value }
  }

  /// The shortest order with a trait of that kind, nil if there is none.
  package func witness(_ isMeant: (Trait) -> Bool) -> [Int]? {
    witnesses.filter { isMeant($0.key) }.values.min { $0.isBetterWitness(than: $1) }
  }

  /// Adds what other orders of the same program have come to.
  mutating func add(_ other: Tally) {
    possible += other.possible
    clean += other.clean
    for (traits, count) in other.combinations { combinations[traits, default: 0] += count }
    for (trait, count) in other.counts { counts[trait, default: 0] += count }
    for (trait, order) in other.witnesses { offer(order, for: trait) }
    for (phenomenon, order) in other.classes { offer(order, for: phenomenon) }
    if let order = other.cleanWitness { offerClean(order) }
    for (traits, order) in other.examples { offer(order, asExampleOf: traits) }
    modesRun.formUnion(other.modesRun)
    takesMode = takesMode || other.takesMode
  }

  /// Keeps the order as a witness of the traits that have no better one, or as a clean one.
  mutating func offer(_ order: [Int], for traits: Set<Trait>) {
    for trait in traits { offer(order, for: trait) }
    offer(order, asExampleOf: traits)
    if traits.areClean { offerClean(order) }
  }

  private mutating func offerClean(_ order: [Int]) {
    if let known = cleanWitness, !order.isBetterWitness(than: known) { return }
    cleanWitness = order
  }

  private mutating func offer(_ order: [Int], asExampleOf traits: Set<Trait>) {
    if let known = examples[traits], !order.isBetterWitness(than: known) { return }
    examples[traits] = order
  }

  private mutating func offer(_ order: [Int], for trait: Trait) {
    if let known = witnesses[trait], !order.isBetterWitness(than: known) { return }
    witnesses[trait] = order
  }

  private mutating func offer(_ order: [Int], for phenomenon: Phenomenon) {
    if let known = classes[phenomenon], !order.isBetterWitness(than: known) { return }
    classes[phenomenon] = order
  }
}

extension Set<Trait> {
  /// Whether nothing happened that is counted; what is true at the end does not matter.
  fileprivate var areClean: Bool { allSatisfy { $0.isAboutTheEnd } }
}

/// An order of steps, each the place of a lane.
extension [Int] {
  /// Its number among all orders of as many steps of each lane, from 1; nil if they are too many.
  package var number: UInt64? {
    let lengths = (0...(self.max() ?? 0)).map { lane in count { $0 == lane } }
    return Orders(lengths: lengths).number(of: self)
  }

  /// How often another lane takes over.
  package var switches: Int { zip(self, dropFirst()).count { $0 != $1 } }

  func isBetterWitness(than other: [Int]) -> Bool {
    (switches, 0) < (other.switches, 0)
      || switches == other.switches && lexicographicallyPrecedes(other)
  }
}
