import Foundation
import Testing

/// The conversation on the page about adapters is what the toy really says.
@Suite(.enabled(if: AdapterExample.hasPython)) struct AdapterPageTests {
  @Test func theConversation() throws {
    let page = try String(
      contentsOf: AdapterExample.root.appending(path: "docs/adapters.md"), encoding: .utf8)
    let lines = page.split(separator: "\n")
    let requests = lines.filter { $0.hasPrefix("> ") }.map { $0.dropFirst(2) }
    let answers = lines.filter { $0.hasPrefix("< ") }.map { $0.dropFirst(2) }
    #expect(requests.count > 10)
    let given = try toy(requests.joined(separator: "\n") + "\n")
    try #require(given.count == answers.count)
    for (answer, given) in zip(answers, given) {
      #expect(try object(answer) == object(given), "\(answer)")
    }
  }

  private func object(_ line: Substring) throws -> NSDictionary {
    try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? NSDictionary)
  }

  private func toy(_ input: String) throws -> [Substring] {
    let process = Process()
    let (reader, writer) = (Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    let path = AdapterExample.root.appending(path: "docs/adapters/snapshot_store.py").path
    process.arguments = ["-c", "exec python3 '\(path)'"]
    (process.standardInput, process.standardOutput) = (writer, reader)
    try process.run()
    writer.fileHandleForWriting.write(Data(input.utf8))
    try writer.fileHandleForWriting.close()
    let output = reader.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: output, as: UTF8.self).split(separator: "\n")
  }
}
