import Sessions
import Telling
import Vocabulary

/// The list of everything that was tried.
extension Workspace {
  var branchList: [String] {
    lab.narrator.branches(
      branches.indices.map { index in
        let branch = branches[index]
        return BranchRow(
          number: index + 1, isHere: index == here, origin: told(branch.origin),
          mode: program(of: branch).lastMode,
          done: branch.position, undone: branch.changes.count - branch.position,
          last: branch.changes.prefix(branch.position).last?.told(by: lab.narrator) ?? "-")
      })
  }

  private func told(_ origin: Branch.Origin) -> String {
    switch origin {
    case .start: "the start"
    case .fork(let index): "branch \(index + 1), undone"
    case .rerun(let index): "branch \(index + 1), rerun"
    }
  }
}
