import Checking
import Drawing
import Language
import Layout
import Runs
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
    guard let lab = end(ofPart: part) else { return nil }
    if form == .html { return LessonPage(of: [self]).html }
    let lines = form == .transcript ? transcript : lab.export(as: form, titled: title(ofPart: part))
    return lines?.map { $0 + "\n" }.joined()
  }

  /// What pictures of a part are called.
  private func title(ofPart part: Int) -> String {
    let modes = end(ofPart: part)?.modesInUse ?? mode.name
    return "\(title), \(modes)\(partCount > 1 ? ", part \(part)" : "")"
  }
}

extension Lab {
  /// The lines of a file about this lab alone; nil for a form that shows more.
  package func export(as form: Export, titled title: String = "") -> [String]? {
    switch form {
    case .html, .transcript: nil
    case .sql: narrator.sql(replies, title: title)
    case .svg: [timelinePicture(titled: title).svg().source]
    case .graph: [graphSVG(titled: title).source]
    case .versions: [versionSVG(titled: title).source]
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
    titled title: String, in space: TimelineSpace = .picture
  ) -> TimelinePicture {
    TimelinePicture(pictured, replies, findings: findings, title: title, in: space)
  }

  func graphSVG(titled title: String, growth: GraphGrowth? = nil) -> Markup {
    graphPicture?.svg(titled: title, sessions: runner.sessions.map { $0.name }, growth: growth)
      ?? TimelinePicture(pictured, [], findings: [], title: title).svg()
  }

  func versionSVG(titled title: String) -> Markup { pictured.versionPicture(titled: title) }

  /// Texts are cut sooner in a picture.
  var pictured: Narrator {
    var lab = self
    lab.display.limit = 60
    return lab.narrator
  }
}
