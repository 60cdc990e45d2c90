import Databases
import Layout
import LineEditing
package import Stores

/// The stores that a user names by their URLs.
package enum Places {
  /// Connects to the store of a URL; what is wrong goes to standard error, and the status is 2.
  ///
  /// The caller closes it, also when an error, Ctrl-C, or a signal (`Endings`) ends the work.
  package static func open(_ url: String, takesSnapshotLate: Bool) throws -> any Store {
    do throws(StoreFailure) {
      return try connect(url, takesSnapshotLate: takesSnapshotLate)
    } catch {
      throw ExitStatus.told(error)
    }
  }

  /// Connects to the store of a URL.
  ///
  /// Ctrl-C, and what asks the process to end, break off a request that gets no answer.
  static func connect(
    _ url: String, takesSnapshotLate: Bool
  ) throws(StoreFailure) -> any Store {
    Interrupts.install()
    Endings.install()
    return try KnownStores.open(
      url,
      StoreOptions(
        takesSnapshotLate: takesSnapshotLate,
        isCancelled: { Cancellation.pending }))
  }

  /// The URLs of a list with commas between them.
  ///
  /// The hosts of a cluster have commas between them, too. A command after `exec:` may contain
  /// commas, so it is the last one.
  package static func urls(in list: String) -> [String] {
    let parts = list.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    return parts.dropFirst().reduce(into: [parts[0]]) { urls, part in
      let last = urls[urls.count - 1]
      if last.hasPrefix("exec:") || last.contains("://") && !beginsURL(part) {
        urls[urls.count - 1] = last + "," + part
      } else {
        urls.append(part)
      }
    }
  }

  /// Whether it is no host, which may have a port.
  private static func beginsURL(_ text: String) -> Bool {
    text.contains("://") || text.hasPrefix("sqlite:") || text.hasPrefix("exec:")
  }
}
