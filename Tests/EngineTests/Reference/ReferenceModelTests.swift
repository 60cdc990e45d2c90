import Testing
import Vocabulary

/// The reference model does what the tables of the specification say.
@Suite struct ReferenceModelTests {
  static let columns: [String: (IsolationMode, ConflictPolicy?)] = [
    "RU": (.readUncommitted, nil), "RC": (.readCommitted, nil),
    "SI-FCW": (.snapshot, .firstCommitter), "SI-FUW": (.snapshot, .firstUpdater),
    "WSI": (.writeSnapshot, nil), "S2PL": (.twoPhaseLocking, nil),
    "SSI-FCW": (.serializableSnapshot, .firstCommitter),
    "SSI-FUW": (.serializableSnapshot, .firstUpdater), "SGT": (.serializationGraph, nil),
  ]

  @Test(arguments: Example.matrix + Example.sequences + Example.regressions)
  func behaves(example: Example) {
    for (column, (mode, policy)) in Self.columns {
      let run = ReferenceScript(example.script, mode, policy, seed: example.seed)
      let said = "\(column): \(example.script)"
      #expect(run.notes.joined(separator: ", ") == example.notes(column), "\(said)")
      let results = (run.reads + ["[\(run.final)]"]).joined(separator: ", ")
      for result in example.results(column) { #expect(results.contains(result), "\(said)") }
    }
  }
}

/// A script and what it leads to, under the names of the specification's columns.
struct Example: CustomTestStringConvertible {
  let script: String
  let seed: [Key: Value]
  /// The waits (B) and aborts (A); a column that is not named has none.
  private let notes: KeyValuePairs<String, String>
  /// Reads, or in brackets the committed values at the end, that must be among the results.
  private let results: KeyValuePairs<String, String>

  init(
    _ script: String, seed: [Key: Value] = ["x": "0", "y": "0", "z": "0"],
    _ notes: KeyValuePairs<String, String>, sees results: KeyValuePairs<String, String> = [:]
  ) {
    (self.script, self.seed, self.notes, self.results) = (script, seed, notes, results)
  }

  var testDescription: String { script }

  func notes(_ column: String) -> String { Self.entries(notes, column).joined(separator: ", ") }

  func results(_ column: String) -> [String] { Self.entries(results, column) }

  private static func entries(
    _ table: KeyValuePairs<String, String>, _ column: String
  ) -> [String] {
    table.filter { $0.key.split(separator: " ").contains { $0 == column } }.map(\.value)
  }
}
