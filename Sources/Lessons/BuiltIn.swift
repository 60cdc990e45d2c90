/// The lessons of the folder Scenarios, which the build puts into the program.
package enum BuiltIn {
  /// One lesson.
  package struct Lesson: Sendable {
    /// The name of its file, without its suffix.
    package let name: String
    private let constant: StaticString

    /// Nil if there is no such file.
    fileprivate init?(name: String) {
      let path = "Scenarios/\(name).md"
      guard let file = Texts.all.first(where: { $0.path.description == path }) else { return nil }
      (self.name, constant) = (name, file.text)
    }

    /// The file, in UTF-8.
    package var text: [UInt8] { constant.withUTF8Buffer(Array.init) }
  }

  /// The names of the lessons in the order of the course, with what those of a row are about.
  package static let course: [(about: String, lessons: [String])] = [
    ("what a transaction sees, and what others see of it", ["first-steps"]),
    ("nobody sees unfinished work", ["dirty-write", "dirty-read", "intermediate-read"]),
    ("seen whole or not at all", ["circular-information-flow", "vanishing-transaction"]),
    ("two reads at two moments", ["non-repeatable-read", "read-skew", "phantom"]),
    ("old versions, and who needs them", ["long-reader", "tombstones"]),
    ("what a program remembers can be out of date", ["lost-update", "stale-variable"]),
    ("two writers of a key", ["first-updater-or-committer", "inventory", "deadlock"]),
    ("two right decisions, one wrong result", ["write-skew", "on-call-count"]),
    ("no mode fixes a wrong program", ["broken-alone"]),
    ("one stale read, and two in a row", ["one-arrow", "pivot"]),
    ("aborts that were not needed", ["needless-abort", "exact-test", "blind-writes"]),
    ("the serial order may differ from the commit order", ["order-reversed"]),
    ("even readers need care", ["read-only-anomaly", "long-fork"]),
    ("two cures: write or lock what you rely on", ["write-promoted", "for-update"]),
    ("decide again; end what you have begun", ["retry", "forgotten-transaction"]),
    ("what old versions cost", ["bloat-and-vacuum", "vacuum-too-early"]),
    ("three jobs, and the mode that each needs", ["choose-a-mode"]),
    ("two everyday programs, and how to fix them", ["double-booking", "overdraft"]),
    ("one suite of cases, in every mode", ["hermitage"]),
  ]

  /// All of them, in the order of the course.
  package static let lessons: [Lesson] = course.flatMap { $0.lessons }.compactMap(Lesson.init)
}
