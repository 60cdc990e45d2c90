package import Vocabulary

/// `[si, wsi]`: names of modes at the start of an answer, a paragraph, or an item, which is then
/// about these modes only.
struct ModeTag {
  private let scalars: [Unicode.Scalar]
  private let open: Int
  /// Index of the scalar after the bracket.
  let end: Int
  private let names: [ArraySlice<Unicode.Scalar>]

  /// Reads the tag at an index; nil if no bracket is opened there, or none is closed.
  init?(_ scalars: [Unicode.Scalar], at open: Int) {
    guard open < scalars.count, scalars[open] == "[",
      let close = scalars[open...].firstIndex(of: "]")
    else { return nil }
    (self.scalars, self.open, end) = (scalars, open, close + 1)
    names = scalars[(open + 1)..<close].split(separator: ",", omittingEmptySubsequences: false)
      .map { $0.trimmed }
  }

  /// The modes that are named.
  var modes: [IsolationMode] { names.compactMap { IsolationMode(named: String(scalars: $0)) } }

  /// Whether anything but blanks follows.
  var isFollowed: Bool { !scalars[end...].allSatisfy { $0.isBlank } }

  /// The first name that is no mode, or that nothing follows, and where; nil if all is well.
  var fault: (problem: FileError.Problem, place: Range<Int>)? {
    guard isFollowed, !names.contains(where: { $0.isEmpty }) else { return (.emptyTag, open..<end) }
    for name in names where IsolationMode(named: String(scalars: name)) == nil {
      return (.unknownTag(String(scalars: name)), name.indices)
    }
    return nil
  }
}

// MARK: In prose

extension ModeTag {
  /// Reads the tag of a line of prose, which stands at its start or after the marker of an item.
  ///
  /// Nil if there is none. Brackets are text where no blank follows them, as in a link, and where
  /// they hold something other than names: `[1] ` and `[x] ` are no tags.
  init?(prose line: String) {
    let scalars = Array(line.unicodeScalars)
    guard let open = scalars.firstIndex(of: "["), let tag = ModeTag(scalars, at: open),
      tag.end < scalars.count, scalars[tag.end].isBlank, tag.isFollowed, tag.holdsNames
    else { return nil }
    self = tag
  }

  /// The text after it.
  var text: String { String(scalars: scalars[end...].drop { $0.isBlank }) }

  /// The line without it.
  var lineWithout: String { String(scalars: scalars[..<open]) + text }

  /// Whether some mode is named, or all names look as those of modes do.
  private var holdsNames: Bool {
    !modes.isEmpty
      || names.allSatisfy { name in
        name.count > 1 && name.contains { !$0.isASCIIDigit }
          && name.allSatisfy { "a"..."z" ~= $0 || $0 == "-" || $0.isASCIIDigit }
      }
  }
}

extension ProseBlock {
  /// Whether it is about the mode.
  package func concerns(_ mode: IsolationMode) -> Bool { modes?.contains(mode) ?? true }

  /// The first line of a block that has a tag, without it.
  package static func untagged(_ line: String) -> String {
    ModeTag(prose: line)?.lineWithout ?? line
  }
}

extension Sequence<ProseBlock> {
  /// The blocks to show in that mode: all except those about other modes only.
  ///
  /// A hidden block leaves no gap between the items of a list.
  package func said(in mode: IsolationMode) -> [ProseBlock] {
    var result: [ProseBlock] = []
    var hidden = 0..<0
    for block in self {
      let joins = hidden.upperBound == block.lines.lowerBound
      let start = joins ? hidden.lowerBound : block.lines.lowerBound
      let lines = start..<block.lines.upperBound
      if block.concerns(mode) {
        result.append(ProseBlock(block.kind, lines: lines, modes: block.modes))
        hidden = 0..<0
      } else {
        hidden = lines
      }
    }
    return result
  }
}
