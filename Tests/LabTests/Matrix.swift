import Scripting
import Testing
import Vocabulary

/// A column of the matrix: a mode, and what it does about two writers of one key.
struct MatrixColumn: Hashable, Sendable {
  let mode: IsolationMode
  /// Nil is the mode's own.
  var policy: ConflictPolicy?

  var title: String { mode.shortName + (policy.map { " \($0.rawValue)" } ?? "") }

  /// The seven modes with their own policies, and the two that have another.
  static let all =
    IsolationMode.allCases.map { MatrixColumn(mode: $0) } + [
      MatrixColumn(mode: .snapshot, policy: .firstCommitter),
      MatrixColumn(mode: .serializableSnapshot, policy: .firstUpdater),
    ]
}

/// A row of the matrix: a class of anomaly, the interleavings that bring it about where it can be
/// brought about, and how to see that it was.
struct Anomaly: CustomTestStringConvertible, Sendable {
  /// Where the anomaly shows.
  enum Sign: Hashable, Sendable {
    /// In what somebody read.
    case reads
    /// In what committed.
    case commits
    /// It is none: everything may commit.
    case none
  }

  let name: String
  /// Commands of the sessions 1 to 4, such as `1 put x 1; 2 get x`.
  ///
  /// The sessions begin at the start, in this order, unless they say `begin`. There are two where
  /// a class needs another order in another mode.
  let interleavings: [String]
  let seed: [Directive.Binding]
  let sign: Sign
  /// Whether this class occurred, not whether the run was serializable.
  let occurred: @Sendable (MatrixRun) -> Bool

  init(
    _ name: String, _ interleavings: String...,
    seed: KeyValuePairs<Key, Value> = ["x": "0", "y": "0"],
    in sign: Sign, occurred: @escaping @Sendable (MatrixRun) -> Bool
  ) {
    (self.name, self.interleavings, self.sign, self.occurred) =
      (name, interleavings, sign, occurred)
    self.seed = seed.map { Directive.Binding($0.key, $0.value) }
  }

  var testDescription: String { name }

  func runs(in column: MatrixColumn) -> [MatrixRun] {
    interleavings.map { MatrixRun($0, seed: seed, in: column) }
  }

  /// What the mode does about the anomaly, in the words of the matrix.
  ///
  /// - possible: it occurred
  /// - deadlock: somebody was aborted for closing a ring of waits
  /// - waits: somebody had to wait; with `, abort` the end of the wait was an abort
  /// - not visible: the reads did not see what the anomaly needs
  /// - abort at COMMIT, or at another command: somebody was aborted there
  /// - commit order: all committed, each key's versions in the order of the commits
  /// - commits: all committed, which is right where there is no anomaly
  func cell(in column: MatrixColumn) -> String {
    let runs = runs(in: column)
    if runs.contains(where: occurred) { return "possible" }
    let run = runs[0]
    if run.aborts.contains(where: { $0.abort.kind == .deadlock }) { return "deadlock" }
    if run.hasWaits { return run.aborts.isEmpty ? "waits" : "waits, abort" }
    if sign == .reads { return "not visible" }
    if let abort = run.aborts.first { return "abort at \(abort.word)" }
    return sign == .none ? "commits" : "commit order"
  }
}
