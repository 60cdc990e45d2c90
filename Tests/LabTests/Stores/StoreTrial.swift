import Engine
import Language
import Naive
import Sessions
import Stores
import Vocabulary

@testable import Checking

/// A program run on a store, and its history judged twice: by the judge, and by brute force.
struct StoreTrial {
  /// What is wrong; nil: nothing.
  private(set) var fault: String?
  private(set) var counts = Counts()

  /// What there was to judge.
  struct Counts {
    var programs = 0
    var commits = 0
    var aborts = 0
    var doubts = 0
    /// Histories that were judged: the possible choices of versions.
    var choices = 0
    /// Programs with more choices than are tried.
    var untried = 0
    var anomalies = 0
    /// Anomalies that only some of the choices have.
    var uncertain = 0
    var verdicts = 0

    static func += (sum: inout Counts, other: Counts) {
      sum.programs += other.programs
      sum.commits += other.commits
      sum.aborts += other.aborts
      sum.doubts += other.doubts
      sum.choices += other.choices
      sum.untried += other.untried
      sum.anomalies += other.anomalies
      sum.uncertain += other.uncertain
      sum.verdicts += other.verdicts
    }

    var text: String {
      "\(programs) programs, \(commits) commits, \(aborts) aborts, \(verdicts) verdicts, "
        + "\(doubts) doubtful reads, \(choices) histories, \(untried) with too many choices, "
        + "\(anomalies) anomalies, \(uncertain) uncertain"
    }
  }

  init(of program: RandomProgram, on store: any Store) {
    counts.programs = 1
    let bench = Self.played(program, on: store)
    if let failure = bench.runner.place.failure {
      fault = failure.message
      return
    }
    fault = Self.differenceAtTheEnd(of: bench.runner) ?? judge(bench.runner)
  }

  /// The bench after the program, all of whose transactions have come to an end.
  private static func played(_ program: RandomProgram, on store: any Store) -> Bench {
    var bench = Bench(program, on: store)
    for line in program.lines { bench.play(line) }
    for session in bench.runner.sessions { bench.play(".cancel \(session.name)") }
    for session in bench.runner.sessions { bench.play("\(session.name): ROLLBACK") }
    return bench
  }

  /// What is stored, read at last, beside what follows from the order of the commits.
  private static func differenceAtTheEnd(of runner: SessionRunner) -> String? {
    var runner = runner
    let expected = runner.database.committedRows(in: .all).map { "\($0.key)=\($0.value)" }
    _ = runner.play("alice: BEGIN")
    guard case .found(.rows(_, let rows))? = runner.play("alice: SCAN")?.outcome else {
      return runner.records.isEmpty ? nil : "nothing can be read at the end"
    }
    let found = rows.map { "\($0.key)=\($0.value)" }
    return found == expected ? nil : "stored is \(found), and should be \(expected)"
  }

  // MARK: Judging

  private mutating func judge(_ runner: SessionRunner) -> String? {
    let (history, initial) = (Array(runner.history), runner.initial)
    for event in history {
      switch event {
      case .commit: counts.commits += 1
      case .abort(_, _, let reason?) where reason.kind != .timeout: counts.aborts += 1
      default: continue
      }
    }
    let choices = Choices(of: history, runner.place.doubts)
    counts.doubts = choices.reads.count
    let judgements: Judgements
    do throws(Contradiction) {
      judgements = try Judgements(of: history, initial: initial, runner.place.doubts)
    } catch { return "\(error)" }
    counts.anomalies = judgements.findings.count
    counts.uncertain = judgements.uncertain.count
    guard let histories = choices.histories else {
      counts.untried = 1
      return check(history, initial).fault
    }
    var checked: [Checked] = []
    for history in histories {
      let next = check(history, initial)
      if let fault = next.fault { return fault }
      if next.judgement != nil { checked.append(next) }
    }
    return compare(judgements, with: checked) ?? verdictFault(judgements, checked, runner)
  }

  /// One possible history.
  private struct Checked {
    let events: [Event]
    let initial: [Key: Value]
    /// Nil: it contradicts itself.
    var judgement: Judgement?
    var cycles: [NaiveGraph.Cycle] = []
    var fault: String?
  }

  /// The judge beside brute force.
  private mutating func check(_ events: [Event], _ initial: [Key: Value]) -> Checked {
    var checked = Checked(events: events, initial: initial)
    guard let judgement = try? Judgement(of: events, initial: initial) else { return checked }
    counts.choices += 1
    let history = NaiveHistory(events: events, initial: initial)
    let graph = NaiveGraph(of: history)
    checked.judgement = judgement
    checked.cycles = graph.cycles
    checked.fault =
      history.disagreementOnOrders(with: judgement) ?? graph.disagreementOnEdges(with: judgement)
      ?? graph.disagreementOnCycles(with: judgement)
    return checked
  }

  /// What is reported, beside all choices, none of which was left out for being beside the point.
  private func compare(_ judgements: Judgements, with checked: [Checked]) -> String? {
    let all = checked.map { $0.judgement?.findings ?? [] }
    for finding in judgements.findings {
      let isInAll = checked.allSatisfy { one in
        finding.isDirtyRead
          ? one.judgement?.findings.contains { $0.isAlike(finding) } ?? false
          : one.cycles.contains { Set($0.nodes) == Set(finding.transactions) }
      }
      if !isInAll { return "reported from a guess: \(finding)" }
    }
    for finding in all.first ?? [] where all.allSatisfy({ $0.contains { $0.isAlike(finding) } }) {
      if !judgements.findings.contains(where: { $0.isAlike(finding) }) {
        return "not reported, although certain: \(finding)"
      }
    }
    guard judgements.areAllTried else { return nil }
    let isClean = judgements.findings.isEmpty && judgements.uncertain.isEmpty
    return isClean == all.allSatisfy { $0.isEmpty } ? nil : "doubts that matter were left out"
  }

  /// The verdicts on aborts, beside brute force in each choice.
  private mutating func verdictFault(
    _ judgements: Judgements, _ checked: [Checked], _ runner: SessionRunner
  ) -> String? {
    for case .abort(let victim, let step, _) in runner.history {
      guard let verdict = judgements.verdict(on: victim) else { continue }
      counts.verdicts += 1
      let naive = Set(
        checked.map {
          NaiveVerdict(on: victim, abortedAt: step, in: $0.events, initial: $0.initial).verdict
        })
      let wanted = naive.count == 1 ? naive.first : .notDecided
      if verdict != wanted { return "\(victim): \(verdict), brute force: \(naive)" }
    }
    return nil
  }
}

extension Finding {
  fileprivate func isAlike(_ other: Finding) -> Bool {
    anomaly == other.anomaly && transactions == other.transactions
  }
}
