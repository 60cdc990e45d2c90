import Foundation
import Testing

/// Whatever a database answers, no terminal is made to obey it.
@Suite struct HostileStoreTests {
  private static let lines = [
    ".seed x=1", "alice: BEGIN", "bob: BEGIN", "alice: GET x", "alice: PUT x 2",
    "alice: DELETE x", "bob: COMMIT", "alice: COMMIT", "carol: BEGIN", "carol: SCAN x",
  ]

  /// What the store answers to one of the requests; to all others that they are done.
  private static func answers(_ text: String) throws -> [(request: String, answer: String)] {
    let name = String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
    return [
      ("isolab", #"{"store":\#(name),"levels":[{"name":\#(name),"like":"si"}]}"#),
      ("isolab", #"{"store":"s","levels":[\#(name)]}"#),
      ("isolab", #"{\#(name):\#(name)}"#),
      ("get", #"{"value":\#(name)}"#), ("get", #"{"refused":\#(name)}"#),
      ("get", #"{"aborted":\#(name)}"#), ("put", #"{"refused":\#(name)}"#),
      ("put", #"{"aborted":\#(name)}"#), ("put", #"{"waits":[\#(name)]}"#),
      ("put", #"{"aborted":\#(name),"kind":\#(name)}"#), ("commit", #"{"aborted":\#(name)}"#),
      ("commit", #"{"ok":true,"released":[{"session":\#(name),"ok":true}]}"#),
      ("scan", #"{"rows":[[\#(name),\#(name)]]}"#), ("scan", #"{"refused":\#(name)}"#),
      ("begin", #"{"refused":\#(name)}"#), ("reset", name), ("delete", #"{"deleted":\#(name)}"#),
      ("delete", text.filter { $0 != "\n" && $0 != "'" }),
    ]
  }

  /// A store of a few lines of shell.
  private static func store(
    _ request: String, _ answer: String, in scratch: Scratch
  ) throws -> String {
    let hello = #"{"store":"s","levels":["si"],"knows":["lock"]}"#
    let script = """
      while read -r line; do
        case "$line" in
          *'"\(request)"'*) printf '%s\\n' '\(answer)' ;;
          *'"isolab"'*) printf '%s\\n' '\(hello)' ;;
          *'"get"'*) printf '%s\\n' '{"value":null}' ;;
          *'"scan"'*) printf '%s\\n' '{"rows":[]}' ;;
          *) printf '%s\\n' '{"ok":true}' ;;
        esac
      done
      """
    return "exec:sh \(try scratch.write(script, to: "store.sh"))"
  }

  @Test(arguments: Hostile.texts, [[], ["--json"], ["--plain"], ["--color", "always"]])
  func everyAnswer(text: String, options: [String]) throws {
    let scratch = try Scratch()
    let lesson = try scratch.write(
      "```isolab\n.modes si\n\(Self.lines.joined(separator: "\n"))\n```\n", to: "lesson.md")
    var shown = 0
    for (request, answer) in try Self.answers(text) {
      let place = ["--on", try Self.store(request, answer, in: scratch)]
      let survey = ["survey", "--row", "write-skew"]
      for arguments in [["run", lesson, "--keep-going"], ["explore", lesson], survey]
      where arguments != survey || request == "isolab" {
        let run = try isolab(arguments + place + options, in: scratch)
        let output = run.output + run.errors
        #expect(run.status != .code(3), "\(arguments): \(output)")
        expectHarmless(output, [request, answer], looks: options.contains("always"))
        shown += output.contains("\\u{") || output.contains("\\u0") ? 1 : 0
      }
    }
    #expect(shown >= 10)
  }
}
