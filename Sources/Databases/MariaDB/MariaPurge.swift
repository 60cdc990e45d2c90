#if MariaDB
  /// How far InnoDB has removed the rows that were deleted.
  ///
  /// Until then a deleted row still carries locks, and the gap beside it is divided.
  struct MariaPurge {
    /// The number that the next transaction will get.
    let counter: UInt64
    private let done: UInt64
    private let isIdle: Bool

    /// Reads InnoDB's status; nil if it says nothing of it.
    init?(_ status: String) {
      var (counter, done): (UInt64?, UInt64?)
      var isIdle = false
      for line in status.split(separator: "\n") {
        if line.hasPrefix("Trx id counter ") {
          counter = UInt64(line.dropFirst(15).prefix { $0.isNumber })
        } else if line.hasPrefix("Purge done for trx's n:o < ") {
          done = UInt64(line.dropFirst(27).prefix { $0.isNumber })
          isIdle = line.hasSuffix("running but idle")
          break
        }
      }
      guard let counter, let done else { return nil }
      (self.counter, self.done, self.isIdle) = (counter, done, isIdle)
    }

    /// Whether everything is removed that was deleted before the counter stood so.
    func hasPassed(_ counter: UInt64) -> Bool { isIdle && done >= counter }
  }
#endif
