import Exploring
import Language
import Layout
import Runs
import Telling
import Terminal
import Vocabulary

/// Showing and keeping single orders.
extension ExploreCommand {
  /// Replays the order of that number.
  func replay(_ number: UInt64, _ part: Explorable, _ mode: IsolationMode) throws {
    let orders = part.program(in: mode).orders
    guard let order = orders.order(number) else {
      let all = orders.count.map { "there are \($0)" } ?? "there are too many to number"
      Output.error.line("isolab: there is no order \(number); \(all)")
      throw ExitStatus.usage
    }
    try show(order, of: part, in: mode)
  }

  /// Replays the shortest order of a kind, in the first part and mode that has one.
  func replay(_ what: String, _ findings: [(Explorable, [Tally])]) throws {
    for (part, tallies) in findings {
      for tally in tallies {
        let found =
          what == Self.clean
          ? tally.cleanWitness : Trait(name: what).flatMap { tally.witnesses[$0] }
        guard let order = found else { continue }
        return try show(order, of: part, in: tally.mode)
      }
    }
    Output.error.line("isolab: no order of \(printable(file)) shows \(printable(what))")
    throw ExitStatus.failed
  }

  private func show(_ order: [Int], of part: Explorable, in mode: IsolationMode) throws {
    guard var replay = part.replay(of: order, in: mode, look.display) else {
      let left = sessionOrder ? ", or --session-order leaves it out" : ""
      Output.error.line(
        "isolab: that order is not possible: a session would have to act while it waits"
          + left)
      throw ExitStatus.failed
    }
    if json {
      Output.standard.line(replay.lab.header.text)
      while let played = replay.next() { Output.standard.lines(played.answer.objects.map(\.text)) }
      return Output.standard.line(replay.lab.closing.text)
    }
    let number = order.number.map { "order \($0), " } ?? ""
    let changes = counted(order.switches, "change")
    Output.standard.line("# \(part.name): \(number)\(changes) of session")
    Output.standard.line(".modes \(mode.name)")
    while let played = replay.next() {
      let answer = look.presentation.lines(played.answer.lines)
      Output.standard.lines([played.transcriptLine] + answer)
    }
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
      let name = "\(baseName)-\(part.part)-\(tally.mode.shortName)-\(trait.name).md"
      let title = "\(part.name) in \(tally.mode.name): \(trait.text)"
      let text = part.lesson(of: order, in: tally.mode, titled: title) ?? ""
      try Files.create("\(folder)/\(name)", with: Array(text.utf8))
      let path = "\(folder)/\(name)"
      Output.standard.line(json ? JSON.fields(["saved": .string(path)]).text : printable(path))
    }
  }

  /// The file's name without folders and ending.
  private var baseName: String {
    if file == "-" { return "input" }
    let name = file.split(separator: "/").last.map(String.init) ?? file
    return name.split(separator: ".").first.map(String.init) ?? name
  }
}
