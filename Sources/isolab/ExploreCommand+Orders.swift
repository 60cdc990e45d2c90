import Exploring
import Language
import Layout
import Runs
import Stores
import Telling
import Terminal
import Vocabulary

/// Showing and keeping single orders.
extension ExploreCommand {
  /// Replays the order with that number, on the store if there is one.
  func replay(
    _ number: UInt64, _ part: Explorable, _ mode: IsolationMode, on store: (any Store)? = nil
  ) throws {
    let orders = part.program(in: mode).orders
    guard let order = orders.order(number) else {
      let all = orders.count.map { "there are \($0)" } ?? "there are too many to number"
      Output.error.line("isolab: there is no order \(number); \(all)")
      throw ExitStatus.usage
    }
    try show(order, of: part, in: mode, on: store)
  }

  /// Replays the shortest order of a kind, in the first part and mode that has one.
  func replay(
    _ what: String, _ findings: [(Explorable, [Tally])], on store: (any Store)? = nil
  ) throws {
    for (part, tallies) in findings {
      for tally in tallies {
        let found =
          what == Self.clean
          ? tally.cleanWitness : Trait(name: what).flatMap { tally.witnesses[$0] }
        guard let order = found else { continue }
        return try show(order, of: part, in: tally.mode, on: store)
      }
    }
    throw notFound(what)
  }

  /// Reports that there is no such order, and returns the exit status for that.
  func notFound(_ what: String) -> ExitStatus {
    Output.error.line("isolab: no order of \(printable(file)) shows \(printable(what))")
    return .failed
  }

  private func show(
    _ order: [Int], of part: Explorable, in mode: IsolationMode, on store: (any Store)?
  ) throws {
    guard let replay = part.replay(of: order, in: mode, display, on: store) else {
      let left = sessionOrder ? ", or --session-order excludes it" : ""
      Output.error.line(
        "isolab: that order is not possible: a session would have to act while it waits"
          + left)
      throw ExitStatus.failed
    }
    try show(replay, of: order, part)
  }

  /// Prints the order as it is played.
  func show(_ replay: Replay, of order: [Int], _ part: Explorable) throws {
    var replay = replay
    if json {
      Output.standard.line(replay.lab.header.text)
    } else {
      let number = order.number.map { "order \($0), " } ?? ""
      let changes = counted(order.switches, "change")
      Output.standard.line("# \(part.name): \(number)\(changes) of session")
      if let place = replay.lab.placeTold { Output.standard.line("# on \(place)") }
      Output.standard.line(".modes \(replay.mode.name)")
    }
    while let played = replay.next() {
      if json {
        Output.standard.lines(played.answer.objects.map(\.text))
      } else {
        let answer = look.presentation.lines(played.answer.lines)
        Output.standard.lines([StyledText(played.transcriptLine)] + answer)
      }
      if let failure = played.failure, failure.kind == .store { throw failure.told() }
    }
    if json { Output.standard.line(replay.lab.closing.text) }
  }

  /// How answers are fitted to standard output.
  var display: Display {
    var display = look.display
    display.showsStatements = sql
    return display
  }

  /// Writes each witness as a lesson into the folder, which is created if it does not exist.
  func write(to folder: String, _ findings: [(Explorable, [Tally])]) throws {
    do throws(Files.Problem) {
      try Files.makeFolder(folder)
      for (part, tallies) in findings {
        for tally in tallies { try write(tally, of: part, to: folder) }
      }
    } catch {
      Output.error.line(error.text)
      throw ExitStatus.usage
    }
  }

  private func write(
    _ tally: Tally, of part: Explorable, to folder: String
  ) throws(Files.Problem) {
    for (trait, order) in tally.witnesses.sorted(by: { $0.key < $1.key }) {
      let title = "\(part.name) in \(tally.mode.name): \(trait.text)"
      try write(
        try? part.lesson(of: order, in: tally.mode, titled: title),
        named: "\(part.part)-\(tally.mode.shortName)-\(trait.name)", to: folder)
    }
  }

  /// Writes a lesson whose file name is that of the explored file, followed by `name`.
  func write(
    _ lesson: String?, named name: String, to folder: String
  ) throws(Files.Problem) {
    let path = "\(folder)/\(baseName)-\(name).md"
    try Files.create(path, with: Array((lesson ?? "").utf8))
    Output.standard.line(json ? JSON.fields(["saved": .string(path)]).text : printable(path))
  }

  /// The file's name without folders and extension.
  private var baseName: String {
    if file == "-" { return "input" }
    let name = file.split(separator: "/").last.map(String.init) ?? file
    return name.split(separator: ".").first.map(String.init) ?? name
  }
}
