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
    name: .short, help: ArgumentHelp("Write the chart there.", valueName: "file.svg"),
    completion: .file(extensions: ["svg"]))
  var output: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  @Flag(help: "Print a heading, and lines of numbers.")
  var csv = false

  @OptionGroup(visibility: .hidden) var look: LookOptions

  func validate() throws {
    guard !json || !csv else { throw ValidationError("--json and --csv exclude each other") }
    if let output, !output.hasSuffix(".svg") {
      throw ValidationError("the file for -o must end in .svg")
    }
  }

  /// Says so before the work if the picture's file is there already.
  func refuseOverwriting() throws {
    guard let output, Files.exists(output) else { return }
    Output.error.line("isolab: cannot write \(printable(output)): File exists")
    throw ExitStatus.usage
  }

  /// Prints the results in the form that was asked for.
  func show(
    _ json: @autoclosure () -> JSON, _ csv: @autoclosure () -> [String],
    _ sentences: @autoclosure () -> [String], table: (Int) -> [String], _ chart: Chart
  ) {
    if self.json { return Output.standard.line(json().text) }
    if self.csv { return Output.standard.lines(csv()) }
    if look.plain { return Output.standard.lines(sentences()) }
    let columns = min(look.columns, 100)
    let drawing = ChartText(chart, columns: columns, isASCII: look.display.isASCII)
    Output.standard.lines(table(columns) + [""] + drawing.lines)
  }

  /// Writes the picture, if one is wanted; or says that everything was interrupted.
  func finish(_ chart: Chart, isPartial: Bool) throws {
    guard !isPartial else {
      Output.error.line("isolab: interrupted")
      throw ExitStatus.interrupted
    }
    guard let output else { return }
    do throws(Files.Problem) {
      try Files.create(output, with: Array(ChartSVG(chart).text.utf8))
    } catch {
      Output.error.line(error.text)
      throw ExitStatus.usage
    }
  }
}
