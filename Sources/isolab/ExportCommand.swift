import ArgumentParser
import Language
import Layout
import Pages
import Runs
import Stores
import Telling
import Terminal
import Vocabulary

/// The subcommand `isolab export`.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write a lesson as a page, a picture, a graph, or SQL.",
    usage: "isolab export <file> -o <out> [<options>]")

  @Argument(
    help: "A file or a lesson's name; - is standard input.",
    completion: .scenario)
  var file: String?

  @Option(
    name: .shortAndLong,
    help: "The file, whose ending sets the format, or -.",
    completion: .file())
  var output: String

  @Option(
    help: ArgumentHelp(
      "The form: \(Export.allNames).", valueName: "form"),
    completion: .list(Export.usualNames),
    transform: form(named:))
  var format: Export?

  @Option(
    name: .customLong("mode"),
    help: ArgumentHelp("The isolation mode; default: the lesson's usual one.", valueName: "mode"),
    completion: .mode, transform: ModeName.init)
  var modeName: ModeName?

  @OptionGroup var place: PlaceOptions

  @OptionGroup var conflicts: ConflictsOption

  @OptionGroup var partOption: PartOption

  @OptionGroup var picture: PictureOptions

  @Flag(name: .long, help: "On a page, show explanations only on request.")
  var hideExplanations = false

  @Flag(name: .long, help: "A handout without answers: .md or .html.")
  var blank = false

  @Flag(name: .long, help: "Write all lessons and an index to a folder, as pages.")
  var all = false

  func validate() throws {
    if place.urls.isEmpty { _ = try modeName?.mode(on: nil) }
    if all {
      guard file == nil, format == nil, partOption.part == nil, !blank, place.urls.isEmpty,
        !picture.isAsked
      else {
        throw ValidationError(
          "--all writes the pages of all lessons; it takes no file, no format, no part, no step, "
            + "and no --on.")
      }
      return
    }
    guard file != nil else { throw ValidationError("Name a lesson or a file.") }
    if let converter = ImageConverter(file: output), form == nil {
      throw ValidationError(converter.advice)
    }
    guard blank || form != nil else {
      throw ValidationError(
        "The file name must end in \(Export.endings), unless you give --format.")
    }
    if blank, form != nil, form != .transcript, form != .html {
      throw ValidationError(
        "--blank writes a handout: a file that ends in .md or .isolab, or a page in .html.")
    }
    guard place.urls.isEmpty || !blank && form != .sql else {
      throw ValidationError(
        "--on records a run; the script for psql and the blank lesson have no answers from a run.")
    }
    guard !hideExplanations || all || form == .html else {
      throw ValidationError("--hide-explanations works only for pages.")
    }
    guard partOption.part == nil || !blank && form?.isOfOnePart == true else {
      throw ValidationError("--part does not work here: pages and transcripts contain all parts.")
    }
    guard !picture.isAsked || !blank && form?.isPicture == true else {
      throw ValidationError(
        "--step, --slide, --dark, and --transparent work only for pictures: files that end in .svg."
      )
    }
  }

  /// The form by its name, or by the file's extension.
  private var form: Export? { format ?? (output == "-" ? nil : Export(file: output)) }

  func run() throws {
    if all { return try writeCourse() }
    guard let file else { throw ExitStatus.internal }
    if blank { return try write(handOut(of: file), to: output, "the lesson without its answers") }
    guard let form else { throw ExitStatus.internal }
    let scenario = try Files.scenario(file)
    try Files.refuseSyntaxErrors(in: scenario)
    try place.withStore { try export(scenario, as: form, on: $0) }
  }

  private func export(_ scenario: Scenario, as form: Export, on store: (any Store)?) throws {
    let mode = try mode(of: scenario, on: store?.identity)
    if form == .html {
      return try write(page(of: scenario, first: mode, on: store).html, to: output, form.told)
    }
    let run = try run(of: scenario, in: mode, on: store)
    if form.isPicture { return try export(run, asPicture: form) }
    let part = partOption.part ?? run.firstPart
    guard part <= run.partCount else {
      throw partOption.refusal(of: scenario.file, with: run.partCount)
    }
    try refuse(run, form, part: part)
    guard let text = run.export(as: form, part: part) else {
      Output.error.line("isolab: part \(part) of \(printable(scenario.file)) is empty")
      throw ExitStatus.usage
    }
    try write(text, to: output, form.told + told(run, form, part))
  }

  /// Writes a picture of the moment that was asked for, or of the finding.
  private func export(_ run: Run, asPicture form: Export) throws {
    let moment = picture.moment(in: run, part: partOption.part, as: form)
    guard moment.part <= run.partCount else {
      throw partOption.refusal(of: run.scenario?.file ?? run.title, with: run.partCount)
    }
    try refuse(run, form, part: moment.part)
    guard let drawn = run.picture(as: form, at: moment, picture.look) else {
      let last = run.lastStep(ofPart: moment.part)
      Output.error.line("isolab: the last step of part \(moment.part) is \(last)")
      throw ExitStatus.usage
    }
    let step = moment.step.map { ", up to step \($0)" } ?? ""
    let hint = picture.step == nil && moment.step != nil ? " (--step end shows all)" : ""
    let small = drawn.isSmall ? "; it is large, so its texts are smaller than 24 pixels" : ""
    try write(
      drawn.text, to: output, form.told + told(run, form, moment.part) + step + hint + small)
  }

  /// The mode that was asked for, or the lesson's usual one.
  func mode(of scenario: Scenario, on store: StoreIdentity?) throws -> IsolationMode {
    try modeName?.mode(on: store) ?? store?.standardMode(of: scenario) ?? scenario.standardMode
  }

  private func told(_ run: Run, _ form: Export, _ part: Int) -> String {
    guard form.isOfOnePart else { return " in \(run.mode.name)" }
    let parts = run.partCount > 1 ? ", part \(part) of \(run.partCount) (--part)" : ""
    return " in \(run.mode.name)\(parts)"
  }

  func write(_ text: String, to path: String, _ told: String) throws {
    guard path != "-" else { return Output.standard.text(text) }
    do throws(Files.Problem) {
      try Files.create(path, with: Array(text.utf8))
    } catch {
      Output.error.line(error.text)
      throw ExitStatus.usage
    }
    Output.standard.line("\(printable(path)): \(told)")
  }
}

/// What is written.
extension ExportCommand {
  /// The run, or the error that ended it.
  private func run(
    of scenario: Scenario, in mode: IsolationMode, on store: (any Store)?
  ) throws -> Run {
    let run = Run(scenario, in: mode, conflicts: conflicts.policy, on: store)
    if let failure = run.failure { throw failure.told() }
    return run
  }

  /// The page, in the lesson's modes; it shows the mode that was asked for first.
  ///
  /// On a store these are the modes that have a level there.
  func page(
    of scenario: Scenario, first: IsolationMode, beside neighbours: [String] = [],
    on store: (any Store)? = nil
  ) throws -> LessonPage {
    let all = scenario.modes.contains(first) ? scenario.modes : [first] + scenario.modes
    let modes = all.filter { store?.identity.level(for: $0) != nil || store == nil }
    let runs = try modes.map { mode in
      let run = try run(of: scenario, in: mode, on: store)
      try refuse(run, .html, part: run.firstPart)
      return run
    }
    var page = LessonPage(of: runs, first: first, neighbours: neighbours)
    page.hidesExplanations = hideExplanations
    return page
  }

  /// A useless file is not written.
  private func refuse(_ run: Run, _ form: Export, part: Int) throws {
    guard let refusal = run.refusal(of: form, part: part) else { return }
    Output.error.line("isolab: \(refusal)")
    throw ExitStatus.usage
  }

  /// The lesson without answers, as its own text or as a page.
  private func handOut(of file: String) throws -> String {
    do {
      let source = try Scenario.Source(bytes: Files.lesson(file), file: file)
      let scenario = try Scenario(source)
      guard form == .html else { return HandOut(scenario).text(of: source) }
      try Files.refuseSyntaxErrors(in: scenario)
      let page = try page(of: scenario, first: mode(of: scenario, on: nil))
      guard let sheet = page.handOut else { throw ExitStatus.internal }
      return sheet
    } catch let problem as Files.Problem {
      Output.error.line(problem.text)
    } catch let error as FileError {
      Output.error.line(error.diagnostic)
    }
    throw ExitStatus.usage
  }
}

/// A form named on the command line.
private func form(named name: String) throws -> Export {
  guard let form = Export(named: name) else {
    throw ValidationError(
      "There is no format \(printable(name)); the formats are \(Export.allNames).")
  }
  return form
}
