import Foundation
import Testing

/// A database server that a script starts in a temporary folder; it ends with its owner, or with
/// the tests.
final class ServerScript: Sendable {
  let folder: String
  private let input: FileHandle

  /// Starts the server with the script of that name, in the folder scripts.
  init(_ name: String) throws {
    let scratch = ScratchFolder()
    folder = scratch.path + "-" + name
    let (process, input, output) = (Process(), Pipe(), Pipe())
    process.executableURL = URL(filePath: Self.path(name))
    process.arguments = ["serve", folder]
    (process.standardInput, process.standardOutput) = (input, output)
    // No other child may keep the pipe open, or the server would not end.
    _ = fcntl(input.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
    try process.run()
    self.input = input.fileHandleForWriting
    guard try output.fileHandleForReading.read(upToCount: 5) == Data("ready".utf8) else {
      throw NotStarted()
    }
  }

  deinit { try? input.close() }

  private struct NotStarted: Error {}

  private static func path(_ name: String) -> String {
    let tests = URL(filePath: #filePath).deletingLastPathComponent()
    return tests.appending(path: "../../scripts/\(name)").standardizedFileURL.path
  }

  /// Whether there is a server that the script can start.
  static func isInstalled(_ name: String) -> Bool {
    let process = Process()
    process.executableURL = URL(filePath: path(name))
    process.arguments = ["installed"]
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
