package import Vocabulary

/// A command that acts on data, as typed in one session.
package indirect enum Command: Hashable, Sendable {
  /// `BEGIN [MODE] [READ ONLY [DEFERRABLE]]`; mode nil is the lab's.
  case begin(IsolationMode?, readOnly: Bool, deferrable: Bool)
  /// `GET key [FOR UPDATE] [AS name]`
  case get(Key, forUpdate: Bool, as: String?)
  /// `PUT key expression`
  case put(Key, Expression)
  /// `DELETE key`
  case delete(Key)
  /// `SCAN [range] [= value] [AS name]`
  case scan(Selection, as: String?)
  /// `COUNT [range] [= value] [AS name]`
  case count(Selection, as: String?)
  /// `SUM [range] [AS name]`
  case sum(KeyRange, as: String?)
  /// `UPDATE range [= value] SET expression`
  case updateRange(Selection, Expression)
  /// `DELETE range [= value]`, where the range is not a single bare key without a filter
  case deleteRange(Selection)
  /// `COMMIT`
  case commit
  /// `ROLLBACK`, also `ABORT`
  case rollback
  /// `IF expression THEN command`; the command is neither BEGIN nor RETRY
  case when(Expression, Command)
  /// `RETRY`
  case retry
}

extension Command {
  /// What it reads and writes, whatever is stored: keys and ranges stand in it as literals.
  package var touched: (reads: [KeyRange], writes: [KeyRange], formulas: [Expression]) {
    switch self {
    case .get(let key, let forUpdate, _):
      return ([.only(key)], forUpdate ? [.only(key)] : [], [])
    case .put(let key, let formula): return ([], [.only(key)], [formula])
    case .delete(let key): return ([], [.only(key)], [])
    case .scan(let selection, _), .count(let selection, _):
      return ([selection.range], [], selection.formulas)
    case .sum(let range, _): return ([range], [], [])
    case .updateRange(let selection, let formula):
      return ([selection.range], [selection.range], selection.formulas + [formula])
    case .deleteRange(let selection):
      return ([selection.range], [selection.range], selection.formulas)
    case .when(let formula, let command):
      let inner = command.touched
      return (inner.reads, inner.writes, [formula] + inner.formulas)
    case .begin, .commit, .rollback, .retry: return ([], [], [])
    }
  }

  /// Whether it writes or claims in that mode; not allowed in a READ ONLY transaction.
  ///
  /// Where FOR UPDATE is a plain read it claims nothing. What an IF does is known when its
  /// condition is.
  package func writes(in mode: IsolationMode) -> Bool {
    switch self {
    case .get where mode.facts.forUpdate == .plainRead, .when: false
    default: !touched.writes.isEmpty
    }
  }

  /// The variable that `AS name` keeps its answer in; nil without AS.
  package var variable: String? {
    switch self {
    case .get(_, _, let name), .scan(_, let name), .count(_, let name), .sum(_, let name): name
    case .when(_, let command): command.variable
    case .put, .delete, .updateRange, .deleteRange, .begin, .commit, .rollback, .retry: nil
    }
  }

  /// Whether it begins, ends or repeats a transaction whatever else is so.
  package var isAboutTransactions: Bool {
    switch self {
    case .begin, .commit, .rollback, .retry: true
    default: false
    }
  }

  /// Whether it may end a transaction.
  package var endsTransaction: Bool {
    switch self {
    case .commit, .rollback: true
    case .when(_, let command): command.endsTransaction
    default: false
    }
  }

  /// Whether it computes something and so may fail after its first read.
  package var canFail: Bool {
    switch self {
    case .put(_, let formula):
      if case .literal = formula.node { false } else { true }
    case .sum, .when: true
    default: !touched.formulas.isEmpty
    }
  }
}

/// The keys of a range, or those among them that hold a certain value.
package struct Selection: Hashable, Sendable {
  /// What is read, whatever the filter.
  package let range: KeyRange
  /// What a row must hold to be selected, a literal or a variable; nil selects every row.
  package let filter: Expression?

  package init(_ range: KeyRange, filter: Expression? = nil) {
    self.range = range
    self.filter = filter
  }

  /// The filter, where there is one.
  fileprivate var formulas: [Expression] { filter.map { [$0] } ?? [] }
}
