#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A folder for one test, which goes away with it.
final class ScratchFolder {
  let path: String

  init() {
    var template = Array("/tmp/isolab-test-XXXXXX".utf8CString)
    template.withUnsafeMutableBufferPointer { _ = $0.baseAddress.flatMap { mkdtemp($0) } }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { Self.remove(path) }

  /// What is in it, in order.
  var names: [String] { Self.names(in: path) }

  func names(in folder: String) -> [String] { Self.names(in: path + "/" + folder) }

  func makeFolder(_ name: String) { mkdir(path + "/" + name, 0o700) }

  func write(_ name: String, _ text: String) { write(name, Array(text.utf8)) }

  func write(_ name: String, _ bytes: [UInt8]) {
    guard let file = fopen(path + "/" + name, "w") else { return }
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
  }

  func bytes(_ name: String) -> [UInt8] {
    guard let file = fopen(path + "/" + name, "r") else { return [] }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = fread(&bytes, 1, bytes.count, file)
    return Array(bytes.prefix(count))
  }

  /// The number of a process that has just ended.
  static func deadProcess() throws -> pid_t {
    var process = pid_t()
    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("true"), nil]
    defer { free(arguments[0]) }
    guard posix_spawnp(&process, "true", nil, nil, &arguments, environ) == 0 else {
      throw NoProcess()
    }
    waitpid(process, nil, 0)
    return process
  }

  struct NoProcess: Error {}

  private static func names(in folder: String) -> [String] {
    guard let handle = opendir(folder) else { return [] }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  private static func remove(_ path: String) {
    for name in names(in: path) {
      if unlink(path + "/" + name) != 0 { remove(path + "/" + name) }
    }
    rmdir(path)
  }
}
