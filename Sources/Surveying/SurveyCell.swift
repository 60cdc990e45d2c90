package import Checking
package import Vocabulary

/// What a level does about the anomaly of a row.
package struct SurveyCell: Hashable, Sendable {
  /// An anomaly that some order has.
  package struct Sighting: Hashable, Sendable {
    /// The judge's name, or the name of a contradiction.
    package let name: String
    /// In how many orders.
    package let count: UInt64
    /// The shortest of them.
    package let order: [Int]
  }

  package let row: String
  package let mode: IsolationMode
  /// The number of all orders of the program; nil if it does not fit into 64 bits.
  package let orders: UInt64?
  /// How many were run.
  package let ran: UInt64
  /// The seed by which they were drawn; nil if all were run.
  package let seed: UInt64?
  /// The orders in which no waiting session has to act.
  package let possible: UInt64
  /// The orders that probably have an anomaly, depending on which version was read.
  package let undecided: UInt64
  /// The orders with a wait, and those with an abort.
  package let (waits, aborts): (UInt64, UInt64)
  /// What happens in the row's own order, in the words of README's matrix.
  package let conduct: String
  /// Every anomaly, by name; a contradiction first.
  package let sightings: [Sighting]
  /// For each class of anomalies, the shortest order with such an anomaly.
  package let classes: [Phenomenon: [Int]]
  /// Whether the shortest order with the row's anomaly has it again when it is repeated; nil if
  /// there is none.
  package let isRepeated: Bool?

  package init(
    row: String, mode: IsolationMode, orders: UInt64?, ran: UInt64, seed: UInt64?,
    possible: UInt64, undecided: UInt64, waits: UInt64, aborts: UInt64, conduct: String,
    sightings: [Sighting], classes: [Phenomenon: [Int]], isRepeated: Bool?
  ) {
    (self.row, self.mode, self.orders, self.ran) = (row, mode, orders, ran)
    (self.seed, self.possible, self.undecided) = (seed, possible, undecided)
    (self.waits, self.aborts, self.conduct) = (waits, aborts, conduct)
    (self.sightings, self.classes, self.isRepeated) = (sightings, classes, isRepeated)
  }

  /// The row's anomaly; nil if no order has it.
  package func sighting(of row: SurveyRow) -> Sighting? {
    sightings.first { $0.name == row.anomaly }
  }

  package var contradiction: Sighting? { sightings.first { $0.name == Self.contradiction } }

  static let contradiction = "contradiction"

  /// A word of README's matrix: possible, or what happens instead.
  package func result(in row: SurveyRow) -> String {
    sighting(of: row) == nil ? conduct : "possible"
  }

  /// The order to show: one with the row's anomaly, or else the row's own.
  package func order(of row: SurveyRow) -> [Int] { sighting(of: row)?.order ?? row.order }
}
