import Stores
import Vocabulary

/// A database server as a store.
///
/// Each active run has a table of its own; tables and connections are reused.
final class ServerStore<Run: ServerRun>: Store {
  let identity: StoreIdentity
  let pool: ServerPool<Run.Site>

  init(_ identity: StoreIdentity, _ site: Run.Site) {
    (self.identity, pool) = (identity, ServerPool(site))
  }

  func run(from rows: [Key: Value]) throws(StoreFailure) -> any StoreRun {
    let table = try pool.lend()
    do throws(StoreFailure) {
      try table.fill(rows)
    } catch {
      pool.discard(table)
      throw error
    }
    return Run(table, of: pool)
  }

  func close() { pool.close() }
}
