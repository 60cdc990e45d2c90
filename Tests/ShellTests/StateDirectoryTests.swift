import Testing

@testable import Terminal

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct StateDirectoryTests {
  @Test(arguments: [
    (["XDG_STATE_HOME": "/s", "HOME": "/h"], "/s/isolab"),
    (["HOME": "/h"], "/h/.local/state/isolab"),
    (["XDG_STATE_HOME": "", "HOME": "/h"], "/h/.local/state/isolab"),
    (["XDG_STATE_HOME": "relative", "HOME": "/h"], "/h/.local/state/isolab"),
    (["XDG_STATE_HOME": "/s"], "/s/isolab"),
  ])
  func isWhereTheEnvironmentSays(variables: [String: String], path: String) throws {
    #expect(try StateDirectory { variables[$0] }.path == path)
  }

  @Test(arguments: [[:], ["XDG_STATE_HOME": "s", "HOME": ""], ["HOME": "h"]])
  func mayBeNowhere(variables: [String: String]) {
    #expect {
      try StateDirectory { variables[$0] }
    } throws: { error in
      (error as? Files.Problem)?.text.contains("HOME is not set") == true
    }
  }

  @Test func isMadeForTheUserAlone() throws {
    let scratch = try Scratch()
    let directory = StateDirectory(path: "\(scratch.path)/a/b/isolab")
    try directory.create()
    try directory.create()
    for path in ["a", "a/b", "a/b/isolab"] {
      #expect(permissions(of: "\(scratch.path)/\(path)") == 0o700)
    }
  }

  @Test(arguments: [
    ("/dev/null/isolab", "Not a directory"), ("/dev/null", "Not a directory"),
    ("/proc/isolab/state", "No such file or directory"),
  ])
  func saysWhereItCannotBe(path: String, reason: String) {
    #expect {
      try StateDirectory(path: path).create()
    } throws: { error in
      let text = (error as? Files.Problem)?.text
      return text == "isolab: cannot create \(path): \(reason)"
    }
  }
}

/// The permissions of a file; nil if there is none.
func permissions(of path: String) -> mode_t? {
  var status = stat()
  return lstat(path, &status) == 0 ? status.st_mode & 0o7777 : nil
}
