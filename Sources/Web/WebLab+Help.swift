import Help

/// Where a page differs from the terminal that the help describes.
extension WebLab {
  /// A sentence for the end of the help on a topic; nil if nothing differs.
  static func difference(on topic: String) -> String? {
    switch HelpIndex.name(ofPageAbout: topic) {
    case ".save", ".export", ".once": "on this page, the file is a download"
    case ".open": "on this page, you choose the file in a dialog"
    case "files": "on this page, .save downloads a file, and .open shows a dialog"
    case ".on", "databases": "this page cannot reach a database"
    case ".resume", "history": "this page does not keep your lines; they are lost when you close it"
    case ".play": "on this page, use the buttons, Space, or the arrow keys to step"
    case ".lesson": "this page shows the whole lesson at once; with .play NAME, you can step"
    case ".explore": "on this page, a Stop button ends the work without a result"
    case "keys": "on this page, Tab, Up, and Down work; a Stop button ends long commands"
    case ".timeout", ".advance": "this page has no real clock; only .advance moves the time"
    case "command-line", "color", "plain", "survey": "this page has no command line and no options"
    case ".quit": "to leave this page, close its tab"
    default: nil
    }
  }
}
