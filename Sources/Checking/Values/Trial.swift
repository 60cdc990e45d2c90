public import Vocabulary

/// What serial orders show when they are run one after another, and values are compared.
///
/// A cycle is about versions and their order. Some serial order may show the same values all the
/// same: where equal values were written, or what was wrong has been overwritten unread.
public enum Trial: Hashable, Sendable {
  /// Run in this order, all read the values that they have read, and leave those that are there.
  case fits([TransactionID])
  /// No serial order of these does, whatever the others do and wherever they come.
  case fails([TransactionID])
  /// Not known: there are too many transactions to be tried, or values are missing.
  case open

  /// How many transactions are tried at most: of seven there are 5,040 orders.
  public static let most = 7
}
