import ArgumentParser
import Language
import Layout
import Terminal

/// The subcommand `isolab new`.
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Write a lesson to start from, with comments.")

  @Argument(help: "The file to write; it must not exist yet.")
  var file: String

  func run() throws {
    let file = hasSuffix ? file : file + ".md"
    guard !Files.exists(file) else {
      Output.error.line(
        "isolab: \(printable(file)) exists already, and isolab never overwrites a file. "
          + "Choose another name, or edit that file")
      throw ExitStatus.usage
    }
    do throws(Files.Problem) {
      try Files.create(file, with: Array(Self.template(titled: title).utf8))
    } catch {
      Output.error.line(error.text)
      throw ExitStatus.usage
    }
    let name = printable(file)
    Output.standard.line("\(name): now edit it; isolab test \(name) checks it")
  }

  /// Whether the name has an ending, one that `isolab test` looks for or another.
  private var hasSuffix: Bool { file.split(separator: "/").last?.contains(".") ?? true }

  /// The name of the file in words: `lost-update.md` is about a lost update.
  private var title: String {
    let name = file.split(separator: "/").last.map(String.init) ?? file
    let stem = name.split(separator: ".").first.map(String.init) ?? name
    let words = printable(stem).replacing("-", with: " ").replacing("_", with: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  private static func template(titled title: String) -> String {
    """
    # \(title)

    Say here who wants to do what, and what must stay true. All text outside the
    blocks is the lesson's prose.

    <!-- note: only the teacher sees this: what to ask the class -->

    ```isolab
    # The modes in which `isolab test` plays the lesson. It opens in the first.
    .modes read-committed snapshot write-snapshot serializable-snapshot
    # The committed state 0, and a rule that is watched from then on.
    .seed x=1 y=1
    .rule enough: sum(*) >= 1
    alice: BEGIN
    bob: BEGIN
    # An answer is indented by two spaces, under its command. Write a question mark
    # there, and `isolab test --update` replaces it with the answer.
    alice: IF sum(*) >= 2 THEN PUT x 0
      ok
    bob: IF sum(*) >= 2 THEN PUT y 0
      ok
    alice: COMMIT
      ok
    ```

    **Predict:** what does bob's COMMIT answer? In which modes?

    ```isolab
    # Answers that differ by mode are tagged. The verdict on an abort, after the
    # comma, may be left out.
    bob: COMMIT
      [rc,si] ok
      [rc,si] ANOMALY write-skew T1 T2
      [rc,si] RULE enough broken
      [wsi]   ABORTED overwritten-read, needed
      [ssi]   ABORTED dangerous-structure, needed
    ```

    Say here what happened in each mode, and why.

    [rc,si] A paragraph with a tag is shown only in these modes.

    """
  }
}
