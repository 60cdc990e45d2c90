import Layout

extension TestReport {
  // MARK: TAP

  /// Version 14: the plan, and a line for each case; a failure's lines are in a block of YAML.
  var tap: String {
    let head = "TAP version 14\n1..\(cases.count)\n"
    return cases.enumerated().reduce(into: head) { text, numbered in
      text += tap(numbered.element, number: numbered.offset + 1)
    }
  }

  private func tap(_ one: Case, number: Int) -> String {
    let name = "\(number) - \(Self.escapedForTAP("\(one.suite): \(one.name)"))"
    switch one.outcome {
    case .passed: return "ok \(name)\n"
    case .skipped(let why): return "ok \(name) # SKIP \(Self.escapedForTAP(printable(why)))\n"
    case .failed(let failure):
      // The strings of JSON are strings of YAML, too.
      let place = one.place.map { place in
        ["file: \(JSON.string(place.file).text)"] + (place.line.map { ["line: \($0)"] } ?? [])
      }
      let lines =
        failure.lines.isEmpty ? [] : ["details: |2"] + failure.lines.map { "  " + $0 }
      let yaml = ["message: \(JSON.string(failure.message).text)"] + (place ?? []) + lines
      return (["not ok \(name)", "  ---"] + yaml.map { "  " + $0 } + ["  ...", ""])
        .joined(separator: "\n")
    }
  }

  private static func escapedForTAP(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("#", with: "\\#")
  }

  // MARK: GitHub

  /// A workflow command for each failure, and at the end how many there are.
  ///
  /// Every other line of a log that begins with `::` would be a command, too; so nothing else that
  /// comes from a lesson begins a line.
  var github: String {
    let errors = cases.compactMap { one in
      one.failure.map { annotation($0, of: one) + "\n" }
    }
    return errors.joined() + "\(passed) passed, \(failed) failed, \(skipped) skipped\n"
  }

  private func annotation(_ failure: Failed, of one: Case) -> String {
    let properties = [
      one.place.map { ("file", $0.file) }, one.place?.line.map { ("line", String($0)) },
      ("title", "\(one.suite): \(one.name)"),
    ]
    let written = properties.compactMap { $0 }.map { name, value in
      "\(name)=\(Self.escapedForGitHub(value, isProperty: true))"
    }
    let message = ([failure.message] + failure.lines).joined(separator: "\n")
    return "::error \(written.joined(separator: ","))::"
      + Self.escapedForGitHub(message, isProperty: false)
  }

  private static func escapedForGitHub(_ text: String, isProperty: Bool) -> String {
    let data = text.replacing("%", with: "%25").replacing("\r", with: "%0D")
      .replacing("\n", with: "%0A")
    guard isProperty else { return data }
    return data.replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}
