import Language
import Sessions
import Vocabulary

/// What is typed into windows, and the order in which it runs.
extension Server {
  mutating func give(_ item: Item, to name: SessionName) {
    if clients[name] == nil { clients[name] = Client() }
    guard clients[name]?.work == nil else {
      clients[name]?.queue.append(item)
      return
    }
    carryOut(item, in: name)
  }

  private mutating func carryOut(_ item: Item, in name: SessionName) {
    habits = []
    do throws(Stop) {
      finish(item, try answer(to: item, in: name))
    } catch {
      stop(error, item, in: name)
    }
  }

  /// The answer of a waiting statement now that it has been tried again.
  mutating func goOn(_ name: SessionName) {
    guard let work = clients[name]?.work else { return }
    habits = work.habits
    if work.isComputed { habits.insert(.readsBeforeWait) }
    do throws(Stop) {
      let answer = try advance(name)
      clients[name]?.work = nil
      waiting.removeAll { $0 == name }
      finish(work.item, answer)
    } catch {
      stop(error, work.item, in: name)
    }
    drain(name)
  }

  private mutating func stop(_ stop: Stop, _ item: Item, in name: SessionName) {
    switch stop {
    case .waits(let wait):
      clients[name]?.work?.wait = wait
      clients[name]?.work?.habits = habits
      if !waiting.contains(name) { waiting.append(name) }
      if isDeadlocked(name) { fail(item, .deadlock, in: name) }
    case .fails(let failure): fail(item, failure, in: name)
    }
  }

  private mutating func fail(_ item: Item, _ failure: Failure, in name: SessionName) {
    clients[name]?.work = nil
    waiting.removeAll { $0 == name }
    if let id = clients[name]?.transaction {
      end(id, .aborted)
      clients[name]?.transaction = nil
      let isAlone = clients[name]?.isAlone ?? false
      // An error of COMMIT itself ends the transaction for good.
      clients[name]?.isFailed = !isAlone && item.action != .run(.commit)
    }
    finish(item, .failed(failure))
  }

  /// A step that has failed stays failed, whatever its further statements say.
  private mutating func finish(_ item: Item, _ answer: ServerAnswer) {
    if case .failed = finished[item.step]?.answer { return }
    if case .failed = answer {
      finished[item.step] = Foretold(answer: answer, habits: habits)
    } else if item.isLast {
      finished[item.step] = Foretold(answer: answer, habits: habits)
    }
  }

  /// Statements typed ahead run until one hangs again.
  mutating func drain(_ name: SessionName) {
    while clients[name]?.work == nil, let next = clients[name]?.queue.first {
      clients[name]?.queue.removeFirst()
      carryOut(next, in: name)
    }
  }

  /// Ctrl-C in a window that hangs.
  mutating func interrupt(_ name: SessionName, at step: StepNumber) {
    guard let work = clients[name]?.work else { return }
    habits = [.interruptFailsTransaction]
    fail(work.item, .interrupted, in: name)
    drain(name)
  }

  private mutating func answer(
    to item: Item, in name: SessionName
  ) throws(Stop) -> ServerAnswer {
    let isFailed = clients[name]?.isFailed ?? false
    switch item.action {
    case .interrupt: return .done
    case .clearAway, .run(.rollback): return rollBack(name)
    case .run(.commit): return isFailed ? commitFailed(name) : try commit(name)
    case .fail: throw .fails(isFailed ? .failedTransaction : .divisionByZero)
    case _ where isFailed: throw .fails(.failedTransaction)
    case .level(let level):
      clients[name]?.level = level
      return .done
    case .begin: return try begin(item, in: name)
    case .run(let command): return try run(command, item, in: name)
    }
  }

  private mutating func rollBack(_ name: SessionName) -> ServerAnswer {
    clients[name]?.isFailed = false
    if let id = clients[name]?.transaction { end(id, .aborted) }
    clients[name]?.transaction = nil
    return .done
  }

  private mutating func commitFailed(_ name: SessionName) -> ServerAnswer {
    clients[name]?.isFailed = false
    return .rolledBack
  }

  func open(_ name: SessionName) -> Int? { clients[name]?.transaction }
}
