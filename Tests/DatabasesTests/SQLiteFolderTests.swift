import Testing

@testable import SQLite

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The folders of temporary files.
@Suite struct SQLiteFolderTests {
  private let scratch = ScratchFolder()

  @Test func aTemporaryFolderGoesAwayWithItsStore() throws {
    let folder = try SQLiteFolder(place: "sqlite:")
    let path = folder.path
    let file = try SQLiteFile(folder.file(1), .wal, place: "sqlite:")
    #expect(access(path + "/1.db", F_OK) == 0)
    file.close(keepingFile: false)
    #expect(access(path + "/1.db", F_OK) != 0)
    withExtendedLifetime(folder) {}
  }

  @Test func onlyFoldersOfDeadProcessesAreRemoved() throws {
    let dead = try ScratchFolder.deadProcess()
    for name in [
      "isolab-sqlite-\(dead)-abcdef", "isolab-sqlite-\(getpid())-abcdef",
      "isolab-sqlite-\(dead)-abcdef-x", "isolab-sqlite-\(dead)", "isolab-other-\(dead)-abcdef",
      "isolab-sqlite-\(dead)-ghijkl",
    ] {
      scratch.makeFolder(name)
      scratch.write(name + "/1.db", "x")
      scratch.write(name + "/12.db-wal", "x")
    }
    scratch.write("isolab-sqlite-\(dead)-ghijkl/notes", "kept")
    scratch.write("isolab-sqlite-\(dead)-nofold", "kept")
    SQLiteFolder.removeLeftovers(in: scratch.path)
    #expect(
      scratch.names
        == [
          "isolab-other-\(dead)-abcdef", "isolab-sqlite-\(dead)", "isolab-sqlite-\(dead)-abcdef-x",
          "isolab-sqlite-\(dead)-ghijkl", "isolab-sqlite-\(dead)-nofold",
          "isolab-sqlite-\(getpid())-abcdef",
        ].sorted())
    #expect(scratch.names(in: "isolab-sqlite-\(dead)-ghijkl") == ["notes"])
  }

  /// A process in another container may be alive although its number is not known here.
  @Test func aFolderWithALockIsInUse() throws {
    let name = "isolab-sqlite-\(try ScratchFolder.deadProcess())-abcdef"
    scratch.makeFolder(name)
    let lock = SQLiteLock(folder: scratch.path + "/" + name)
    SQLiteFolder.removeLeftovers(in: scratch.path)
    #expect(lock != nil && scratch.names == [name])
  }
}
