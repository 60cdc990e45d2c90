import ArgumentParser
import Layout
import LineEditing
import Runs
import Stores
import Telling
import Terminal
import Vocabulary

/// Where transactions run.
struct PlaceOptions: ParsableArguments {
  @Option(
    name: .customLong("on"),
    help: ArgumentHelp("Run on a real database; compare takes several URLs.", valueName: "url"))
  var lists: [String] = []

  /// Not in the list, which fits on a screen; docs/real-databases.md describes it.
  @Flag(help: ArgumentHelp("Let the first command take the snapshot.", visibility: .hidden))
  var lazySnapshot = false

  /// The URLs in the order in which they were named.
  var urls: [String] { lists.flatMap(Places.urls) }

  func validate() throws {
    guard !urls.isEmpty || !lazySnapshot else {
      throw ValidationError("--lazy-snapshot needs --on.")
    }
  }

  /// Does something on each of the stores and closes them afterwards, even if a signal has ended
  /// the work.
  func withStores<Result>(_ use: ([any Store]) throws -> Result) throws -> Result {
    var stores: [any Store] = []
    defer { for store in stores { store.close() } }
    for url in urls {
      stores.append(try Places.open(url, takesSnapshotLate: lazySnapshot))
    }
    let result = try use(stores)
    guard !Cancellation.pending else { throw ExitStatus.toldInterrupted() }
    return result
  }

  /// Does something on the store and closes it afterwards; nil stands for isolab's engine.
  func withStore<Result>(_ use: ((any Store)?) throws -> Result) throws -> Result {
    try refuseSeveral()
    return try withStores { try use($0.first) }
  }

  /// Where a shell begins.
  func ofShell() throws -> Shell.Place {
    try refuseSeveral()
    return Shell.Place(url: urls.first, takesSnapshotLate: lazySnapshot)
  }

  private func refuseSeveral() throws {
    guard urls.count < 2 else {
      throw ValidationError("Name one database here; compare takes several.")
    }
  }
}

/// A mode by isolab's name, or a level by the name that a store has for it.
enum ModeName: Hashable {
  case mode(IsolationMode)
  case level(String)

  init(_ text: String) {
    self = IsolationMode(named: text).map { .mode($0) } ?? .level(text)
  }

  /// The mode that is meant on the store, or on isolab's engine if there is no store.
  ///
  /// - Throws: a `ValidationError` that names the nearest level, or what there is.
  func mode(on store: StoreIdentity?) throws -> IsolationMode {
    guard let store else {
      guard case .mode(let mode) = self else { return try isolab.mode(named: text) }
      return mode
    }
    if let level = store.levels.first(where: { $0.name.lowercased() == text.lowercased() }) {
      return level.mode
    }
    switch self {
    case .mode(let mode) where store.level(for: mode) != nil: return mode
    case .mode(let mode):
      let nearest = store.nearest(to: mode)
      throw ValidationError(
        "\(printable(store.title)) has no counterpart for \(mode.name); the nearest level is "
          + "\(printable(nearest.name)) (--mode \(nearest.mode.name)).")
    case .level:
      let names = store.levels.map { printable($0.name) }.joined(separator: ", ")
      throw ValidationError(
        "\(printable(store.title)) has no level \(printable(text)); it has \(names).")
    }
  }

  /// The modes that are meant on several stores; at least one store has each mode.
  func modes(on stores: [StoreIdentity]) throws -> [IsolationMode] {
    var modes: [IsolationMode] = []
    for store in stores {
      guard let mode = try? mode(on: store), !modes.contains(mode) else { continue }
      modes.append(mode)
    }
    guard modes.isEmpty else { return modes }
    return [try mode(on: stores.first)]
  }

  private var text: String {
    switch self {
    case .mode(let mode): mode.name
    case .level(let name): name
    }
  }
}

/// Modes or levels named on the command line, with commas between them.
func modeNames(_ list: String) -> [ModeName] {
  list.split(separator: ",", omittingEmptySubsequences: false).map { ModeName(String($0)) }
}
