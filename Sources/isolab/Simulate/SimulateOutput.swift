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

  /// Prints the results in the form that was asked for.
  ///
  /// The table comes last: a terminal that has scrolled shows the end.
  func show(
    _ json: @autoclosure () -> JSON, _ csv: @autoclosure () -> [String],
    _ sentences: @autoclosure () -> [String], heading: [String], _ charts: [Chart],
    table: (Int) -> [String]
  ) {
    if self.json { return Output.standard.line(json().text) }
    if self.csv { return Output.standard.lines(csv()) }
    if look.plain { return Output.standard.lines(sentences()) }
    let columns = min(look.columns, 100)
    let drawing = ChartsText(charts, columns: columns, isASCII: look.display.isASCII)
    Output.standard.lines(
      heading.flatMap { broken($0, to: columns, "  ") } + [""] + drawing.lines + [""]
        + table(columns))
  }

  /// Writes the picture, if one is wanted; or reports that the simulation was interrupted.
  func finish(_ charts: [Chart], isPartial: Bool) throws {
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
}
