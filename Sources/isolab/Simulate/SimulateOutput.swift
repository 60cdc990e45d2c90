import ArgumentParser
import Drawing
import Language
import Layout
import Simulating
import Telling
import Terminal

/// Where the results of a simulation go, and in which form.
struct SimulateOutput: ParsableArguments {
  @Option(
    name: .short,
    help: ArgumentHelp("Also write the charts to a new file.", valueName: "file.svg"),
    completion: .file(extensions: ["svg"]))
  var output: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  @Flag(help: "Print a heading and a line of numbers for each run.")
  var csv = false

  @OptionGroup(visibility: .hidden) var look: LookOptions

  func validate() throws {
    guard !json || !csv else { throw ValidationError("--json and --csv cannot be combined") }
    if let output, !output.hasSuffix(".svg") {
      throw ValidationError("the file for -o must end in .svg")
    }
  }

  /// Reports, before the work, that the picture's file exists already.
  func refuseOverwriting() throws {
    guard let output, Files.exists(output) else { return }
    Output.error.line("isolab: cannot write \(printable(output)): File exists")
    throw ExitStatus.usage
  }

  /// Prints the results in the form that was asked for, and writes the picture, if one is wanted;
  /// or reports that the simulation was interrupted.
  func report(_ texts: some SimulationTexts, _ charts: [Chart], isPartial: Bool) throws {
    show(texts, charts)
    guard !isPartial else {
      Output.error.line("isolab: interrupted")
      throw ExitStatus.interrupted
    }
    guard let output else { return }
    do throws(Files.Problem) {
      try Files.create(output, with: Array(ChartSVG(charts).text.utf8))
    } catch {
      Output.error.line(error.text)
      throw ExitStatus.usage
    }
  }

  /// The table comes last: a terminal that has scrolled shows the end.
  private func show(_ texts: some SimulationTexts, _ charts: [Chart]) {
    if json { return Output.standard.line(texts.json.text) }
    if csv { return Output.standard.lines(texts.csv) }
    if look.plain { return Output.standard.lines(texts.sentences) }
    let columns = min(look.columns, 100)
    let drawing = ChartsText(charts, columns: columns, isASCII: look.display.isASCII)
    Output.standard.lines(
      [texts.title, texts.conditions].flatMap { broken($0, to: columns, "  ") } + [""]
        + drawing.lines + [""] + texts.lines(columns: columns))
  }
}

/// The results of a simulation in every form that is printed.
protocol SimulationTexts {
  var title: String { get }
  var conditions: String { get }
  var json: JSON { get }
  var csv: [String] { get }
  var sentences: [String] { get }
  func lines(columns: Int) -> [String]
}

extension BloatTexts: SimulationTexts {}
extension SweepTexts: SimulationTexts {}
