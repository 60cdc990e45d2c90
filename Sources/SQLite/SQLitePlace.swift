import Connecting
import Stores

/// The contents of an SQLite URL.
struct SQLitePlace: Hashable {
  enum Journal: String, CaseIterable, Hashable {
    case wal, delete
  }

  /// For messages.
  let url: String
  /// A path that SQLite cannot mistake for anything else; nil for a temporary file.
  let path: String?
  let journal: Journal

  init(_ url: StoreURL) throws(StoreFailure) {
    self.url = url.text
    let (name, parameters) = try url.divided(knowing: ["journal"])
    let wanted = parameters["journal"] ?? Journal.wal.rawValue
    guard let journal = Journal(rawValue: wanted) else {
      throw StoreFailure("\(url.text): SQLite's journal must be wal or delete, not \(wanted)")
    }
    self.journal = journal
    if name == ":memory:" {
      throw StoreFailure(
        "\(url.text): sessions cannot share an in-memory database; use sqlite: for a temporary "
          + "file")
    }
    path = name.isEmpty ? nil : name.hasPrefix("/") ? name : "./" + name
  }
}
