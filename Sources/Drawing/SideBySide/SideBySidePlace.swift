/// A store as a column names it.
package struct SideBySidePlace: Hashable, Sendable {
  /// Its name and version, such as `PostgreSQL 15.18`.
  package let store: String
  /// What distinguishes its URL from those of others with the same name; empty: nothing has to.
  package let mark: String
  /// Its own name of the level.
  package let level: String
  /// Without anything secret.
  package let url: String
  /// Its short name, for narrow columns, such as `postgresql`.
  package let word: String

  package init(store: String, mark: String = "", level: String, url: String, word: String) {
    (self.store, self.mark, self.level) = (store, mark, level)
    (self.url, self.word) = (url, word)
  }

  /// Such as `PostgreSQL 15.18 REPEATABLE READ`.
  package var title: String {
    [store, mark, level].filter { !$0.isEmpty }.joined(separator: " ")
  }
}
