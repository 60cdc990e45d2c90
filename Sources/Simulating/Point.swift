import Telling

/// The result of one run of clients.
///
/// `started` = `committed` + `aborted` + `unfinished` transactions;
/// `jobs` = `committed` + `givenUp` + the jobs in progress at the end.
package struct Point: Hashable, Sendable {
  package let settings: Settings
  /// How long the run was, in steps.
  package internal(set) var time = 0
  /// Jobs begun.
  package internal(set) var jobs = 0
  /// Transactions begun: each try of a job is one.
  package internal(set) var started = 0
  package internal(set) var committed = 0
  /// Aborted by the mode, deadlocks among them.
  package internal(set) var aborted = 0
  package internal(set) var deadlocks = 0
  /// Transactions that were open when the run ended.
  package internal(set) var unfinished = 0
  /// Transactions that tried a job again.
  package internal(set) var retries = 0
  /// Jobs that were given up after the last allowed try.
  package internal(set) var givenUp = 0
  /// Requests that had to wait.
  package internal(set) var waits = 0
  /// How long they waited, in steps, not counting those that still wait.
  package internal(set) var waited = 0
  /// The judged aborts by verdict: needed, not needed, and not decided.
  package internal(set) var needed = 0
  package internal(set) var needless = 0
  package internal(set) var undecided = 0
  /// Commits that broke the rule of the mix.
  package internal(set) var broken = 0
  /// Steps from the first BEGIN of a job to its commit.
  package internal(set) var latency = Histogram()
  /// Whether the run was interrupted.
  package internal(set) var isPartial = false

  init(_ settings: Settings) { self.settings = settings }

  package var judged: Int { needed + needless + undecided }
}
