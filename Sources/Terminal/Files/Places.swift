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
  /// Ctrl-C, or a signal that asks the process to end, interrupts a request that gets no answer.
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
  /// The hosts of a cluster have commas between them, too, and a command after `exec:` may contain
  /// commas. Such a command ends at a comma before the beginning of a known URL.
  package static func urls(in list: String) -> [String] {
    let parts = list.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    return parts.dropFirst().reduce(into: [parts[0]]) { urls, part in
      let last = urls[urls.count - 1]
      let goesOn =
        last.hasPrefix("exec:")
        ? !StoreScheme.all.contains { part.hasPrefix($0) }
        : last.contains("://") && !beginsURL(part)
      if goesOn {
        urls[urls.count - 1] = last + "," + part
      } else {
        urls.append(part)
      }
    }
  }

  /// Whether it is not a host, which may have a port.
  private static func beginsURL(_ text: String) -> Bool {
    text.contains("://") || text.hasPrefix("sqlite:") || text.hasPrefix("exec:")
  }
}
