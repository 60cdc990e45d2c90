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
}
