import Engine
import Vocabulary

/// The data that runs with different modes or clients share: the keys, and a database that contains
/// them.
///
/// A database is a value, so each run begins with a copy.
struct SharedData: Sendable {
  let keys: Keys
  let database: Database
  let popularity: Popularity
  private let mix: Mix
  private let count: Int
  private let distribution: Distribution

  init(_ settings: Settings) {
    (mix, count, distribution) = (settings.mix, settings.keys, settings.distribution)
    keys = Keys(count: count)
    database = Database(keys.holding(mix.initialValue))
    popularity = Popularity(distribution, over: count)
  }

  /// Whether runs with these settings can use it.
  func fits(_ settings: Settings) -> Bool {
    (mix, count) == (settings.mix, settings.keys) && distribution == settings.distribution
  }
}
