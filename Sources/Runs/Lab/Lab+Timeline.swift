import Drawing
package import Layout
import Sessions
import Telling

/// What happened, drawn.
extension Lab {
  package var timeline: [StyledText] {
    guard display.isPlain else {
      return startOfTimeline
        + narrator.timeline(replies, columns: display.width, ascii: display.isASCII)
    }
    let told = replies.flatMap { $0.all }.filter { $0.step != nil }
    return told.isEmpty
      ? [StyledText("nothing has happened yet")]
      : startOfTimeline + told.map { StyledText(sentence(of: $0)) }
  }

  private func sentence(of reply: Reply) -> String {
    "step \(reply.step ?? 0), \(reply.session): \(narrator.typed(reply.text)), "
      + narrator.answer(reply.outcome)
  }
}
