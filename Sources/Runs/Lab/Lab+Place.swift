import Language
import Layout
import Sessions
package import Stores
import Vocabulary

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
    return ["on \(place); its levels, and what isolab calls them:"] + levels(of: identity)
  }

  /// The levels of a store; the one that a bare BEGIN uses is marked.
  func levels(of identity: StoreIdentity) -> [String] {
    let width = identity.levels.map { displayWidth(of: printable($0.name)) }.max() ?? 0
    return identity.levels.map { level in
      let mark = level.mode == runner.mode ? "*" : " "
      let name = printable(level.name).padded(to: width + 2)
      return "\(mark) \(name)\(level.mode.name.padded(to: 22))\(level.mode.shortName)"
    }
  }

  /// The names of the store's levels, in lower case.
  var levelNames: [String: IsolationMode] {
    let levels = store?.identity.levels ?? []
    return Dictionary(levels.map { ($0.name.lowercased(), $0.mode) }) { first, _ in first }
  }

  /// That modes were compared on the engine, although the lab is on a store; `how` gets it there.
  func engineNote(_ how: String) -> [String] {
    guard let identity = store?.identity else { return [] }
    return ["on isolab's own engine, not on \(printable(identity.title)): \(how)"]
  }
}
