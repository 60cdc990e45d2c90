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
    ("nothing half done is seen", ["dirty-write", "dirty-read", "intermediate-read"]),
    ("nor taken back, nor gone", ["circular-information-flow", "vanishing-transaction"]),
    ("two questions, two moments", ["non-repeatable-read", "read-skew", "phantom"]),
    ("old versions, and who needs them", ["long-reader", "tombstones"]),
    ("what a program remembers grows old", ["lost-update", "stale-variable"]),
    ("two writers of a key", ["first-updater-or-committer", "inventory", "deadlock"]),
    ("two right decisions, one wrong result", ["write-skew", "on-call-count"]),
    ("no isolation mends a wrong program", ["broken-alone"]),
    ("one stale read, and two in a row", ["one-arrow", "pivot"]),
    ("who is aborted in vain", ["needless-abort", "exact-test", "blind-writes"]),
    ("the serial order is not that of the commits", ["order-reversed"]),
    ("readers count", ["read-only-anomaly", "long-fork"]),
    ("two cures: write, or lock, what you rely on", ["write-promoted", "for-update"]),
    ("decide again; end what you have begun", ["retry", "forgotten-transaction"]),
    ("what old versions cost", ["bloat-and-vacuum", "vacuum-too-early"]),
    ("three jobs, and what each of them needs", ["choose-a-mode"]),
    ("two everyday programs, and what cures them", ["double-booking", "overdraft"]),
    ("one suite of cases, in every mode", ["hermitage"]),
  ]

  /// All of them, in the order of the course.
  package static let lessons: [Lesson] = course.flatMap { $0.lessons }.compactMap(Lesson.init)
}
