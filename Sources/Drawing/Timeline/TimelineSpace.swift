/// What a timeline has to fit, so that its text stays large enough to read.
package enum TimelineSpace {
  /// A file of its own, in which a command and its answer should fit one line.
  case picture
  /// The middle of a page.
  case page
  /// A phone, held upright.
  case phone

  /// How many lines a command takes at most.
  var commandLines: Int { self == .phone ? 7 : 4 }

  /// How many cells of text a lane has at most.
  func cells(lanes: Int) -> Int {
    let widths =
      switch self {
      case .picture: [44, 34, 30, 26, 24, 22]
      case .page: [44, 26, 20, 14, 14, 14]
      case .phone: [32, 13, 13, 12, 12, 12]
      }
    return widths[min(max(lanes, 1), widths.count) - 1]
  }
}
