/// The work of the clients of a simulation.
package enum Mix: String, CaseIterable, Hashable, Sendable {
  /// Each transaction reads counters, and adds 1 to others that it has read.
  ///
  /// Rule: the counters rise by 1 for each addition that committed.
  case counters
  /// Each transaction reads two accounts and moves 1 from one to the other.
  ///
  /// Rule: the total stays.
  case transfers
  /// Doctors in wards of two go off call if the other one is on, and come back.
  ///
  /// Rule: a doctor is on call in every ward.
  case doctors
  /// Transfers, and one transaction of eight reads all accounts, a part with each request.
  ///
  /// Rule: the total stays, and every report adds up to the total.
  case report
  /// Half of the transactions only read; the others read or write random keys blindly.
  ///
  /// No rule: nothing can be wrong with values that mean nothing.
  case mixed

  /// What each transaction does, in a line.
  package var summary: String {
    switch self {
    case .counters: "read counters, add 1 to others after reading them"
    case .transfers: "read two accounts, transfer 1 from one to the other"
    case .doctors: "go off call if the ward's other doctor is on, or come back"
    case .report: "transfers; one job in eight reads all accounts piece by piece"
    case .mixed: "half only read; the others read or write random keys blindly"
    }
  }

  /// The default number of keys that a transaction reads without writing them; nil if it cannot be
  /// chosen.
  package var standardReads: Int? {
    switch self {
    case .counters, .transfers: 0
    case .doctors: nil
    case .report: 8
    case .mixed: 10
    }
  }

  /// The default number of keys that it writes; nil if it cannot be chosen.
  package var standardWrites: Int? {
    switch self {
    case .counters: 1
    case .transfers, .doctors, .report: nil
    case .mixed: 10
    }
  }

  /// Whether there is a rule that a commit can break.
  package var hasRule: Bool { self != .mixed }

  /// The value of every key at the start.
  var initialValue: Int64 {
    switch self {
    case .counters, .mixed: 0
    case .transfers, .report: 1_000
    case .doctors: 1
    }
  }
}
