/// All words that a line can start with: one row for each.
///
/// A row leads to a case of `Command` or `Directive`; what that does is said where it is carried
/// out, and at length on its page of the help.
package enum Words {
  /// The words that act on data.
  package static let data: [Word] = [
    Word("BEGIN", "[MODE] [READ ONLY [DEFERRABLE]]", foreign: ["START"]) {
      p throws(ScriptError) in try p.begin()
    },
    Word("GET", "key [FOR UPDATE] [AS name]", foreign: ["READ"]) {
      p throws(ScriptError) in try p.get()
    },
    Word("PUT", "key expression", foreign: ["SET", "LET", "WRITE"]) {
      p throws(ScriptError) in try p.put()
    },
    Word("DELETE", "key, DELETE range [= value]") { p throws(ScriptError) in try p.delete() },
    Word("SCAN", "[range] [= value] [AS name]") { p throws(ScriptError) in
      .scan(try p.selection(until: "AS"), as: try p.name())
    },
    Word("COUNT", "[range] [= value] [AS name]") { p throws(ScriptError) in
      .count(try p.selection(until: "AS"), as: try p.name())
    },
    Word("SUM", "[range] [AS name]") { p throws(ScriptError) in
      .sum(try p.unfilteredRange(until: "AS"), as: try p.name())
    },
    Word("UPDATE", "range [= value] SET expression") { p throws(ScriptError) in try p.update() },
    Word("COMMIT", foreign: ["END"]) { _ throws(ScriptError) in .commit },
    Word("ROLLBACK") { _ throws(ScriptError) in .rollback },
    Word("ABORT") { _ throws(ScriptError) in .rollback },
    Word("IF", "expression THEN command") { p throws(ScriptError) in try p.when() },
    Word("RETRY") { _ throws(ScriptError) in .retry },
  ]

  /// The words of the lab, by what they are for.
  package static let purposes: [(name: String, words: [Word])] = [
    ("prepare", preparing), ("look", looking), ("clean up", cleaning), ("try again", trying),
    ("files", files), ("time, shell", shell),
  ]

  private static let preparing: [Word] = [
    Word(".seed", "key=value...") { p throws(ScriptError) in .seed(try p.bindings()) },
    Word(".sessions", "[NAME...]") { p throws(ScriptError) in .sessions(try p.sessionNames()) },
    Word(".on", "[URL|lab]", text: .place) { .shell(.on(place: $0)) },
    Word(".mode", "[MODE]") { p throws(ScriptError) in .mode(try p.optionalMode()) },
    Word(".conflicts", "[first-updater|first-committer|mode]") { p throws(ScriptError) in
      try p.conflicts()
    },
    Word(".autocommit", "on|off") { p throws(ScriptError) in .autocommit(try p.onOrOff()) },
    Word(".rule", "NAME: expression") { p throws(ScriptError) in try p.rule() },
    Word(".rules", .rules),
  ]

  private static let looking: [Word] = [
    Word(".why", "[STEP|serializable]") { p throws(ScriptError) in try p.why() },
    Word(".timeline", "[rw]") { p throws(ScriptError) in p.take("RW") ? .notation : .timeline },
    Word(".graph", .graph),
    Word(".versions", "[range]") { p throws(ScriptError) in
      .versions(try p.unfilteredRange(until: nil))
    },
    Word(".transactions", .transactions),
    Word(".locks", .locks),
    Word(".compare", "[MODE...]") { p throws(ScriptError) in .workspace(.compare(try p.modes())) },
  ]

  private static let cleaning: [Word] = [
    Word(".vacuum", "[marks]") { p throws(ScriptError) in .vacuum(marksToo: p.take("MARKS")) },
    Word(".autovacuum", "[on|off|N]") { p throws(ScriptError) in try p.autovacuum() },
    Word(".bloat", .bloat),
  ]

  private static let trying: [Word] = [
    Word(".undo", "[N]") { p throws(ScriptError) in .workspace(.undo(try p.number() ?? 1)) },
    Word(".redo", "[N]") { p throws(ScriptError) in .workspace(.redo(try p.number() ?? 1)) },
    Word(".branches", "[N]") { p throws(ScriptError) in .workspace(.branches(try p.branch())) },
    Word(".rerun", "MODE") { p throws(ScriptError) in .workspace(.rerun(try p.mode())) },
    Word(".explore", "[MODE...]") { p throws(ScriptError) in .workspace(.explore(try p.modes())) },
    Word(".reset", .reset),
    Word(".cancel", "[SESSION]") { p throws(ScriptError) in .cancel(try p.session(.waiting)) },
    Word(".retry", "[SESSION]") { p throws(ScriptError) in .retry(try p.session(.aborted)) },
  ]

  /// What is before the file that takes the speaker's notes.
  package static let notesOption = "--notes"

  private static let files: [Word] = [
    Word(".lesson", "[NAME]", text: .lesson) { .workspace(.lesson($0)) },
    Word(".play", "[LESSON] [\(notesOption) FILE]") { .shell(.play(file: $0, notes: $1)) },
    Word(".open", file: .fileOrLesson) { .shell(.open(file: $0)) },
    Word(".save", file: .file) { .shell(.save(file: $0)) },
    Word(".export", file: .file) { .shell(.export(file: $0)) },
    Word(".once", file: .file) { .shell(.once(file: $0)) },
    Word(".resume", .shell(.resume)),
    Word(".modes", "MODE...|all") { p throws(ScriptError) in
      .modes(p.take("ALL") ? nil : try p.modes(atLeast: 1))
    },
    Word(".expect", "MODE[,MODE...]|all: EXPECTATION") { p throws(ScriptError) in
      .expect(try p.expectation())
    },
  ]

  private static let shell: [Word] = [
    Word(".timeout", "[[total|idle|wait] SPAN|off]") { p throws(ScriptError) in try p.timeout() },
    Word(".advance", "SPAN") { p throws(ScriptError) in .advance(try p.span()) },
    Word(".timing", "on|off") { p throws(ScriptError) in .shell(.timing(try p.onOrOff())) },
    Word(".sql", "on|off") { p throws(ScriptError) in .sql(try p.onOrOff()) },
    Word(".ascii", "on|off") { p throws(ScriptError) in .ascii(try p.onOrOff()) },
    Word(".help", "[topic]", text: .topic, also: ["help", "?", "\\?"]) { .help(topic: $0) },
    Word(".quit", "", text: .nothing, also: ["quit", "exit", "\\q"]) { _ in .quit },
  ]

  /// The words of the lab.
  package static let lab = purposes.flatMap { $0.words }

  /// Data words first, then those of the lab.
  package static let all = data + lab

  /// The word of that name, in any case.
  package static func named(_ name: String) -> Word? {
    let keyword = name.keyword
    return spelled(keyword).flatMap { $0.name.keyword == keyword ? $0 : nil }
  }

  /// The word of that name or other spelling, in any case.
  package static func spelled(_ text: String) -> Word? { bySpelling[text.keyword] }

  private static let bySpelling = all.reduce(into: [String: Word]()) { table, word in
    for spelling in [word.name] + word.spellings { table[spelling.keyword] = word }
  }

  /// The spellings without a dot of words of the lab, such as `quit`.
  package static let dotless = lab.flatMap { $0.spellings.filter(isName) }
}
