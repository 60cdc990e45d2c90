import Stores
import Vocabulary

/// What a picture says about requests that have no answer.
package enum ServerView {
  /// Some will have an answer.
  case moving
  /// All wait, if this number of pictures in a row says so.
  case still(pictures: Int)
}

/// Waits, as the server reports them.
///
/// A request that has no answer either runs, or waits for another transaction. Control connections
/// ask for a picture of the waits, until each request in question has its answer or really waits.
/// The pauses between two questions only spare the server: every answer that arrives ends a pause.
extension ServerRun {
  /// Waits until the request, or each one if nil, has its answer or really waits.
  ///
  /// - Returns: the transactions for which the request waits, as far as they are known.
  func settle(_ only: Pending?) throws(StoreFailure) -> [TransactionID] {
    let deadline = ServerDeadline(place)
    var pause = only.map(firstPause) ?? 0
    var agreeing = 0
    var last: (picture: Picture, moment: Int)?
    while true {
      try collect()
      let asked = state.unanswered.filter { only == nil || $0.id == only?.id }
      guard !asked.isEmpty else { return [] }
      let new = try takePicture()
      if let new { last = (new, state.moment) }
      // An older picture may be good enough once the server has looked for a cycle.
      if let last, last.moment == state.moment {
        switch view(of: asked, in: last.picture) {
        case .moving: agreeing = 0
        case .still(let pictures):
          agreeing = max(1, agreeing + (new == nil ? 0 : 1))
          guard agreeing < pictures else {
            return try only == nil ? [] : blockers(of: asked[0], in: last.picture)
          }
        }
        if new != nil { pause = agreeing > 0 ? 1 : min(pause * 2 + 1, 20) }
      }
      if new == nil, pause == 0 || asked.contains(where: { $0.session.isCheckedWait }) { try ask() }
      let isAnswered = try waitForAnswers(state.inquiry == nil ? pause : 50, deadline) {
        complaint(about: asked, last?.picture)
      }
      if !isAnswered { try ask() }
    }
  }

  /// How long to wait for an answer before the first question, in milliseconds.
  ///
  /// If a server itself reports its waits, there is no need to ask it earlier.
  private func firstPause(_ pending: Pending) -> Int32 {
    pending.mayWait && state.open.count > 1 && !table.reportsChecks ? 0 : 10
  }

  /// Takes the answers that have arrived.
  private func collect() throws(StoreFailure) {
    for index in state.waiting.indices where state.waiting[index].reply == nil {
      guard let reply = try state.waiting[index].session.takeReply() else { continue }
      state.waiting[index].reply = reply
      state.moment += 1
    }
  }

  /// Asks the nodes of all sessions without an answer for a picture.
  private func ask() throws(StoreFailure) {
    guard state.inquiry == nil else { return }
    let sessions = state.unanswered.map(\.session)
    let nodes = Set(sessions.map(\.node))
    for node in nodes { try table.controls[node].send([table.question(about: sessions)]) }
    state.inquiry = ServerInquiry(moment: state.moment, nodes: nodes)
  }

  /// The picture that was asked for; nil if an answer is missing, or older than the last event.
  private func takePicture() throws(StoreFailure) -> Picture? {
    guard var inquiry = state.inquiry else { return nil }
    for node in inquiry.nodes {
      guard let reply = try table.controls[node].takeReply() else { continue }
      if let error = reply.error { throw place.failure("does not show its waits", error) }
      inquiry.picture.add(reply, of: node)
      inquiry.nodes.remove(node)
    }
    state.inquiry = inquiry.nodes.isEmpty ? nil : inquiry
    return inquiry.nodes.isEmpty && inquiry.moment == state.moment ? inquiry.picture : nil
  }

  /// Whether an answer has arrived, at least in part, within this time in milliseconds.
  private func waitForAnswers(
    _ time: Int32, _ deadline: ServerDeadline, else reason: () -> String
  ) throws(StoreFailure) -> Bool {
    let sessions = state.unanswered.map(\.session)
    let controls = (state.inquiry?.nodes ?? []).map { table.controls[$0] }
    return try deadline.wait(
      for: (sessions + controls).map(\.interest), atMost: time, else: reason())
  }
}
