import Testing

@testable import Terminal

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The history as a plain file.
@Suite struct HistoryFileTests {
  private let scratch: Scratch
  private let directory: StateDirectory
  private let history: HistoryFile

  init() throws {
    scratch = try Scratch()
    directory = StateDirectory(path: "\(scratch.path)/isolab")
    history = HistoryFile(in: directory)
    try directory.create()
  }

  private func write(_ bytes: some Sequence<UInt8>, to name: String = "history") throws {
    try scratch.write(bytes, to: "isolab/\(name)")
  }

  private func content() throws -> String { try scratch.read("isolab/history") }

  @Test func beginsEmptyAndIsPlainText() throws {
    rmdir(directory.path)
    #expect(try history.read() == [])
    #expect(try scratch.files() == [], "reading makes no folder")
    try history.append("BEGIN")
    try history.append("PUT é \"日\t\"")
    #expect(try content() == "BEGIN\nPUT é \"日\t\"\n")
    #expect(try history.read() == ["BEGIN", "PUT é \"日\t\""])
  }

  /// Of a file that something else has filled, the end is read, and soon nothing else is left.
  @Test func aHugeFileIsReadFromItsEnd() throws {
    let line = [UInt8](repeating: 0x61, count: 60_000)
    try write((0..<200).flatMap { _ in line + [0x0A] })
    #expect(try history.read().count == HistoryFile.mostBytes / 60_001)
    try history.append("BEGIN")
    #expect(try history.read().last == "BEGIN")
    #expect(try content().utf8.count <= HistoryFile.mostBytes)
    try write([UInt8](repeating: 0, count: 3 * HistoryFile.mostBytes))
    #expect(try history.read() == [])
  }

  @Test func isForTheUserAlone() throws {
    try history.append("a")
    #expect(permissions(of: history.path) == 0o600)
    for use in [{ try history.append("b") }, { _ = try history.read() }] {
      chmod(history.path, 0o644)
      try use()
      #expect(permissions(of: history.path) == 0o600)
    }
    chmod(history.path, 0o400)
    _ = try history.read()
    #expect(permissions(of: history.path) == 0o400)
  }

  @Test func whatCannotBeTypedIsPassedOver() throws {
    let long = String(repeating: "a", count: 65_537)
    for line in ["", "a\nb", "a\r", "\u{1B}[31m", "\0", "\u{7F}", "\u{9B}", long] {
      try history.append(line)
    }
    #expect(try history.read() == [])
    try history.append(String(long.dropLast()))
    #expect(try history.read().map(\.utf8.count) == [65_536])
    try write(Array("a\n\n".utf8) + [0xFF, 0x0A] + Array("b\r\n\(long)\nc\nd".utf8))
    #expect(try history.read() == ["a", "c", "d"])
  }

  @Test func aCutOffLineEndsWhereItIs() throws {
    try write("whole\nhal".utf8)
    try history.append("next")
    #expect(try history.read() == ["whole", "hal", "next"])
  }

  @Test func theNewestAreRead() throws {
    let history = HistoryFile(in: directory, limit: 3)
    try write("1\n2\n3\n4\n".utf8)
    #expect(try history.read() == ["2", "3", "4"])
  }

  @Test func isShortenedBeyondTwiceTheLimit() throws {
    let history = HistoryFile(in: directory, limit: 3)
    for number in 1...6 { try history.append("\(number)") }
    #expect(try content() == "1\n2\n3\n4\n5\n6\n")
    try history.append("7")
    #expect(try content() == "5\n6\n7\n")
    #expect(permissions(of: history.path) == 0o600)
    #expect(try scratch.files() == ["isolab"])
    #expect(directory.names(startingWith: "history") == ["history"])
  }

  @Test func aLinkStaysALink() throws {
    symlink("\(scratch.path)/elsewhere", history.path)
    let history = HistoryFile(in: directory, limit: 1)
    for number in 1...3 { try history.append("\(number)") }
    #expect(try scratch.read("elsewhere") == "3\n")
    #expect(try history.read() == ["3"])
    #expect(try #require(permissions(of: history.path)) == 0o777)
  }

  /// Whose link it is decides who may read the file, also when that is shortened.
  @Test func whatALinkLeadsToKeepsItsPermissions() throws {
    let elsewhere = try scratch.write("1\n", to: "elsewhere")
    chmod(elsewhere, 0o644)
    symlink(elsewhere, history.path)
    #expect(try history.read() == ["1"])
    for number in 2...9 { try HistoryFile(in: directory, limit: 1).append("\(number)") }
    #expect(try history.read().last == "9")
    #expect(permissions(of: elsewhere) == 0o644)
  }

  @Test func mayBeTheNullDevice() throws {
    let before = try #require(permissions(of: "/dev/null"))
    symlink("/dev/null", history.path)
    for _ in 0..<3 { try history.append("a") }
    #expect(try history.read() == [])
    #expect(permissions(of: "/dev/null") == before)
  }

  @Test func saysWhatIsInTheWay() throws {
    let nowhere = HistoryFile(in: StateDirectory(path: "/dev/null/isolab"))
    #expect(try nowhere.read() == [])
    expectProblem("isolab: cannot create /dev/null/isolab: Not a directory") {
      try nowhere.append("a")
    }
  }

  @Test(arguments: FileKind.allCases)
  func isAFileOrIsRefusedAtOnce(kind: FileKind) throws {
    try scratch.place(kind, at: "isolab/history")
    expectProblem("isolab: cannot read \(history.path): \(kind.reason)") {
      _ = try history.read()
    }
    expectProblem("isolab: cannot write \(history.path): \(kind.reason)") {
      try history.append("a")
    }
  }
}
