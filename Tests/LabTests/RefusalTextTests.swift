import Language
import Sessions
import Simulating
import Telling
import Testing
import Vocabulary

@testable import Runs

/// The exact text of every refusal, as the shell gives it: the last line of what is typed.
@Suite struct RefusalTextTests {
  @Test(arguments: [
    (
      "GET x",
      "error no-transaction ; no transaction is open here; type BEGIN first, or turn on .autocommit"
    ),
    ("COMMIT", "error no-transaction ; no transaction is open here; type BEGIN first"),
    ("BEGIN|BEGIN", "error in-transaction ; T1 is open here; type COMMIT or ROLLBACK first"),
    (
      "BEGIN|bob: BEGIN|PUT x 1|bob: PUT x 2|bob: GET x",
      "error waiting ; bob has been waiting for alice on x since step 4: "
        + "type COMMIT or ROLLBACK in alice, or .cancel bob"
    ),
    (
      "BEGIN|bob: BEGIN|PUT x 1|COMMIT|bob: PUT x 2|bob: GET x",
      "error aborted ; bob: T2 was aborted; type ROLLBACK, RETRY, or BEGIN"
    ),
    (
      "BEGIN READ ONLY|PUT x 1",
      "error read-only ; T1 is READ ONLY; "
        + "only reads are allowed; ROLLBACK, then BEGIN without READ ONLY"
    ),
    (
      "BEGIN READ ONLY|GET x FOR UPDATE",
      "error read-only ; T1 is READ ONLY; in this mode, FOR UPDATE counts as a write; "
        + "leave it out, or ROLLBACK and BEGIN without READ ONLY"
    ),
    (
      "RETRY",
      "error no-transaction ; the last transaction here was not aborted; "
        + "RETRY repeats the commands of an aborted transaction"
    ),
    (".cancel bob", "error no-transaction ; bob is not waiting"),
    (
      "alcie: BEGIN",
      "error unknown-session ; there is no session alcie; did you mean alice?"
    ),
    (
      "carol: BEGIN",
      "error unknown-session ; there is no session carol; .sessions carol adds it"
    ),
    (
      "BEGIN|.seed x=1",
      "error in-transaction ; .seed comes before the first BEGIN; .reset starts a fresh lab"
    ),
    (
      "BEGIN|PUT x y + 1",
      "error arithmetic ; + needs integers, but y is text; value(y) reads a key"
    ),
    ("BEGIN|PUT x value(y) + 1", "error arithmetic ; + needs integers, but value(y) is (none)"),
    ("BEGIN|PUT y a|PUT x value(y) + 1", "error arithmetic ; + needs integers, but value(y) is a"),
    (
      "BEGIN|PUT x 9223372036854775807 + 1",
      "error arithmetic ; 9223372036854775807 + 1 does not fit into 64 bits"
    ),
    ("BEGIN|PUT x 1 / 0", "error arithmetic ; 1 / 0 divides by zero"),
    (
      "BEGIN|IF value(x) THEN PUT x 1",
      "error arithmetic ; value(x) is not a condition; compare it: = != < <= > >="
    ),
    (
      "BEGIN|PUT x 1 = 1",
      "error arithmetic ; 1 = 1 is a condition, not a value; IF needs a condition"
    ),
    (
      "BEGIN|PUT x value(y)",
      "error arithmetic ; there is nothing to put into x; DELETE removes a key"
    ),
    (
      "BEGIN|PUT x $n",
      "error arithmetic ; $n is not set in this transaction; GET key AS name sets one"
    ),
    ("BEGIN|PUT x on|SUM", "error arithmetic ; x holds on, which is not an integer"),
  ])
  func text(typed: String, answer: String) throws {
    var lab = Lab(mode: .snapshot, manner: .interactive)
    var last = ""
    for line in typed.split(separator: "|").map(String.init) {
      let statement = try #require(try lab.read(line)?.get())
      last = lab.enter(statement).lines.last?.text ?? ""
    }
    #expect(last == answer)
  }
}
