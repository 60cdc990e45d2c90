import Layout

/// Results for the tools of continuous integration: named cases that passed, failed, or were
/// skipped.
///
/// Nothing in it depends on the clock or the machine: the same results give the same bytes. Texts
/// from outside are made printable as they come in.
package struct TestReport: Sendable {
  /// One result.
  package struct Case: Sendable {
    /// What was tested, such as a lesson.
    package let suite: String
    /// The name of the result; it contains no line number, so that edits elsewhere do not change
    /// it.
    package fileprivate(set) var name: String
    /// Its place; nil if that is not in a file.
    package let place: Place?
    package let outcome: Outcome

    package init(suite: String, name: String, place: Place? = nil, _ outcome: Outcome) {
      (self.suite, self.name) = (printable(suite), printable(name))
      (self.place, self.outcome) = (place, outcome)
    }
  }

  /// A line of a file, from 1; nil if no line is to blame.
  package struct Place: Hashable, Sendable {
    package let file: String
    package let line: Int?

    package init(file: String, line: Int? = nil) {
      (self.file, self.line) = (printable(file), line)
    }
  }

  /// What came of a case.
  package enum Outcome: Hashable, Sendable {
    case passed
    case failed(Failed)
    /// Nothing was checked, for this reason.
    case skipped(String)

    /// A failure: a sentence, and the lines that show it, such as a counterexample.
    package static func failed(_ message: String, _ lines: [String] = []) -> Outcome {
      .failed(Failed(message: printable(message), lines: lines.map(printable)))
    }
  }

  package struct Failed: Hashable, Sendable {
    package let message: String
    package let lines: [String]
  }

  /// In the order in which they were added.
  package private(set) var cases: [Case] = []
  /// How often each name of a suite has occurred.
  private var names: [[String]: Int] = [:]

  package init() {}

  /// Adds a case; if its suite already has one with that name, a number distinguishes them.
  package mutating func add(_ new: Case) {
    let count = names[[new.suite, new.name], default: 0] + 1
    names[[new.suite, new.name]] = count
    var new = new
    if count > 1 { new.name += " (\(count))" }
    cases.append(new)
  }

  package var passed: Int { cases.count { $0.outcome == .passed } }

  package var failed: Int { cases.count { $0.failure != nil } }

  package var skipped: Int { cases.count - passed - failed }

  /// A form that a program for continuous integration can read.
  package enum Format: String, CaseIterable, Sendable {
    /// The XML that most of them understand.
    case junit
    /// Test Anything Protocol, version 14.
    case tap
    /// Annotations in the log of GitHub Actions.
    case github
  }

  /// The whole report, its last line ended.
  package func text(as format: Format) -> String {
    switch format {
    case .junit: junit
    case .tap: tap
    case .github: github
    }
  }
}

extension TestReport.Case {
  package var failure: TestReport.Failed? {
    if case .failed(let failure) = outcome { failure } else { nil }
  }
}
