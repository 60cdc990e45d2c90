/// What happened, drawn.
extension Laboratory {
  var timeline: [String] { ["\(replies.count)"] }
}
