#if MariaDB
  import Connecting

  /// How far InnoDB has purged deleted rows.
  ///
  /// Until then, a deleted row still carries locks, and the gap next to it is divided.
  struct MariaPurge {
    /// The number that the next transaction will get.
    let counter: UInt64
    private let done: UInt64
    private let isIdle: Bool

    /// Reads InnoDB's status; nil if the status does not mention the purge.
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

    /// Whether everything has been purged that was deleted before the counter had this value.
    func hasPassed(_ counter: UInt64) -> Bool { isIdle && done >= counter }
  }
#endif
