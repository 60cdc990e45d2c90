import Checking
package import Drawing
import Language
import Layout
package import Runs
import SQL
import Sessions
import Telling
import Vocabulary

/// The files that can be made of a run.
extension Run {
  /// The text of the file, which shows that part, from 1, or of all of them; a page has
  /// this one mode.
  ///
  /// Nil where there is no such part, or nothing in it.
  package func export(as form: Export, part: Int) -> String? {
    if form.isPicture {
      return picture(as: form, at: Moment(part: part, step: nil), PictureLook())?.text
    }
    guard let lab = end(ofPart: part) else { return nil }
    if form == .html { return LessonPage(of: [self]).html }
    let lines = form == .transcript ? transcript : lab.export(as: form, titled: title(ofPart: part))
    return lines?.map { $0 + "\n" }.joined()
  }

  /// The moment of the finding, for a picture that is asked for without a step.
  ///
  /// Without a part, it is in the part that holds the finding.
  package func moment(ofPart part: Int?, as form: Export, _ look: PictureLook) -> Moment {
    moment(inPart: part, withRetry: form == .svg && !look.isSlide)
  }

  /// A picture of that moment, and whether its texts are too small for a slide.
  ///
  /// Nil where there is no such moment.
  package func picture(
    as form: Export, at moment: Moment, _ look: PictureLook
  ) -> (text: String, isSmall: Bool)? {
    guard let lab = lab(at: moment) else { return nil }
    let title = look.isSlide ? "" : title(ofPart: moment.part, upTo: moment.step)
    let sheet: Sheet
    switch form {
    case .graph: sheet = lab.graphSheet(titled: title)
    case .versions: sheet = lab.pictured.versionSheet(titled: title)
    default:
      sheet = lab.timelinePicture(
        titled: title, dead: deadVersions(before: moment)?.counts ?? [],
        room: look.isSlide ? Slide.room : nil
      ).sheet()
    }
    guard look.isSlide else { return (sheet.svg(in: look).source + "\n", false) }
    let part = partCount > 1 ? ", part \(moment.part)" : ""
    let slide = Slide(titled: self.title + part, badge: lab.modesInUse)
    return (slide.svg(of: sheet, in: look).source + "\n", Slide.shrinks(sheet))
  }

  /// What pictures of a part are called.
  private func title(ofPart part: Int, upTo step: StepNumber? = nil) -> String {
    let modes = end(ofPart: part)?.modesInUse ?? mode.name
    let told = step.map { ", up to step \($0)" } ?? ""
    return "\(title), \(modes)\(partCount > 1 ? ", part \(part)" : "")\(told)"
  }
}

extension Lab {
  /// The lines of a file about this lab alone; nil for a form that shows more, or is a picture.
  package func export(as form: Export, titled title: String = "") -> [String]? {
    switch form {
    case .html, .transcript, .svg, .graph, .versions: nil
    case .sql: narrator.sql(replies, title: title)
    case .json: narrator.history
    case .notation: narrator.notation
    case .dot: graphPicture?.dot ?? []
    case .mermaid: graphPicture?.mermaid ?? []
    }
  }
}

/// What has happened in a lab, as pictures.
extension Lab {
  /// The modes of the transactions so far, or the mode of a bare BEGIN.
  fileprivate var modesInUse: String {
    let modes = runner.records.map { $0.mode }
    let used = IsolationMode.allCases.filter(modes.contains)
    return used.isEmpty ? runner.mode.name : used.map { $0.name }.joined(separator: ", ")
  }

  func timelinePicture(
    titled title: String, in space: TimelineSpace = .picture, dead: [DeadVersions] = [],
    room: (width: Double, height: Double)? = nil
  ) -> TimelinePicture {
    var lab = self
    lab.display.limit = Self.limit
    return TimelinePicture(
      lab.narrator, replies, lab.timelineMatter, title: title, dead: dead, in: space, room: room)
  }

  /// The graph of a page, whose pieces know their frames.
  func graphSVG(titled title: String, growth: GraphGrowth) -> Markup {
    graphSheet(titled: title, growth: growth).bare
  }

  func graphSheet(titled title: String, growth: GraphGrowth? = nil) -> Sheet {
    graphPicture?.sheet(titled: title, sessions: runner.sessions.map { $0.name }, growth: growth)
      ?? timelinePicture(titled: title).sheet()
  }

  /// Texts are cut sooner in a picture.
  private static let limit = 60

  var pictured: Narrator {
    var lab = self
    lab.display.limit = Self.limit
    return lab.narrator
  }
}
