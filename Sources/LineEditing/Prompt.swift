import CEditline

/// A prompt in the two forms libedit and the layout need, and the memory libedit reads it from.
///
/// libedit counts every character of a prompt as a cell, except those between two marks
/// (EL_PROMPT_ESC). It loses marked text that no cell follows, and it moves the cursor by writing
/// some of the cells again. So every cell carries its complete color.
final class Prompt {
  /// The mark around text that fills no cell; itself never printed.
  static let mark: Unicode.Scalar = "\u{1}"

  /// The text without its colours.
  let visible: String
  /// The marked text, ended by NUL; valid as long as the prompt lives.
  let characters: UnsafeMutableBufferPointer<wchar_t>

  init(_ text: String, coloured: Bool) {
    var cells: [(colour: String, scalar: Unicode.Scalar)] = []
    var colour = ""
    var rest = text.unicodeScalars[...]
    while let scalar = rest.first {
      if scalar == "\u{1b}", let end = rest.firstIndex(of: "m") {
        let sequence = String(rest[...end])
        colour = sequence == "\u{1b}[0m" ? sequence : colour + sequence
        rest = rest[end...].dropFirst()
      } else {
        cells.append((colour, scalar))
        rest = rest.dropFirst()
      }
    }
    // A colour at the end takes the last space with it, or a space of its own.
    if let last = cells.last, last.colour != colour {
      if last.scalar == " " { cells.removeLast() }
      cells.append((colour, " "))
    }
    var scalars = String.UnicodeScalarView()
    var marked = String.UnicodeScalarView()
    for cell in cells {
      scalars.append(cell.scalar)
      if !cell.colour.isEmpty {
        marked.append(contentsOf: "\(Self.mark)\(cell.colour)\(Self.mark)".unicodeScalars)
      }
      marked.append(cell.scalar)
    }
    visible = String(scalars)
    let wide = (coloured ? String(marked) : visible).wide
    characters = .allocate(capacity: wide.count)
    _ = characters.initialize(from: wide)
  }

  deinit {
    characters.deallocate()
  }
}
