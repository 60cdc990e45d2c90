import Engine
import Language
import Sessions
import Vocabulary

/// A statement that may have to wait, and where it stands.
struct Work: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    /// BEGIN, which waits for a safe snapshot.
    case begin
    case upsert(Key, Value)
    /// UPDATE or DELETE; the formula nil deletes.
    case change(Expression?)
    /// SELECT ... FOR UPDATE.
    case lock
  }

  let item: Item
  let kind: Kind
  var snapshot = ServerSnapshot(commits: 0, oldestWriter: 0)
  /// What a row must hold; outer nil: anything.
  var wanted: Value??
  /// The rows that are still to be dealt with, as the statement found them.
  var rows: [Int] = []
  /// Whether the first of them is a newer version than the one that was found.
  var isMoved = false
  /// How many rows were written, and what was read.
  var changed = 0
  var read: [Answer.Row] = []
  /// The variable that gets what was read.
  var name: String?
  /// The key of a GET.
  var key: Key?
  /// Whether the value of an upsert was computed from rows.
  var isComputed = false
  /// The row whose lock the upsert waits for.
  var wantedLock: Int?
  var wait: Wait?
  var habits: Set<Habit> = []

  init(item: Item, kind: Kind) { (self.item, self.kind) = (item, kind) }
}
