/// The lessons of the folder Scenarios, which the build puts into the program.
package enum BuiltIn {
  /// One lesson.
  package struct Lesson: Sendable {
    /// The name of its file, without its suffix.
    package let name: String
    /// The file, in UTF-8.
    package let text: [UInt8]
  }

  /// All of them, in the order of the course.
  package static var lessons: [Lesson] {
    [
      Lesson(name: "first-steps", text: PackageResources.first_steps_md),
      Lesson(name: "dirty-write", text: PackageResources.dirty_write_md),
      Lesson(name: "dirty-read", text: PackageResources.dirty_read_md),
      Lesson(name: "intermediate-read", text: PackageResources.intermediate_read_md),
      Lesson(
        name: "circular-information-flow", text: PackageResources.circular_information_flow_md),
      Lesson(name: "vanishing-transaction", text: PackageResources.vanishing_transaction_md),
      Lesson(name: "non-repeatable-read", text: PackageResources.non_repeatable_read_md),
      Lesson(name: "read-skew", text: PackageResources.read_skew_md),
      Lesson(name: "phantom", text: PackageResources.phantom_md),
      Lesson(name: "long-reader", text: PackageResources.long_reader_md),
      Lesson(name: "tombstones", text: PackageResources.tombstones_md),
      Lesson(name: "lost-update", text: PackageResources.lost_update_md),
      Lesson(name: "stale-variable", text: PackageResources.stale_variable_md),
      Lesson(
        name: "first-updater-or-committer", text: PackageResources.first_updater_or_committer_md),
      Lesson(name: "inventory", text: PackageResources.inventory_md),
      Lesson(name: "deadlock", text: PackageResources.deadlock_md),
      Lesson(name: "write-skew", text: PackageResources.write_skew_md),
      Lesson(name: "on-call-count", text: PackageResources.on_call_count_md),
      Lesson(name: "broken-alone", text: PackageResources.broken_alone_md),
      Lesson(name: "one-arrow", text: PackageResources.one_arrow_md),
      Lesson(name: "pivot", text: PackageResources.pivot_md),
      Lesson(name: "needless-abort", text: PackageResources.needless_abort_md),
      Lesson(name: "exact-test", text: PackageResources.exact_test_md),
      Lesson(name: "blind-writes", text: PackageResources.blind_writes_md),
      Lesson(name: "order-reversed", text: PackageResources.order_reversed_md),
      Lesson(name: "read-only-anomaly", text: PackageResources.read_only_anomaly_md),
      Lesson(name: "long-fork", text: PackageResources.long_fork_md),
      Lesson(name: "write-promoted", text: PackageResources.write_promoted_md),
      Lesson(name: "for-update", text: PackageResources.for_update_md),
      Lesson(name: "retry", text: PackageResources.retry_md),
      Lesson(name: "forgotten-transaction", text: PackageResources.forgotten_transaction_md),
      Lesson(name: "bloat-and-vacuum", text: PackageResources.bloat_and_vacuum_md),
      Lesson(name: "vacuum-too-early", text: PackageResources.vacuum_too_early_md),
      Lesson(name: "choose-a-mode", text: PackageResources.choose_a_mode_md),
      Lesson(name: "double-booking", text: PackageResources.double_booking_md),
      Lesson(name: "overdraft", text: PackageResources.overdraft_md),
      Lesson(name: "hermitage", text: PackageResources.hermitage_md),
    ]
  }
}
