package import Connecting
package import Stores
package import Vocabulary

/// A user's own store: a command whose process speaks the adapter protocol (docs/adapters.md).
///
/// Each run has a process to itself. A process whose run has ended is reused, so there are as many
/// processes as there were runs at the same time.
package final class ProcessStore: Store {
  package let identity: StoreIdentity
  private let command: String
  private let options: StoreOptions
  private let hello: AdapterHello
  private let pool: Locked<Pool>

  private struct Pool {
    var idle: [AdapterProcess] = []
    var all: [AdapterProcess] = []
    var isClosed = false
  }

  /// Starts the first process.
  init(command: String, _ options: StoreOptions) throws(StoreFailure) {
    let url = "exec:\(command)"
    guard !command.allSatisfy(\.isWhitespace) else {
      throw StoreFailure("exec: has no command; write one after it, as in exec:python3 mystore.py")
    }
    guard !command.utf8.contains(0) else {
      throw StoreFailure("the command of an exec: URL contains a NUL character")
    }
    let first = try AdapterProcess(url, command: command, options)
    hello = try first.ask(AdapterRequest.hello, as: AdapterHello.self)
    (self.command, self.options) = (command, options)
    identity = StoreIdentity(
      scheme: "exec", title: hello.store, url: url, levels: hello.levels, changesRanges: false)
    pool = Locked(Pool(idle: [first], all: [first]))
  }

  deinit { close() }

  package func run(from rows: [Key: Value]) throws(StoreFailure) -> any StoreRun {
    let process = try take()
    do throws(StoreFailure) {
      let answer = try process.ask(AdapterRequest.reset(rows), as: AdapterAnswer.self)
      guard answer.body == .ok, answer.released.isEmpty else {
        throw process.failure(AdapterFlaw("that is not an answer to reset"))
      }
      return ProcessRun(on: process, of: self, hello, late: options.takesSnapshotLate)
    } catch {
      giveBack(process)
      throw error
    }
  }

  package func close() {
    let processes = pool.withLock { pool in
      defer { pool = Pool(isClosed: true) }
      return pool.all
    }
    for process in processes { process.close() }
  }

  /// A process without a run: an idle one, or a new one.
  private func take() throws(StoreFailure) -> AdapterProcess {
    let idle = try pool.withLock { pool throws(StoreFailure) in
      if pool.isClosed { throw StoreFailure("\(identity.url) is closed") }
      return pool.idle.popLast()
    }
    if let idle { return idle }
    let process = try AdapterProcess(identity.url, command: command, options)
    guard try process.ask(AdapterRequest.hello, as: AdapterHello.self) == hello else {
      throw process.failure(AdapterFlaw("its first process gave a different answer"))
    }
    let isClosed = pool.withLock { pool in
      if !pool.isClosed { pool.all.append(process) }
      return pool.isClosed
    }
    if isClosed { process.close() }
    return process
  }

  /// Its run has ended.
  func giveBack(_ process: AdapterProcess) {
    pool.withLock { pool in
      guard !pool.isClosed else { return }
      if process.isSound {
        pool.idle.append(process)
      } else {
        pool.all.removeAll { $0 === process }
      }
    }
  }
}

extension StoreURL {
  /// The store of an `exec:` URL.
  package func openProcess(_ options: StoreOptions) throws(StoreFailure) -> any Store {
    try ProcessStore(command: rest, options)
  }
}
