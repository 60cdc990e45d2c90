/// The lessons of the folder Scenarios, which the build puts into the program.
package enum BuiltIn {
  /// One lesson.
  package struct Lesson: Sendable {
    /// The name of its file, without its suffix.
    package let name: String
    private let constant: StaticString

    fileprivate init(name: String, text: StaticString) { (self.name, constant) = (name, text) }

    /// The file, in UTF-8.
    package var text: [UInt8] { constant.withUTF8Buffer(Array.init) }
  }

  /// All of them, in the order of the course.
  package static var lessons: [Lesson] {
    [
      Lesson(name: "first-steps", text: Texts.first_steps_md),
      Lesson(name: "dirty-write", text: Texts.dirty_write_md),
      Lesson(name: "dirty-read", text: Texts.dirty_read_md),
      Lesson(name: "intermediate-read", text: Texts.intermediate_read_md),
      Lesson(
        name: "circular-information-flow", text: Texts.circular_information_flow_md),
      Lesson(name: "vanishing-transaction", text: Texts.vanishing_transaction_md),
      Lesson(name: "non-repeatable-read", text: Texts.non_repeatable_read_md),
      Lesson(name: "read-skew", text: Texts.read_skew_md),
      Lesson(name: "phantom", text: Texts.phantom_md),
      Lesson(name: "long-reader", text: Texts.long_reader_md),
      Lesson(name: "tombstones", text: Texts.tombstones_md),
      Lesson(name: "lost-update", text: Texts.lost_update_md),
      Lesson(name: "stale-variable", text: Texts.stale_variable_md),
      Lesson(
        name: "first-updater-or-committer", text: Texts.first_updater_or_committer_md),
      Lesson(name: "inventory", text: Texts.inventory_md),
      Lesson(name: "deadlock", text: Texts.deadlock_md),
      Lesson(name: "write-skew", text: Texts.write_skew_md),
      Lesson(name: "on-call-count", text: Texts.on_call_count_md),
      Lesson(name: "broken-alone", text: Texts.broken_alone_md),
      Lesson(name: "one-arrow", text: Texts.one_arrow_md),
      Lesson(name: "pivot", text: Texts.pivot_md),
      Lesson(name: "needless-abort", text: Texts.needless_abort_md),
      Lesson(name: "exact-test", text: Texts.exact_test_md),
      Lesson(name: "blind-writes", text: Texts.blind_writes_md),
      Lesson(name: "order-reversed", text: Texts.order_reversed_md),
      Lesson(name: "read-only-anomaly", text: Texts.read_only_anomaly_md),
      Lesson(name: "long-fork", text: Texts.long_fork_md),
      Lesson(name: "write-promoted", text: Texts.write_promoted_md),
      Lesson(name: "for-update", text: Texts.for_update_md),
      Lesson(name: "retry", text: Texts.retry_md),
      Lesson(name: "forgotten-transaction", text: Texts.forgotten_transaction_md),
      Lesson(name: "bloat-and-vacuum", text: Texts.bloat_and_vacuum_md),
      Lesson(name: "vacuum-too-early", text: Texts.vacuum_too_early_md),
      Lesson(name: "choose-a-mode", text: Texts.choose_a_mode_md),
      Lesson(name: "double-booking", text: Texts.double_booking_md),
      Lesson(name: "overdraft", text: Texts.overdraft_md),
      Lesson(name: "hermitage", text: Texts.hermitage_md),
    ]
  }
}
