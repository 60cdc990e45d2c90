public import Vocabulary

extension Promise {
  /// Whether a history that keeps the promise can have no such phenomenon.
  public func forbids(_ phenomenon: Phenomenon) -> Bool { phenomenon <= mildestForbidden }

  /// The modes that promise this or more, the weakest first.
  public var modes: [IsolationMode] {
    IsolationMode.allCases.filter { $0.promise.mildestForbidden >= mildestForbidden }
  }

  private var mildestForbidden: Phenomenon {
    switch self {
    case .pl1: .writeCycle
    case .pl2: .informationCycle
    case .plSI: .nonadjacentAntidependencies
    case .pl3: .antidependencies
    }
  }
}

extension IsolationMode {
  /// What the mode promises of histories all of whose transactions are of this mode.
  public var promise: Promise { facts.promise }
}
