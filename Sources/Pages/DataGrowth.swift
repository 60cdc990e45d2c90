import Language
import Layout
import Runs
import Sessions
import Telling
import Vocabulary

/// What a part of a lesson stores and how its rules stand, frame by frame of a page.
struct DataGrowth {
  /// Of each key its committed value, and what each session sees in its transaction.
  private(set) var stored: TableGrowth
  private(set) var rules: TableGrowth
  /// Every version of each key.
  private(set) var versions: TableGrowth
  /// The sessions that act in the part, in the order of their lanes.
  let actors: [SessionName]

  /// Nothing, in these frames.
  ///
  /// `actors` are the sessions that act in the part, and `all` those of its lab, whose order gives
  /// them their colors.
  init(in frames: Range<Int>, actors: [SessionName], of all: [SessionName]) {
    self.actors = actors
    let columns = ["key", "stored"].map { Self.heading($0, nil) }
    let sights = actors.map { actor in
      Self.heading("\(printable(actor.text)) sees", all.firstIndex(of: actor))
    }
    stored = TableGrowth(
      in: frames, headings: columns + sights, isKeyed: true, nothing: "nothing is stored")
    rules = TableGrowth(
      in: frames, headings: ["rule", "formula", ""].map { Self.heading($0, nil) }, isKeyed: true,
      nothing: "")
    versions = TableGrowth(
      in: frames,
      headings: Narrator.versionHeading.map { Self.heading($0.replacing("_", with: " "), nil) },
      isKeyed: false, nothing: "no versions")
  }

  private static func heading(_ text: String, _ seat: Int?) -> Markup {
    let place = seat.map { "s\($0 % SessionColour.all.count + 1)" }
    return .element("th", ["scope": "col", "class": place], text: text)
  }

  /// From that frame on, the lab is like this.
  mutating func add(_ lab: Lab, from frame: Int) {
    let narrator = lab.pictured
    let rows = narrator.storedRows.map { row in
      let sights = actors.map { actor in
        row.seen.first { lab.runner.session(of: $0.transaction) == actor }?.value ?? ""
      }
      return TableGrowth.Line([row.key, row.committed] + sights)
    }
    stored.add(rows, from: frame)
    let rules = lab.runner.rules.map { rule in
      TableGrowth.Line(
        [narrator.typed(rule.name), narrator.typed(rule.formula.source)]
          + [rule.holds ? "holds" : "broken"], isAlarm: !rule.holds)
    }
    self.rules.add(rules, from: frame)
    let table = narrator.versionTable(in: .all, withReaders: true)
    versions.add(table.rows.dropFirst().map { TableGrowth.Line($0) }, from: frame)
  }
}
