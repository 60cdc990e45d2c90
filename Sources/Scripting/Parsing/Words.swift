/// A word of the language, for help, completion and "did you mean".
package struct Word: Hashable, Sendable {
  /// The word as it is written: `BEGIN`, `.why`.
  package let name: String
  /// The whole form.
  package let usage: String
  /// What it does, in one line.
  package let summary: String

  fileprivate init(_ name: String, _ usage: String, _ summary: String) {
    self.name = name
    self.usage = usage
    self.summary = summary
  }
}

/// All words that a line can start with.
package enum Words {
  /// The words that act on data.
  package static let data = [
    Word(
      "BEGIN", "BEGIN [MODE] [READ ONLY [DEFERRABLE]]",
      "begins a transaction, in the lab's mode or in MODE"),
    Word("GET", "GET key [FOR UPDATE] [AS name]", "reads the value of a key"),
    Word("PUT", "PUT key expression", "inserts or updates a key"),
    Word("DELETE", "DELETE key, DELETE range [= value]", "deletes a key, or every matching key"),
    Word("SCAN", "SCAN [range] [= value] [AS name]", "reads keys and values in key order"),
    Word("COUNT", "COUNT [range] [= value] [AS name]", "counts keys"),
    Word("SUM", "SUM [range] [AS name]", "adds up the values of a range"),
    Word(
      "UPDATE", "UPDATE range [= value] SET expression",
      "writes every matching key; $value is the row's own value"),
    Word("COMMIT", "COMMIT", "makes the transaction's writes permanent"),
    Word("ROLLBACK", "ROLLBACK", "ends the transaction without effect"),
    Word("ABORT", "ABORT", "the same as ROLLBACK"),
    Word(
      "IF", "IF expression THEN command",
      "runs the command only where the expression is true"),
    Word("RETRY", "RETRY", "after an abort: BEGIN and the same commands again"),
  ]

  /// The words of the lab.
  package static let lab = [
    Word(".help", ".help [topic]", "explains a word or a topic"),
    Word(".quit", ".quit", "leaves"),
    Word(".mode", ".mode [MODE]", "shows or sets the isolation mode of a bare BEGIN"),
    Word(".modes", ".modes MODE...", "names the modes a lesson is tested in"),
    Word(
      ".expect", ".expect MODE[,MODE...]|all: EXPECTATION",
      "says what all orders of a lesson's steps lead to"),
    Word(".sessions", ".sessions [NAME...]", "shows the sessions, or adds some"),
    Word(".seed", ".seed key=value...", "makes the committed state 0"),
    Word(".rule", ".rule NAME: expression", "watches a business rule"),
    Word(".rules", ".rules", "shows the rules"),
    Word(
      ".conflicts", ".conflicts [first-updater|first-committer|mode]",
      "shows or sets what happens to two writers of a key"),
    Word(
      ".why", ".why [STEP|serializable]",
      "explains an abort, a wait or a broken rule; or judges all that has happened"),
    Word(".graph", ".graph", "shows who comes before whom, and why"),
    Word(".versions", ".versions [range]", "shows the versions of keys"),
    Word(".transactions", ".transactions", "shows the transactions"),
    Word(".locks", ".locks", "shows who holds what, and who waits"),
    Word(
      ".timeline", ".timeline [rw]",
      "draws what happened, a lane for each session; or as R1(x) W2(x) C1"),
    Word(".cancel", ".cancel [SESSION]", "withdraws a waiting command"),
    Word(".retry", ".retry [SESSION]", "runs an aborted transaction again, as RETRY does"),
    Word(
      ".timeout", ".timeout [[total|idle|wait] SPAN|off]",
      "shows or sets how long a transaction may last"),
    Word(".advance", ".advance SPAN", "lets time pass, and what it ends be aborted"),
    Word(
      ".autocommit", ".autocommit on|off",
      "makes a single command outside a transaction one of its own"),
    Word(".vacuum", ".vacuum [marks]", "removes versions that nobody can read any more"),
    Word(
      ".autovacuum", ".autovacuum [on|off|N]",
      "shows or sets after how many dead versions a vacuum runs by itself"),
    Word(".bloat", ".bloat", "shows what is stored beyond the newest values, and why"),
    Word(".undo", ".undo [N]", "takes the last change back, or the last N"),
    Word(".redo", ".redo [N]", "makes what was undone again"),
    Word(".branches", ".branches [N]", "shows what was tried so far, or goes to one of it"),
    Word(".explore", ".explore [MODE...]", "runs the same steps in every order, and counts"),
    Word(".rerun", ".rerun MODE", "runs the same commands in another mode, as a new branch"),
    Word(
      ".compare", ".compare [MODE...]",
      "shows the same commands in several modes side by side"),
    Word(".lesson", ".lesson [NAME]", "shows the built-in lessons, or plays one on a fresh lab"),
    Word(".play", ".play [LESSON]", "demonstrates a lesson, or what was done, by single keys"),
    Word(".open", ".open FILE", "plays a scenario file on a fresh lab"),
    Word(".save", ".save FILE", "writes what was done as a lesson"),
    Word(
      ".export", ".export FILE", "writes the run as .html, .svg, .md, .sql, .json, .dot or .mmd"),
    Word(".once", ".once FILE", "writes the next answer to a file"),
    Word(".resume", ".resume", "brings back the lab of a shell that was cut off"),
    Word(".timing", ".timing on|off", "tells how long each command took"),
    Word(".ascii", ".ascii on|off", "draws with plain characters"),
    Word(".reset", ".reset", "starts a fresh lab"),
  ]

  /// Data words first, then those of the lab.
  package static let all = data + lab

  /// The word of that name, in any case.
  package static func named(_ name: String) -> Word? {
    let name = name.keyword
    return all.first { $0.name.keyword == name }
  }
}
