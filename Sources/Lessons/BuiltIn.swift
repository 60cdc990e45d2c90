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

  /// The groups of the course, and the names of their lessons, in the order of the course.
  package static let course: [(group: String, lessons: [String])] = [
    (
      "What others see of you",
      [
        "first-steps", "dirty-write", "dirty-read", "intermediate-read",
        "circular-information-flow", "vanishing-transaction",
      ]
    ),
    (
      "A steady view",
      ["non-repeatable-read", "read-skew", "phantom", "long-reader", "tombstones"]
    ),
    (
      "Two writers",
      ["lost-update", "stale-variable", "first-updater-or-committer", "inventory", "deadlock"]
    ),
    (
      "Reads behind decisions",
      [
        "write-skew", "on-call-count", "broken-alone", "one-arrow", "pivot", "needless-abort",
        "exact-test", "blind-writes", "order-reversed", "read-only-anomaly", "long-fork",
      ]
    ),
    (
      "What to do about it",
      [
        "write-promoted", "for-update", "retry", "forgotten-transaction", "bloat-and-vacuum",
        "vacuum-too-early", "choose-a-mode", "real-databases", "many-nodes",
      ]
    ),
    ("Try it yourself", ["double-booking", "overdraft", "hermitage"]),
  ]

  /// All of them, in the order of the course.
  package static let lessons: [Lesson] = course.flatMap { $0.lessons }.compactMap(Lesson.init)
}
