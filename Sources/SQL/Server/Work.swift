import Engine
import Language
import Sessions
import Vocabulary

/// A statement that may have to wait, and its progress.
struct Work: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    /// BEGIN, which waits for a safe snapshot.
    case begin
    case upsert(Key, Value)
    /// UPDATE or DELETE; without a formula, it deletes.
    case change(Expression?)
    /// SELECT ... FOR UPDATE.
    case lock
  }

  let item: Item
  let kind: Kind
  var snapshot = ServerSnapshot(commits: 0, oldestWriter: 0)
  /// The value that a row must have; the outer nil stands for any value.
  var wanted: Value??
  /// The rows that remain, as the statement found them.
  var rows: [Int] = []
  /// Whether the first of them is a newer version than the one that was found.
  var isMoved = false
  /// The number of rows that were written, and what was read.
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
