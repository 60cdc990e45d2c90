import Checking
import Surveying
import Testing
import Vocabulary

/// A column of the matrix: a mode, and what it does about two writers of one key.
struct MatrixColumn: Hashable, Sendable {
  let mode: IsolationMode
  /// Nil is the mode's own.
  var policy: ConflictPolicy?

  var title: String { mode.shortName + (policy.map { " \($0.rawValue)" } ?? "") }

  /// All modes with their own policies, and the two that have another.
  static let all =
    IsolationMode.allCases.map { MatrixColumn(mode: $0) } + [
      MatrixColumn(mode: .snapshot, policy: .firstCommitter),
      MatrixColumn(mode: .serializableSnapshot, policy: .firstUpdater),
    ]
}

/// A row of the matrix: an anomaly, and the smallest program that can have it.
struct MatrixRow: CustomTestStringConvertible, Sendable {
  typealias Sign = SurveyRow.Sign

  let name: String
  /// The judge's name for it; nil where there is no anomaly.
  let slug: String?
  /// The interleaving that shows what a mode does about it, such as `1 put x 1; 2 get x`.
  ///
  /// The sessions begin at the start, in this order, unless they say `begin`.
  let interleaving: String
  let seed: String
  let sign: Sign
  /// Whether BEGINs come first in every interleaving, too.
  let beginsFirst: Bool

  init(
    _ name: String, _ slug: String?, _ interleaving: String, seed: String = "x=0 y=0",
    in sign: Sign, beginsFirst: Bool = false
  ) {
    (self.name, self.slug, self.interleaving, self.seed) = (name, slug, interleaving, seed)
    (self.sign, self.beginsFirst) = (sign, beginsFirst)
  }

  var testDescription: String { name }

  var program: SmallProgram {
    SmallProgram(interleaving: interleaving, seed: seed, beginsFirst: beginsFirst)
  }

  /// An interleaving in which the judge finds the anomaly, nil if there is none.
  func occurrence(in column: MatrixColumn) throws -> Interleavings.Ending? {
    guard let slug else { return nil }
    return try PromiseChecks(Interleavings(of: program, in: column)).all.first { verdict in
      verdict.judgement.findings.contains { $0.anomaly.slug == slug }
    }?.ending
  }

  /// What the mode does about the anomaly, in the words of the matrix.
  ///
  /// - possible: the judge finds it in some interleaving
  /// - and in the one that is given, where it is not possible:
  ///   - deadlock: somebody was aborted for closing a ring of waits
  ///   - waits: somebody had to wait; with `, abort` the end of the wait was an abort
  ///   - not visible: the reads did not see what the anomaly needs, so that it would not be there
  ///     had nobody been aborted either
  ///   - abort at COMMIT, or at another command: somebody was aborted there
  ///   - commit order: all committed, each key's versions in the order of the commits
  ///   - commits: all committed, which is right where there is no anomaly
  func cell(in column: MatrixColumn) throws -> String {
    if try occurrence(in: column) != nil { return "possible" }
    let run = try MatrixRun(of: self, in: column)
    if run.aborts.contains(where: { $0.abort.kind == .deadlock }) { return "deadlock" }
    if run.hasWaits { return run.aborts.isEmpty ? "waits" : "waits, abort" }
    if sign == .reads, try !run.wouldHave(slug) { return "not visible" }
    if let abort = run.aborts.first { return "abort at \(abort.word)" }
    return sign == .none ? "commits" : "commit order"
  }
}
