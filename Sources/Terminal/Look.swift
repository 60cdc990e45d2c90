import ArgumentParser
import LineEditing
package import Telling

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The options for the look of answers.
package struct LookOptions: ParsableArguments {
  /// When colours are used.
  enum Colour: String, ExpressibleByArgument, CaseIterable {
    case auto, always, never
  }

  @Option(help: ArgumentHelp("Colors.", valueName: "when"))
  var color = Colour.auto

  @Flag(help: "Draw with ASCII only.")
  var ascii = false

  @Flag(help: "Print sentences, not tables, for a screen reader.")
  package var plain = false

  package init() {}

  /// What they are if no arguments name them.
  package static var standard: LookOptions {
    var options = LookOptions()
    (options.color, options.ascii, options.plain) = (.auto, false, false)
    return options
  }

  /// How texts are fitted to standard output.
  package var display: Display {
    var display = Display()
    if Files.outputIsTerminal {
      display.limit = 60
      display.columns = LineEditor.columns - 4
    }
    display.isASCII = ascii || !Self.isUnicode
    display.isPlain = plain
    return display
  }

  /// How many cells a line of standard output may have.
  package var columns: Int { Files.outputIsTerminal ? LineEditor.columns : 80 }

  /// How lines are put on standard output.
  package var presentation: Presentation {
    var presentation = Presentation()
    presentation.isPlain = plain
    presentation.isColoured = isColoured
    if Files.outputIsTerminal, !plain { presentation.columns = LineEditor.columns }
    return presentation
  }

  /// See no-color.org, and bixense.com/clicolors for CLICOLOR_FORCE.
  private var isColoured: Bool {
    switch color {
    case .always: return true
    case .never: return false
    case .auto:
      if variable("NO_COLOR") != nil || plain { return false }
      if let force = variable("CLICOLOR_FORCE"), force != "0" { return true }
      return Files.outputIsTerminal && !Self.isDumb
    }
  }

  /// Whether the terminal can only show one line below another.
  package var isDumb: Bool { Self.isDumb }

  private static var isDumb: Bool { (variable("TERM") ?? "dumb") == "dumb" }

  /// Whether standard output can be expected to show more than ASCII.
  private static var isUnicode: Bool {
    let locale = variable("LC_ALL") ?? variable("LC_CTYPE") ?? variable("LANG") ?? ""
    let name = locale.lowercased().utf8
    let isUTF8 = name.indices.contains { start in
      name[start...].starts(with: "utf-8".utf8) || name[start...].starts(with: "utf8".utf8)
    }
    return isUTF8 && !(Files.outputIsTerminal && isDumb)
  }
}

/// A variable of the environment; nil if it is not set, or empty.
func variable(_ name: String) -> String? {
  guard let value = getenv(name), value.pointee != 0 else { return nil }
  return String(cString: value)
}
