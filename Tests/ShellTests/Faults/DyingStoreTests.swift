import Testing

/// A database that dies, or begins to lie, at its first answer, its second, and so on.
@Suite struct DyingStoreTests {
  private static let faults = [
    "kill -9 $$", "exit 0", "echo; continue", "echo '{\"ok\":true,\"ok\":true}'; continue",
    "echo '{\"waits\":[\"alice\"]}'; continue", "echo '{\"value\":\"9 @9.9\"}'; continue",
    "printf '{\"ok\"'; exit 1", "echo '{\"aborted\":\"\"}'; continue", "echo '[]' '[]'; continue",
  ]

  /// A store that keeps nothing, and from one request on only has the fault.
  private static func store(
    _ fault: String, after count: Int, in scratch: Scratch
  ) throws -> String {
    let script = """
      n=0
      while read -r line; do
        n=$((n + 1))
        if [ $n -gt \(count) ]; then \(fault); fi
        case "$line" in
          *'"isolab"'*) echo '{"store":"s","levels":["si","ssi"]}' ;;
          *'"get"'*) echo '{"value":null}' ;;
          *'"scan"'*) echo '{"rows":[]}' ;;
          *) echo '{"ok":true}' ;;
        esac
      done
      """
    return "exec:sh \(try scratch.write(script, to: "store.sh"))"
  }

  /// The run ends in good order, whatever the fault and its moment are.
  @Test(arguments: faults) func whenever(fault: String) throws {
    let scratch = try Scratch()
    let lesson = try scratch.write(
      """
      .modes si
      .seed x=1
      alice: BEGIN
      bob: BEGIN
      alice: GET x
      bob: PUT y 2
      alice: SCAN a..z
      bob: DELETE x
      alice: PUT y 3
      bob: COMMIT
      alice: COMMIT
      """, to: "lesson.isolab")
    let known = (0...2).map { ChildProcess.Exit.code($0) }
    for count in 0...14 {
      let place = ["--on", try Self.store(fault, after: count, in: scratch)]
      for command in [["run", lesson], ["run", lesson, "--keep-going"], ["explore", lesson]] {
        let run = try isolab(command + place, in: scratch)
        #expect(known.contains(run.status), "\(command) after \(count): \(run.errors)")
        if fault.hasPrefix("kill"), count < 9 {
          #expect(run.status == .code(2), "\(command) after \(count): \(run.output)")
          #expect(!(run.output + run.errors).isEmpty)
        }
      }
    }
  }
}
