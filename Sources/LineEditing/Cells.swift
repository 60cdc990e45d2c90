import CEditline

/// How many terminal cells a scalar fills as libedit draws it, control characters spelled out.
///
/// It does not know the tab, whose width depends on its column.
func cells(of scalar: Unicode.Scalar) -> Int {
  if scalar.value < 0x20 || scalar.value == 0x7f { return 2 }  // ^A
  let width = Int(editline_cells(wchar_t(truncatingIfNeeded: scalar.value)))
  if width < 0 { return scalar.value > 0xffff ? 8 : 7 }  // \U+FFFF
  return max(1, width)  // libedit gives a combining mark a cell of its own
}

/// The cells of a text that stays on one row.
func cells(in text: String) -> Int {
  text.unicodeScalars.reduce(0) { $0 + cells(of: $1) }
}

/// A place on the terminal, counted from the first cell of the prompt.
struct CellPosition {
  private(set) var row = 0
  private(set) var column = 0
  private let columns: Int

  init(columns: Int) {
    self.columns = max(1, columns)
  }

  /// Moves over a text, wrapping where libedit does: a wide character is never cut in two.
  mutating func advance(over text: String) {
    for scalar in text.unicodeScalars {
      if scalar == "\n" {
        (row, column) = (row + 1, 0)
        continue
      }
      let width = scalar == "\t" ? 8 - column % 8 : cells(of: scalar)
      if width == 2, column + width > columns { (row, column) = (row + 1, 0) }
      column += width
      row += column / columns
      column %= columns
    }
  }
}
