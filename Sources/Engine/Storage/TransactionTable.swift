import Vocabulary

/// The transactions that are remembered, each found in constant time.
///
/// Records stand in an array and are read and changed in place. The one whose request is being
/// carried out is found without hashing.
struct TransactionTable: Sendable {
  private var places: [TransactionID: Int] = [:]
  private var records: [Transaction] = []
  private var vacant: [Int] = []
  private var present = (id: TransactionID.initial, place: 0)

  /// The transaction, nil if it is not remembered.
  subscript(id: TransactionID) -> Transaction? { places[id].map { records[$0] } }

  /// A transaction that is remembered.
  subscript(known id: TransactionID) -> Transaction {
    _read { yield records.span[place(of: id)] }
    _modify { yield &records[place(of: id)] }
  }

  /// Those that are remembered, in the order of BEGIN.
  var ids: [TransactionID] { places.keys.sorted() }

  func contains(_ id: TransactionID) -> Bool { places[id] != nil }

  mutating func insert(_ transaction: Transaction) {
    let place = vacant.popLast() ?? records.count
    if place == records.count {
      records.append(transaction)
    } else {
      records[place] = transaction
    }
    places[transaction.id] = place
    present = (transaction.id, place)
  }

  /// Forgets the transaction; its record is overwritten by a later one.
  mutating func remove(_ id: TransactionID) {
    guard let place = places.removeValue(forKey: id) else { return }
    vacant.append(place)
    if present.id == id { present.id = .initial }
  }

  /// Makes the transaction the one that is found without hashing.
  mutating func attend(to id: TransactionID) { present = (id, place(of: id)) }

  private func place(of id: TransactionID) -> Int {
    if id == present.id { return present.place }
    guard let place = places[id] else { preconditionFailure("\(id) has ended") }
    return place
  }
}
