package import Language
import Layout
import Sessions
package import Stores
import Vocabulary

extension StoreIdentity {
  /// What it calls the modes.
  package var levelNames: [LevelName] { levels.map { LevelName($0.name, $0.mode) } }
}

/// Where the lab's transactions run.
extension Lab {
  /// Nil: on isolab's engine.
  package var store: (any Store)? { runner.place.store }

  /// Why its store can no longer be asked; nil if it can, or if there is no store.
  package var storeFailure: StoreFailure? { runner.place.failure }

  /// Where it runs and with which levels, in the words of `.on` and the banner.
  package var placeRows: [String] {
    guard let identity = store?.identity else { return ["on isolab's own engine"] }
    let place = printable("\(identity.title), \(withoutPasswords(identity.url))")
    guard failureRows.isEmpty else { return ["on \(place)"] + failureRows }
    return ["on \(place); its levels, and what isolab calls them:"] + levels(of: identity)
  }

  /// That the store can no longer be asked, and why; empty: it can, or there is none.
  var failureRows: [String] {
    storeFailure.map { ["the database no longer answers: \(printable($0.message))"] } ?? []
  }

  /// The levels of a store, the one that a bare BEGIN uses marked.
  func levels(of identity: StoreIdentity) -> [String] {
    let width = identity.levels.map { displayWidth(of: printable($0.name)) }.max() ?? 0
    return identity.levels.map { level in
      let mark = level.mode == runner.mode ? "*" : " "
      let name = printable(level.name).padded(to: width + 2)
      return "\(mark) \(name)\(level.mode.name.padded(to: 22))\(level.mode.shortName)"
    }
  }

  /// What the store calls the modes; empty on isolab's engine.
  var levelNames: [LevelName] { store?.identity.levelNames ?? [] }

  /// That modes were compared on the engine, although the lab is on a store; `how` gets it there.
  func engineNote(_ how: String) -> [String] {
    guard let identity = store?.identity else { return [] }
    return ["on isolab's own engine, not on \(printable(identity.title)): \(how)"]
  }
}
