/// The number of a transaction, counted up from 1 in the order of BEGIN.
///
/// 0 wrote the initial state.
public struct TransactionID: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The number.
  public let number: Int

  /// Names a transaction by its number.
  public init(_ number: Int) { self.number = number }

  /// The imaginary transaction that wrote state 0.
  public static let initial = TransactionID(0)

  /// As people write it: T1.
  public var description: String { "T\(number)" }

  /// Whether one began before the other.
  public static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}

/// The name of a session, such as alice.
public struct SessionName: ByteText {
  /// The text itself.
  public let text: String
  /// Wraps a text.
  public init(_ text: String) { self.text = text }
}

/// A committed state of the database: how many transactions had committed.
///
/// 0 is the initial state.
public typealias Timestamp = Int

/// Logical time as users see it: the number of a command, from 1.
public typealias StepNumber = Int
