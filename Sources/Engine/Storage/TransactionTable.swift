import Vocabulary

/// The transactions that are remembered, each found in constant time.
///
/// The records are in an array and are read and changed in place. A hash table with open addressing
/// leads from a number to its record; numbers are given in order, so that their low bits spread
/// them best. The one whose request is running is found without the table.
struct TransactionTable: Sendable {
  private var records: [Transaction] = []
  private var vacant: [Int] = []
  /// The places of the records; at most half full.
  ///
  /// Their count is a power of two.
  private var table = [Int32](repeating: nothing, count: 16)
  private var present = (id: nobody, place: 0)
  private static let nothing: Int32 = -1
  private static let nobody = TransactionID(-1)

  /// The transaction, nil if it is not remembered.
  subscript(id: TransactionID) -> Transaction? { place(of: id).map { records[$0] } }

  /// A transaction that is remembered.
  subscript(known id: TransactionID) -> Transaction {
    _read { yield records.span[knownPlace(of: id)] }
    _modify { yield &records[knownPlace(of: id)] }
  }

  /// Those that are remembered, in the order of BEGIN.
  var ids: [TransactionID] {
    table.filter { $0 != Self.nothing }.map { records[Int($0)].id }.sorted()
  }

  func contains(_ id: TransactionID) -> Bool { place(of: id) != nil }

  mutating func insert(_ transaction: consuming Transaction) {
    let id = transaction.id
    let place = vacant.popLast() ?? records.count
    if place == records.count {
      records.append(transaction)
      if records.count * 2 > table.count { grow() }
    } else {
      records[place] = transaction
    }
    table[entry(of: id)] = Int32(place)
    present = (id, place)
  }

  /// Forgets the transaction; its record is overwritten by a later one.
  mutating func remove(_ id: TransactionID) {
    var hole = entry(of: id)
    guard table[hole] != Self.nothing else { return }
    vacant.append(Int(table[hole]))
    table[hole] = Self.nothing
    if present.id == id { present.id = Self.nobody }
    // Entries that had to go past the hole may move nearer to where they belong.
    var next = (hole + 1) & (table.count - 1)
    while table[next] != Self.nothing {
      let home = records[Int(table[next])].id.number & (table.count - 1)
      if (next - home) & (table.count - 1) >= (next - hole) & (table.count - 1) {
        table[hole] = table[next]
        table[next] = Self.nothing
        hole = next
      }
      next = (next + 1) & (table.count - 1)
    }
  }

  /// Makes the transaction the one that is found without hashing.
  mutating func attend(to id: TransactionID) { present = (id, knownPlace(of: id)) }

  private func place(of id: TransactionID) -> Int? {
    if id == present.id { return present.place }
    let place = table[entry(of: id)]
    return place == Self.nothing ? nil : Int(place)
  }

  @inline(__always)
  private func knownPlace(of id: TransactionID) -> Int {
    if id == present.id { return present.place }
    guard let place = place(of: id) else { preconditionFailure("\(id) has ended") }
    return place
  }

  /// Where in the table the transaction is found, or would be.
  private func entry(of id: TransactionID) -> Int {
    var entry = id.number & (table.count - 1)
    while table[entry] != Self.nothing, records[Int(table[entry])].id != id {
      entry = (entry + 1) & (table.count - 1)
    }
    return entry
  }

  private mutating func grow() {
    let places = table.filter { $0 != Self.nothing }
    table = [Int32](repeating: Self.nothing, count: table.count * 2)
    for place in places { table[entry(of: records[Int(place)].id)] = place }
  }
}
