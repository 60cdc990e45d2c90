#if canImport(Glibc)
  import Glibc
#else
  import Foundation
#endif

extension PTY {
  /// Where the programs of this package are built: beside the test bundle that is running.
  static let productsDirectory: String = {
    #if canImport(Glibc)
      let path = realpath("/proc/self/exe", nil)
      defer { free(path) }
      let bundle = path.map { String(cString: $0) } ?? ""
    #else
      let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundlePath ?? ""
    #endif
    return bundle.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" }
  }()
}
