import Language

/// How much isolab reads of a file.
///
/// An endless device costs no more than this. A stream of lines has no such limit, because
/// each line is answered before the next one is read.
package struct Bound {
  /// The name of the input, for messages.
  let name: String
  /// Bytes of the whole.
  let bytes: Int
  /// Bytes of one line.
  let line: Int

  /// Half a million short lines; their lab takes about as many kilobytes.
  static let scenario = Bound(
    name: "a scenario", bytes: 8 << 20, line: ScriptError.Limit.lineLength.most)
  /// Tests of isolationtester have a hundred lines; a script has a few for each step.
  package static let sql = Bound(
    name: "an SQL file", bytes: 1 << 20, line: ScriptError.Limit.lineLength.most)
  /// A line holds all the rows of a scan.
  package static let history = Bound(name: "a history", bytes: 64 << 20, line: 64 << 20)
}
