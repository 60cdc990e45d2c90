package import ArgumentParser
import Language
import Layout
import Telling
import Vocabulary

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How many bytes the states of an exploration may take.
package struct MemoryOption: ParsableArguments {
  @Option(
    help: ArgumentHelp("Maximum memory for states: 512M, 2G, ...", valueName: "size"),
    transform: { try Memory(size: $0) })
  package var memory: Memory = .standard

  package init() {}
}

/// An amount of memory.
package struct Memory: Sendable {
  package let bytes: Int

  /// A quarter of what the machine has, at most 2 GiB.
  static var standard: Memory {
    let (pages, size) = (sysconf(Int32(_SC_PHYS_PAGES)), sysconf(Int32(_SC_PAGESIZE)))
    let most = 2 << 30
    guard pages > 0, size > 0 else { return Memory(bytes: most) }
    return Memory(bytes: min(most, Int(pages) / 4 * Int(size)))
  }
}

extension Memory {
  /// `512M`: a whole number followed by K, M, or G.
  init(size text: String) throws {
    let units: [Character: Int] = ["K": 10, "M": 20, "G": 30]
    guard let unit = text.last.flatMap({ units[Character($0.uppercased())] }),
      let number = Int(text.dropLast()), 1...(Int.max >> unit) ~= number
    else {
      throw ValidationError(
        "--memory must be a number followed by K, M, or G, such as 512M, not \(printable(text))")
    }
    bytes = number << unit
  }
}
