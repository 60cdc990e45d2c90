import Chance
import Stores
import Vocabulary

/// A store that answers what it likes: any version that was ever written, or none, marked or not, and
/// now and then a value that nobody has written.
final class ChaoticStore: Store {
  let identity: StoreIdentity
  private let seed: UInt64
  private let isMad: Bool

  /// A mad one also returns what nobody has written.
  init(seed: UInt64, isMad: Bool) {
    (self.seed, self.isMad) = (seed, isMad)
    identity = StoreIdentity(
      scheme: "chaos", title: "Chaos 1", url: "chaos:",
      levels: IsolationMode.allCases.map { StoreLevel($0.name.uppercased(), $0) },
      changesRanges: seed.isMultiple(of: 2))
  }

  func run(from rows: [Key: Value]) throws(StoreFailure) -> any StoreRun {
    ChaoticRun(rows, Dice(seed: seed), isMad: isMad)
  }

  func close() {}
}

private final class ChaoticRun: StoreRun, @unchecked Sendable {
  private var dice: Dice
  private let isMad: Bool
  private var rows: [StoredRow]
  private var waiting: [(TransactionID, StoreRequest)] = []

  init(_ rows: [Key: Value], _ dice: Dice, isMad: Bool) {
    (self.dice, self.isMad) = (dice, isMad)
    self.rows = rows.map { StoredRow($0.key, $0.value, .written(by: .initial, number: 1)) }
      .sorted { $0.key < $1.key }
  }

  func begin(_ transaction: StoreTransaction) -> StoreAnswer { .done }

  func perform(_ request: StoreRequest, by id: TransactionID) -> StoreAnswer {
    if case .rollback = request { return .done }
    if dice.chance(1, in: 12) { return .aborted(.cycle, report: "chaos") }
    if dice.chance(1, in: 12) {
      waiting.append((id, request))
      return .waits(for: [])
    }
    return answer(request, by: id)
  }

  func resume() -> (TransactionID, StoreAnswer)? {
    guard !waiting.isEmpty, dice.chance(1, in: 2) else { return nil }
    let (id, request) = waiting.removeFirst()
    return (id, answer(request, by: id))
  }

  func cancel(_ id: TransactionID) -> StoreAnswer? {
    guard let place = waiting.firstIndex(where: { $0.0 == id }) else { return nil }
    let (_, request) = waiting.remove(at: place)
    switch dice.below(4) {
    case 0: return .aborted(.timeout, report: "chaos")
    case 1: return answer(request, by: id)
    default: return nil
    }
  }

  func takeStatements() -> [String] { [] }

  private func answer(_ request: StoreRequest, by id: TransactionID) -> StoreAnswer {
    switch request {
    case .get(let key), .getForUpdate(let key): return .row(row(of: key))
    case .scan(let range): return .rows(keys(in: range).compactMap { row(of: $0) })
    case .put(let key, let value, let version):
      rows.append(StoredRow(key, value, version))
      return .done
    case .delete: return .deleted(dice.chance(1, in: 2))
    case .change(let change): return changed(change)
    case .lock, .commit, .rollback: return .done
    }
  }

  private func keys(in range: KeyRange) -> [Key] {
    Set(rows.map { $0.key }).filter { range.contains($0) }.sorted()
  }

  private func row(of key: Key) -> StoredRow? {
    let known = rows.filter { $0.key == key }
    guard !known.isEmpty, !dice.chance(1, in: 4) else { return nil }
    if isMad, dice.chance(1, in: 10) { return StoredRow(key, "mad", nil) }
    let row = dice.pick(known)
    return dice.chance(1, in: 3) ? StoredRow(key, row.value, nil) : row
  }

  private func changed(_ change: StoreChange) -> StoreAnswer {
    let found = keys(in: change.range).compactMap { row(of: $0) }
    return .changed(
      found.map { row in
        let number = change.numbers[row.key] ?? 1
        let value = change.formula.map { _ in Value(Int64(number)) }
        if let value {
          rows.append(
            StoredRow(row.key, value, .written(by: change.writer, number: number)))
        }
        return ChangedRow(row.key, value, found: row.version, number: number)
      })
  }
}
