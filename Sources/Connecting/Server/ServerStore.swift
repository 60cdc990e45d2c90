package import Stores
package import Vocabulary

/// A database server as a store.
///
/// Each active run has a table of its own; tables and connections are reused.
package final class ServerStore<Run: ServerRun>: Store {
  package let identity: StoreIdentity
  package let pool: ServerPool<Run.Site>

  package init(_ identity: StoreIdentity, _ site: Run.Site) {
    (self.identity, pool) = (identity, ServerPool(site))
  }

  package func run(from rows: [Key: Value]) throws(StoreFailure) -> any StoreRun {
    let table = try pool.lend()
    do throws(StoreFailure) {
      try table.fill(rows)
    } catch {
      pool.discard(table)
      throw error
    }
    return Run(table, of: pool)
  }

  package func close() { pool.close() }
}
