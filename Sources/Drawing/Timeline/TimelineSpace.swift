/// What a timeline has to fit, so that its text stays large enough to read.
package enum TimelineSpace {
  /// A file of its own, in which a command and its answer should fit one line.
  case picture
  /// The middle of a page.
  case page
  /// A phone, held upright.
  case phone

  /// How many cells of text a lane has at most.
  func cells(lanes: Int) -> Int {
    let widths =
      switch self {
      case .picture: [44, 34, 30, 26, 24, 22]
      case .page: [44, 26, 20, 15, 15, 15]
      case .phone: [32, 14, 14, 14, 14, 14]
      }
    return widths[min(max(lanes, 1), widths.count) - 1]
  }
}
