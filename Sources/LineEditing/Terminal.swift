import CEditline
import Layout

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The screen that libedit draws on, for other output.
struct Terminal {
  /// Whether standard input and output are terminals; otherwise libedit neither draws nor edits.
  let isInteractive =
    isatty(fileno(editline_stdin())) == 1
    && isatty(fileno(editline_stdout())) == 1

  /// The current rows and columns; 24 and 80 where they are unknown.
  var size: (rows: Int, columns: Int) {
    var rows: Int32 = 24
    var columns: Int32 = 80
    for stream in [editline_stdout(), editline_stdin()]
    where editline_size(fileno(stream), &rows, &columns) != 0 { break }
    return (Int(rows), Int(columns))
  }

  /// Whether libedit can draw on a screen of that size: it takes some 6 bytes for each cell.
  var fitsMemory: Bool { size.rows * size.columns <= 10_000_000 }

  /// The width of any terminal, 80 where it is not known; nil if it is none.
  static func columns(of descriptor: Int32) -> Int? {
    guard isatty(descriptor) == 1 else { return nil }
    var (rows, columns): (Int32, Int32) = (24, 80)
    _ = editline_size(descriptor, &rows, &columns)
    return max(20, Int(columns))
  }

  /// Writes through the stream libedit writes to, so that the order is kept.
  func write(_ text: TerminalText) {
    fputs(text.source, editline_stdout())
    fflush(editline_stdout())
  }

  /// libedit prints the name of a terminal that it does not know, whatever is in it.
  static func adoptName() {
    guard let name = getenv("TERM"), !String(cString: name).utf8.allSatisfy({ 0x21..<0x7F ~= $0 })
    else { return }
    setenv("TERM", "dumb", 1)
  }

  /// libedit takes its encoding from LC_CTYPE and drops every other byte over 0x7f.
  static func adoptUTF8() {
    for name in ["", "C.UTF-8", "en_US.UTF-8", "UTF-8"] where setlocale(LC_CTYPE, name) != nil {
      if String(cString: nl_langinfo(nl_item(CODESET))) == "UTF-8" { return }
    }
  }
}
