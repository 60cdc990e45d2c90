import Runs
import Testing
import Vocabulary

@testable import Terminal

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension JournalFileTests {
  /// Shells at the same time, sudden deaths and full disks.
  @Suite struct Races {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// What a task gives back to be kept until the others are done.
    private struct Kept: @unchecked Sendable {
      let file: JournalFile
    }

    @Test func oneOfManyAdopts() async throws {
      try JournalFile(in: scratch.state, mode: .snapshot).append(.line("a"))
      let abandoned = try #require(JournalFile.abandoned(in: scratch.state).first)
      let kept = await withTaskGroup(of: Kept?.self) { group in
        for _ in 0..<8 {
          group.addTask { (try? JournalFile.adopt(abandoned)).map { Kept(file: $0.file) } }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(kept.compactMap { $0 }.count == 1)
    }

    /// A file that was made and not locked yet looks like one that nobody wants.
    @Test func whoLooksTakesNothingFromThoseWhoBegin() async throws {
      let directory = scratch.state
      let kept = try await withThrowingTaskGroup(of: [Kept].self) { group in
        for task in 0..<4 {
          group.addTask {
            guard task.isMultiple(of: 2) else {
              for _ in 0..<300 { _ = JournalFile.abandoned(in: directory) }
              return []
            }
            return try (0..<60).map { _ in
              let file = JournalFile(in: directory, mode: .snapshot)
              try file.append(.line("\(task)"))
              return Kept(file: file)
            }
          }
        }
        return try await group.reduce(into: []) { $0 += $1 }
      }
      #expect(kept.count == 120)
      for file in kept.map(\.file) {
        let path = try #require(file.path)
        #expect(Journal(bytes: try Files.read(path)).lineCount == 1)
      }
      #expect(JournalFile.abandoned(in: scratch.state).isEmpty)
    }

    @Test func aKilledShellLosesNothing() async throws {
      let path = scratch.path
      await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
        let file = JournalFile(in: StateDirectory(path: path), mode: .readCommitted)
        for number in 1...50 { try file.append(.line("\(number)")) }
        kill(getpid(), SIGKILL)
      }
      let abandoned = JournalFile.abandoned(in: scratch.state)
      #expect(abandoned.count == 1)
      let (_, journal) = try JournalFile.adopt(try #require(abandoned.first))
      #expect(journal.damage == nil)
      #expect(journal.mode == .readCommitted)
      #expect(journal.lines == (1...50).map { "\($0)" })
    }

    /// A limit to the size of files stands in for the full disk: part of the line still fits.
    @Test func onAFullDiskNoHalfLineStays() async throws {
      let path = scratch.path
      await #expect(processExitsWith: .success) { [path = path as String] in
        let file = JournalFile(in: StateDirectory(path: path), mode: .snapshot)
        try file.append(.line("a"))
        let name = try #require(file.path)
        let whole = try Files.read(name)
        try limitFiles(to: whole.count + 40)
        for _ in 0..<2 {
          expectProblem("isolab: cannot write \(name): File too large") {
            try file.append(.line(String(repeating: "b", count: 100)))
          }
          #expect(try Files.read(name) == whole)
        }
        try limitFiles(to: 1_000_000)
        try file.append(.line("c"))
      }
      let journal = try #require(JournalFile.abandoned(in: scratch.state).first).journal
      let long = String(repeating: "b", count: 100)
      #expect(journal.lines == ["a", long, long, "c"])
    }

    @Test func theDeviceThatIsAlwaysFullIsNoReasonToDie() throws {
      guard access("/dev/full", W_OK) == 0 else { return }
      let file = try LockedFile("/dev/full", O_WRONLY | O_APPEND)
      for _ in 0..<2 {
        #expect {
          try file.append([0x61], flush: true)
        } throws: { ($0 as? LockedFile.Refusal)?.code == ENOSPC }
      }
    }
  }
}

/// Lets this process write no longer files than this.
private func limitFiles(to size: Int) throws {
  signal(SIGXFSZ, SIG_IGN)
  var limits = rlimit()
  #if canImport(Glibc)
    let resource = __rlimit_resource_t(UInt32(RLIMIT_FSIZE.rawValue))
  #else
    let resource = RLIMIT_FSIZE
  #endif
  try #require(getrlimit(resource, &limits) == 0)
  limits.rlim_cur = rlim_t(size)
  try #require(setrlimit(resource, &limits) == 0)
}
