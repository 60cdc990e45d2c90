import Layout

extension TestReport {
  /// The XML of JUnit: a suite for each thing that was tested, in the order of their first cases.
  ///
  /// XML has no way to write most control characters; `printable` has replaced them.
  var junit: String {
    let suites = Dictionary(grouping: cases.indices) { cases[$0].suite }.values
      .sorted { $0[0] < $1[0] }
      .map { suite($0.map { cases[$0] }) }
    let head = Markup.fixed(#"<?xml version="1.0" encoding="UTF-8"?>"#) + .lineBreak
    let body = Markup.element(
      "testsuites", ["name": "isolab"] + counts(of: cases), [.lineBreak] + suites)
    return (head + body + .lineBreak).source
  }

  private func suite(_ cases: [Case]) -> Markup {
    .element(
      "testsuite", ["name": cases[0].suite] + counts(of: cases),
      [.lineBreak] + cases.map { testCase($0) + .lineBreak }) + .lineBreak
  }

  private func counts(of cases: [Case]) -> Attributes {
    let failed = cases.count { $0.failure != nil }
    let passed = cases.count { $0.outcome == .passed }
    return [
      "tests": cases.count.written, "failures": failed.written, "errors": "0",
      "skipped": (cases.count - failed - passed).written,
    ]
  }

  private func testCase(_ one: Case) -> Markup {
    let attributes: Attributes = [
      "classname": one.suite, "name": one.name, "file": one.place?.file,
      "line": one.place?.line.map { $0.written },
    ]
    switch one.outcome {
    case .passed: return .element("testcase", attributes, [])
    case .skipped(let why):
      return .element("testcase", attributes, .element("skipped", ["message": why], []))
    case .failed(let failure):
      let text = ([failure.message] + failure.lines).map { Markup.text($0) }.lines()
      return .element(
        "testcase", attributes, .element("failure", ["message": failure.message], text))
    }
  }
}
