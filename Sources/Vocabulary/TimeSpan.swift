/// A stretch of a lab's time, to the millisecond.
public struct TimeSpan: Hashable, Comparable, Sendable {
  /// How long it is.
  public let milliseconds: Int64

  /// No time at all.
  public static let zero = TimeSpan(milliseconds: 0)

  /// States a stretch of time.
  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// Whether the left one is shorter.
  public static func < (left: TimeSpan, right: TimeSpan) -> Bool {
    left.milliseconds < right.milliseconds
  }

  /// Both after each other.
  public static func + (left: TimeSpan, right: TimeSpan) -> TimeSpan {
    TimeSpan(milliseconds: left.milliseconds + right.milliseconds)
  }

  /// How much longer the left one is.
  public static func - (left: TimeSpan, right: TimeSpan) -> TimeSpan {
    TimeSpan(milliseconds: left.milliseconds - right.milliseconds)
  }
}

extension TimeSpan: CustomStringConvertible {
  /// As it is typed: the largest unit that makes it a whole number, else seconds with decimals.
  public var description: String {
    let (hour, minute, second): (Int64, Int64, Int64) = (3_600_000, 60_000, 1000)
    if milliseconds < second { return "\(milliseconds)ms" }
    if milliseconds % hour == 0 { return "\(milliseconds / hour)h" }
    if milliseconds % minute == 0 { return "\(milliseconds / minute)m" }
    var decimals = String(milliseconds % second + second).dropFirst()
    while decimals.last == "0" { decimals.removeLast() }
    return "\(milliseconds / second)" + (decimals.isEmpty ? "" : ".\(decimals)") + "s"
  }
}

/// What of a transaction is limited in time.
public enum TimeLimit: String, CaseIterable, Hashable, Sendable {
  /// How long it may be open, waits included.
  case total
  /// How long it may be open without a command; a command that waits is one.
  case idle
  /// How long one command may wait.
  case wait
}
