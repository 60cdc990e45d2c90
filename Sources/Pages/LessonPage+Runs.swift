import Language
import Layout
package import Runs
import Sessions
package import Vocabulary

extension LessonPage {
  /// The page of runs of the same lines in several modes, one of which is shown first.
  ///
  /// `neighbours` are the lessons whose pages are in the same folder as this one.
  package init(
    of runs: [Run], first: IsolationMode? = nil, neighbours: [String] = []
  ) {
    let plan = FramePlan(runs[0])
    let shown = runs.map { PageRun($0, plan) }
    title = runs[0].title
    frames = plan.frames(withChoicesIn: runs, shown)
    self.runs = shown.map { $0.view }
    self.first = first ?? runs[0].mode
    sheet = runs[0].scenario.map { HandOut($0) }
    self.neighbours = neighbours
    name = runs[0].scenario.map { printable($0.file) } ?? ""
  }
}
