import Scripting
import Vocabulary

extension Command {
  /// Whether it writes or claims in that mode; not allowed in a READ ONLY transaction.
  ///
  /// Write-snapshot checks every read, so that FOR UPDATE claims nothing there. What an IF does is
  /// known when its condition is.
  func writes(in mode: IsolationMode) -> Bool {
    switch self {
    case .put, .delete, .updateRange, .deleteRange: true
    case .get(_, let forUpdate, _): forUpdate && mode.facts.forUpdate != .plainRead
    case .when, .begin, .scan, .count, .sum, .commit, .rollback, .retry: false
    }
  }

  /// Whether it begins, ends or repeats a transaction whatever else is so.
  var isAboutTransactions: Bool {
    switch self {
    case .begin, .commit, .rollback, .retry: true
    default: false
    }
  }

  /// Whether it may end a transaction.
  var endsTransaction: Bool {
    switch self {
    case .commit, .rollback: true
    case .when(_, let command): command.endsTransaction
    default: false
    }
  }

  /// Whether it computes something and so may fail after its first read.
  var canFail: Bool {
    switch self {
    case .put(_, let formula):
      if case .literal = formula.node { false } else { true }
    case .sum, .updateRange, .when: true
    case .scan(let selection, _), .count(let selection, _), .deleteRange(let selection):
      selection.filter != nil
    case .get, .delete, .begin, .commit, .rollback, .retry: false
    }
  }
}
