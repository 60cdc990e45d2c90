import Checking
import Help
import Language
import Layout
import Runs
import Sessions
import Telling
import Testing
import Vocabulary

/// The built-in help: every page is found, fits the screen, and tells the truth.
@Suite struct HelpTests {
  /// The lessons that pages may name.
  private static let lessons = Set(Lesson.names)

  // MARK: Names

  @Test(arguments: Words.all.map(\.name))
  func everyWordHasItsPage(word: String) throws {
    let usage = try #require(Words.named(word)).usage
    #expect(lines(about: word).first == usage)
    #expect(lines(about: word.lowercased()).first == usage)
    #expect(HelpIndex.topics.contains(word))
    // Without the dot these are the word on data, the list of all modes, a kind of abort, and SQL.
    let others = [".retry", ".modes", ".timeout", ".sql"]
    guard word.hasPrefix("."), !others.contains(word) else { return }
    #expect(lines(about: String(word.dropFirst())).first == usage)
  }

  @Test(arguments: IsolationMode.allCases)
  func everyModeHasItsPage(mode: IsolationMode) {
    let page = lines(about: mode.name)
    #expect(page.first?.hasPrefix("\(mode.name): ") == true)
    let names = [
      mode.shortName, mode.name.uppercased(), mode.name.replacing("-", with: " "),
      mode.name.replacing("-", with: "_"),
    ]
    for name in names { #expect(lines(about: name) == page, "\(name)") }
  }

  /// What people ask for, in their words.
  @Test(arguments: [
    ("waits", "waits"), ("wait", "waits"), ("WAITS", "waits"), ("blocked", "waits"),
    ("HELD", "waits"), ("RESUMED", "waits"), ("conflicts", ".conflicts"),
    ("conflict", ".conflicts"), ("abort", "ABORT"), ("aborts", "aborts"), ("ABORTED", "aborts"),
    ("concurrent update", "concurrent-update"), ("first committer", "first-committer"),
    ("first-updater", "first-updater"), ("overwritten read", "overwritten-read"),
    ("dangerous structures", "dangerous-structure"), ("circle", "cycle"),
    ("pivot", "pivot"), ("errors", "errors"),
    ("error syntax", "errors"), ("error", "errors"), ("answer", "answers"),
    ("(none)", "answers"), ("snapshots", "snapshot"), ("state", "state"), ("step", "step"),
    ("versions", ".versions"), ("version", ".versions"), ("tombstone", "tombstone"),
    ("visibility", "visibility"), ("transaction", "transaction"), ("session", ".sessions"),
    ("sessions", ".sessions"), ("prompt", "prompt"), ("isolation", "isolation"),
    ("isolation level", "isolation"), ("range", "ranges"), ("expression", "expressions"),
    ("quoting", "quoting"), ("value", "values"), ("key", "values"), ("keys", "keys"),
    ("$name", "variables"), ("variable", "variables"), ("sql", "sql"), ("select", "sql"),
    ("rule", ".rule"), ("rules", ".rules"), ("retry", "RETRY"), ("autocommit", ".autocommit"),
    ("undo", ".undo"), ("compare", ".compare"), ("side by side", ".compare"),
    ("branch", ".branches"), ("lesson", ".lesson"), ("lessons", "lessons"),
    ("file", "files"), ("keyboard", "keys"), ("Tab", "keys"), ("ctrl-c", "keys"),
    ("Ctrl-R", "history"), ("history", "history"), ("colour", "color"), ("colours", "color"),
    ("plain", "plain"), ("exit", ".quit"), ("leave", ".quit"), ("\\q", ".quit"),
    ("tutorial", "tutorial"), ("anomaly", "anomaly"), ("ANOMALY", "anomaly"), ("needed", "needed"),
    ("not needed", "needed"), ("verdict", "needed"), ("cycle", "cycle"), ("anomalies", "anomalies"),
    ("dirty write", "dirty-write"),
    ("dirty reads", "dirty-read"), ("fuzzy read", "non-repeatable-read"),
    ("Non-repeatable read", "non-repeatable-read"), ("phantoms", "phantom"),
    ("read skew", "read-skew"), ("lost update", "lost-update"), ("Write Skew", "write-skew"),
    ("G2-item", "write-skew"), ("read only anomaly", "read-only-anomaly"),
    ("deadlocks", "deadlock"), ("antidependencies", "antidependency"), ("lock", ".locks"),
    ("locks", ".locks"), ("for update", "for-update"), ("GET FOR UPDATE", "for-update"),
    ("read only", "read-only"), ("READ ONLY DEFERRABLE", "deferrable"),
    ("repeatable read", "repeatable-read"), ("serializable", "serializable"),
    ("modes", "modes"), ("mode", ".mode"), ("GET x AS n", "GET"), (".rule pos: 1 = 1", ".rule"),
    ("what is a phantom", "phantom"), ("the prompt", "prompt"), ("\"write skew\"", "write-skew"),
    ("?", ".help"), ("help", ".help"), ("topics", "topics"), ("stale read", "antidependency"),
    ("doomed", "pivot"), ("safe snapshot", "deferrable"), ("intent", ".locks"),
  ])
  func whatPeopleAskForIsFound(topic: String, name: String) throws {
    let page = try #require(HelpIndex.pages.first { $0.name == name })
    #expect(lines(about: topic) == page.shown)
  }

  @Test func noTwoPagesShareAName() {
    var owners: [String: String] = [:]
    for page in HelpIndex.pages {
      for name in HelpIndex.allNames(of: page) {
        let key = HelpIndex.simplified(name)
        #expect(!key.isEmpty, "\(page.name): \(name)")
        #expect(owners[key] == nil, "\(name): \(page.name) and \(owners[key] ?? "")")
        owners[key] = page.name
      }
    }
  }

  @Test func everyNameLeadsToItsPage() {
    for page in HelpIndex.pages {
      for name in HelpIndex.allNames(of: page) {
        #expect(lines(about: name) == page.shown, "\(name)")
      }
    }
  }

  @Test(arguments: [
    ("wirte skew", "write-skew"), ("SCNA", "SCAN"), ("tutorail", "tutorial"),
    ("read committd", "read-committed"), (".versoins", ".versions"), ("phantm", "phantom"),
    ("serialisable-snapshot", "serializable-snapshot"), ("keybord", "keyboard"),
  ])
  func aSlipIsToldWhatWasMeant(topic: String, meant: String) {
    #expect(
      lines(about: topic) == ["no help on \(topic); did you mean \"help \(meant)\"?"])
  }

  @Test func whoAsksForSomethingElseIsToldWhereToLook() {
    #expect(
      lines(about: "the weather in June") == [
        "no help on the weather in June; "
          + "type \"help\" for the words, or \"help topics\" for everything else"
      ])
    #expect(lines(about: String(repeating: "long ", count: 10_000)).count == 1)
    #expect(lines(about: "\u{1B}[2J").first?.contains("\u{1B}") == false)
  }

  // MARK: The screen

  @Test(arguments: HelpIndex.pages)
  func everyPageFitsTheScreen(page: HelpPage) {
    #expect(page.title.hasPrefix(page.name))
    #expect(page.shown.count > 1)
    #expect(page.shown.count <= HelpPage.limits.lines, "\(page.shown.count) lines")
    for line in page.shown {
      #expect(displayWidth(of: line) <= HelpPage.limits.cells, "\(line)")
      #expect(line.last?.isWhitespace != true, "\(line)|")
    }
  }

  @Test func theOverviewFitsTheScreenAndNamesEveryWord() {
    let overview = lines(about: nil)
    #expect(overview.count <= 21)
    for line in overview { #expect(displayWidth(of: line) <= HelpPage.limits.cells, "\(line)") }
    let words = overview.joined(separator: " ").replacing(". ", with: " ")
      .split { " ,:;".contains($0) }.map(String.init)
    for word in Words.all { #expect(words.contains(word.name), "\(word.name)") }
    for word in words where word.hasPrefix(".") {
      #expect(Words.named(word) != nil, "\(word)")
    }
  }

  @Test(arguments: IsolationMode.allCases)
  func theListOfModesFitsTheScreen(mode: IsolationMode) throws {
    let statement = try #require(try Statement.parse(line: ".mode"))
    var workspace = Workspace(mode: mode, isInteractive: true)
    for line in workspace.enter(statement).lines {
      #expect(displayWidth(of: line.text) <= HelpPage.limits.cells + 2, "\(line.text)")
    }
  }

  @Test func allTopicsAreListed() throws {
    let listed = lines(about: "topics").flatMap { $0.split(separator: " ").map(String.init) }
    for topic in HelpIndex.topics where Words.named(topic) == nil {
      #expect(listed.contains(topic))
    }
  }

  /// Each page that counts modes counts those that there are, or those that are serializable or
  /// read a snapshot.
  @Test(arguments: HelpIndex.pages)
  func modesAreCountedRightly(page: HelpPage) {
    let words = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    let counts = [
      IsolationMode.allCases.count, Promise.pl3.modes.count,
      IsolationMode.allCases.count { $0.readsSnapshot },
    ]
    let text = (page.title + " " + page.text.joined(separator: " ")).lowercased()
    for match in text.matches(of: /\b([a-z]+) (?:[a-z]+ )?(?:modes|sets of rules)\b/) {
      guard let place = words.firstIndex(of: String(match.1)) else { continue }
      #expect(counts.contains(place + 1), "\(page.name): \(match.0)")
    }
  }

  // MARK: Links

  @Test(arguments: HelpIndex.pages)
  func everyLinkLeadsSomewhere(page: HelpPage) {
    #expect(Set(page.related).count == page.related.count)
    for name in page.related where !name.hasPrefix(".lesson ") {
      #expect(HelpIndex.pages.contains { HelpIndex.allNames(of: $0).contains(name) }, "\(name)")
      #expect(!HelpIndex.allNames(of: page).contains(name), "\(name) is this page")
    }
    for match in page.shown.joined(separator: "\n").matches(of: /\.lesson ([a-z][a-z-]*)/) {
      #expect(Self.lessons.contains(String(match.1)), "\(match.0)")
    }
    for match in page.text.joined(separator: " ").matches(of: /help ([a-z][a-z-]*)/) {
      let isLink = lines(about: String(match.1)).count > 1
      #expect(isLink || page.name == ".help" || page.name == "topics", "\(match.0)")
    }
  }

  @Test func theListOfLessonsIsWhole() throws {
    let listed = lines(about: "lessons").dropFirst().flatMap { line in
      line.split { " ,".contains($0) }.map(String.init)
    }
    #expect(Self.lessons.subtracting(listed).isEmpty)
  }

  @Test(arguments: Abort.Kind.allCases)
  func everyKindOfAbortHasItsPage(kind: Abort.Kind) {
    #expect(lines(about: kind.rawValue).first?.hasPrefix("\(kind.rawValue): ") == true)
    #expect(lines(about: "aborts").contains { $0.contains(kind.rawValue) })
  }

  @Test(arguments: ErrorKind.allCases)
  func everyKindOfErrorIsExplained(kind: ErrorKind) {
    #expect(lines(about: "errors").contains { $0.hasPrefix("  \(kind.rawValue) ") })
    #expect(lines(about: "error \(kind.rawValue)").count > 1)
  }

  // MARK: The truth

  /// The page is a lesson too, that `isolab test` replays.
  @Test(arguments: HelpIndex.pages.filter { $0.example != nil })
  func everyPagePassesItsTest(page: HelpPage) throws {
    let scenario = try #require(page.example).scenario
    #expect(scenario.modes.contains(.snapshot))
    for mode in scenario.modes {
      let test = LessonTest(scenario, mode: mode)
      #expect(test.mismatches.isEmpty, "\(page.name) in \(mode.name)")
      #expect(test.failure == nil, "\(page.name) in \(mode.name): \(test.failure?.text ?? "")")
    }
  }

  /// In the shell, with all that only a shell shows.
  @Test(arguments: HelpIndex.pages.filter { $0.example != nil })
  func everyExampleIsWhatHappens(page: HelpPage) throws {
    let example = try #require(page.example)
    var workspace = Workspace(isInteractive: true)
    for exchange in example.exchanges {
      let place = "\(page.name): \(exchange.command)"
      let entry = workspace.answer(exchange)
      #expect(entry.lines.map(\.answer).filter { !$0.isEmpty } == exchange.answers, "\(place)")
      var notes = entry.lines.filter { $0.answer.isEmpty }.compactMap(\.prose)[...]
      for note in exchange.notes {
        #expect(notes.contains(note), "\(place): \(note)\n\(notes.joined(separator: "\n"))")
        notes = notes.drop { $0 != note }.dropFirst()
      }
    }
  }

  /// What would write files or leave is at least understood.
  @Test(arguments: HelpIndex.pages.filter { !$0.console.isEmpty })
  func everyLineThatIsShownIsUnderstood(page: HelpPage) throws {
    #expect(page.example == nil)
    let workspace = Workspace(isInteractive: true)
    for line in page.console {
      #expect(line.hasPrefix(workspace.lab.prompt), "\(page.name): \(line)")
      _ = try #require(workspace.lab.read(line), "\(page.name): \(line)").get()
    }
  }

  @Test(arguments: HelpIndex.pages.filter { $0.byMode != nil }, IsolationMode.allCases)
  func whatEachModeDoesIsTrue(page: HelpPage, mode: IsolationMode) throws {
    let table = try #require(page.byMode)
    let rows = table.rows.filter { $0.modes.contains(mode) }
    #expect(rows.count == 1, "\(page.name): \(mode.name) has to stand in one row")
    let what = try #require(rows.first?.what)
    if let name = page.matrixRow {
      let row = try #require(MatrixRow.all.first { $0.name == name })
      #expect(try row.cell(in: MatrixColumn(mode: mode)) == what, "\(page.name)")
    } else {
      var workspace = Workspace(mode: mode, isInteractive: true)
      var last: Entry?
      for exchange in try #require(page.example).exchanges { last = workspace.answer(exchange) }
      #expect(last?.lines.first?.answer == what, "\(page.name) in \(mode.name)")
    }
  }

  /// A page about an anomaly of the judge's leads to its lesson.
  @Test(arguments: HelpIndex.pages.filter { $0.anomaly != nil })
  func anAnomalyLeadsToItsLesson(page: HelpPage) {
    guard let lesson = page.anomaly?.lesson else { return }
    #expect(page.related.contains(".lesson \(lesson)"))
  }

  /// Nothing of the file's form is left: every comment and every block was understood.
  @Test(arguments: HelpIndex.pages)
  func noMarkdownIsLeft(page: HelpPage) {
    for line in [page.title] + page.text where page.name != "files" {
      #expect(!line.contains("`") && !line.contains(/<!-- (?!note: \.\.\. -->)/), "\(line)")
    }
  }
}

/// What help says in a shell.
private func lines(about topic: String?) -> [String] {
  HelpIndex.lines(about: topic, Workspace.prompts)
}

extension HelpPage: CustomTestStringConvertible {
  package var testDescription: String { name }

  /// Its lines as a shell shows them.
  fileprivate var shown: [String] { lines(Workspace.prompts) }
}

extension Workspace {
  /// What the shell would answer.
  fileprivate mutating func answer(_ exchange: HelpExample.Exchange) -> Entry {
    switch exchange.statement {
    case .success(let statement): enter(statement)
    case .failure(let error): lab.refuse(error, text: exchange.command)
    }
  }
}
