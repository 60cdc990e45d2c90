import ArgumentParser
import Drawing
import Layout
import Pages
import Runs
import Vocabulary

/// What a picture shows, and how it looks.
struct PictureOptions: ParsableArguments {
  /// The last step that is shown.
  enum Step: Equatable {
    case number(StepNumber)
    case end
  }

  @Option(
    help: ArgumentHelp(
      "A picture's last step, or end; default: the finding.", valueName: "step"),
    transform: step(named:))
  var step: Step?

  @Flag(name: .long, help: "A picture in 16:9 with a headline, for slides.")
  var slide = false

  @Flag(name: .long, help: "A picture on a dark background.")
  var dark = false

  @Flag(name: .long, help: "A picture without a background.")
  var transparent = false

  /// Whether any of them was given.
  var isAsked: Bool { step != nil || slide || dark || transparent }

  var look: PictureLook {
    var look = PictureLook()
    (look.isSlide, look.isDark, look.isTransparent) = (slide, dark, transparent)
    return look
  }

  /// The moment of a run that was asked for.
  func moment(in run: Run, part: Int?, as form: Export) -> Moment {
    switch step {
    case .number(let step): Moment(part: part ?? run.firstPart, step: step)
    case .end: Moment(part: part ?? run.firstPart, step: nil)
    case nil: run.moment(ofPart: part, as: form, look)
    }
  }
}

/// A step named on the command line.
private func step(named text: String) throws -> PictureOptions.Step {
  if text.lowercased() == "end" { return .end }
  guard let number = StepNumber(text), number > 0 else {
    throw ValidationError("--step takes the number of a step or \"end\", not \(printable(text)).")
  }
  return .number(number)
}

/// A form that isolab leaves to other programs.
struct ImageConverter {
  private let file: String
  private let suffix: String

  /// Nil if the file is no such form.
  init?(file: String) {
    let suffixes = [".png", ".pdf"]
    guard let suffix = suffixes.first(where: file.lowercased().hasSuffix) else { return nil }
    (self.file, self.suffix) = (file, suffix)
  }

  var advice: String {
    let name = printable(String(file.dropLast(suffix.count)))
    let form = suffix == ".pdf" ? "--format=pdf " : ""
    return "isolab writes SVG, which other programs can convert. Write \(name).svg, then run "
      + "rsvg-convert \(form)-o \(printable(file)) \(name).svg (package librsvg2-bin), "
      + "or use Inkscape."
  }
}
