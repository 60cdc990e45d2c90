public import Vocabulary

/// What an independent judge says of a history: it reads the events and nothing else.
///
/// The judge does not know the engine, and it knows no mode's rules, so it can contradict both. It
/// knows only which version each transaction read and wrote, and finds out whether the
/// committed transactions could have run one after another, which anomalies took place, and whether
/// an abort was needed. This essay follows one history through the room. The table at its end says
/// where each thing lives.
///
/// # The history
///
/// A history is a list of events. Alice (T1) and Bob (T2) are both on call, both look, and both go
/// off call:
///
/// ```text
///   0  begin  T1                       5  read   T2  b, T0's version
///   1  begin  T2                       6  write  T1  a = off
///   2  read   T1  a, T0's version      7  write  T2  b = off
///   3  read   T1  b, T0's version      8  commit T1, makes state 1
///   4  read   T2  a, T0's version      9  commit T2, makes state 2
/// ```
///
/// T0 stands for the writer of what was there at first; that is state 0. Each commit makes the next
/// state. A read names the version that it saw by its writer; if it saw nothing, it names the state
/// in which nothing was there. A scan names the rows that it returned. It has also read every other
/// key of its range, as that key was in one state.
///
/// `Reader` takes the events one by one into a `Record`. It gives numbers to transactions, keys,
/// and ranges as they appear, and sorts reads and writes by transaction, so that all later passes
/// work on columns of small integers. The first event that cannot have happened after the events
/// before it is a `Contradiction`, and the history is not judged.
///
/// # The nodes, and the versions of each key
///
/// Only committed transactions are judged. They are the nodes of a graph, numbered from 0 in the
/// order of their commits (`CommitOrder`). An open transaction proves nothing yet. An aborted one
/// counts only if somebody read what it wrote: that read is an anomaly by itself, a dirty read.
///
/// The versions of a key form a chain in the order of commits (`Chains`). The place before the
/// first version stands for what was there in state 0.
///
/// ```text
///   a:   (on) ---- T1's off
///   b:   (on) --------------- T2's off          (in brackets: state 0)
/// ```
///
/// Three kinds of writes make no version:
///
/// - A write that the same transaction overwrote before it committed. A reader of it counts as a
///   reader of the version that was committed: it came after that writer began to write, and before
///   the writer of the next version. Adya (1999) has no such edges, because the read is forbidden
///   anyway. With them a cycle through the reader is found as well.
/// - A write that was undone, because its statement failed, although the transaction went on. The
///   same holds for a reader of it; if the transaction did not write the key otherwise, the reader
///   has no edge.
/// - A deletion that found nothing. It repeats the absence that was there (`Repeats`), because
///   nobody can tell which of several such deletions came first.
///
/// # The edges
///
/// An edge from X to Y says: in every serial order with these versions, X comes before Y (Adya's
/// direct serialization graph). There are three kinds, all seen in one chain:
///
/// ```text
///                           ww
///         writer of v1 ------------> writer of v2     ww  Y wrote the version after X's
///   x:        v1 --------------------- v2             wr  Y read the version that X wrote
///               \                      ^              rw  Y wrote the version after the one
///             wr \                    / rw                that X read: an antidependency
///                 '---> a reader ----'
///                         of v1
/// ```
///
/// In the example Alice read the version of b that Bob replaced, and Bob read the version of a that
/// Alice replaced:
///
/// ```text
///          rw b
///     T1 --------> T2
///        <--------
///          rw a
/// ```
///
/// A key that a scan has read without returning it was read by predicate, and so are its edges
/// (`wrp`, `rwp`). If the scan does not even name it, it is a `Gap`. A range may be wide and a
/// history long, so `Gaps` looks at whichever is shorter: the keys of the range, or the versions
/// that were written in the stretch that matters.
///
/// # Cycles
///
/// Each transaction of a cycle comes before the next one, and the last before the first. So no
/// serial order has these versions. Without cycles and dirty reads there is such an order, and
/// `SerialOrder` finds one.
///
/// Most edges lead from an earlier commit to a later one. A cycle also needs an edge that leads
/// back. So the commit order can be cut wherever no edge leads back over the cut, and every cycle
/// lies in one of the blocks:
///
/// ```text
///   commit order   0 | 1   2   3   4 | 5 | 6
///                    | ^   ^   |   | |   |
///                    | '---+-rw'   | |   |
///                    |     '---rw--' |   |
/// ```
///
/// `EdgeCollector` first visits the edges that lead back; from them `Blocks` works out the cuts.
/// Then it collects the edges inside the blocks. The edges between blocks, which lie on no cycle,
/// are never stored. This keeps a long history linear.
///
/// Inside a block, nodes that can all be reached from one another are a `Component`
/// (`StrongComponents`, after Tarjan). In each component `CycleSearch` looks for the shortest cycle
/// of the worst class:
///
/// 1. A `CycleShape` says which cycles are of a class. It is an automaton of a few phases that
///    reads the kinds of the edges. For G-single it counts the antidependencies: one is right, two
///    are not.
/// 2. `Walks` searches breadth first through pairs of node and phase. A walk that comes back to its
///    start is a closed walk; it is a cycle if it meets no node twice.
/// 3. `Naming` gives the cycle its name. Two transactions may have several edges between them,
///    called a hop; the name that fits some choice of them most closely is taken.
///
/// The result is a `Finding`: the name (`Anomaly`), the class (`Phenomenon`), and the proof, in
/// which each edge is a `Dependency` with transactions, steps, and events. In the
/// example it is write skew, of class G2-item.
///
/// # Versions and values
///
/// A cycle is about versions. Users see values, and some serial order may show the same values:
/// where equal values were written, or where the difference was overwritten before anybody read it.
/// So `Trials` takes an `Excerpt` of a few transactions, runs it in every order, and compares the
/// values that were read and left. The outcome is a `Trial`: an order fits, no order fits, or it is
/// open. docs/design/judge.md says which excerpts prove what.
///
/// # Aborts: the ghost
///
/// Was an abort needed? That is a question about a history that did not happen, in which the victim
/// commits where it was aborted. The victim in that history is called the *ghost*:
///
/// ```text
///   V  begin ---- reads, writes ---- abort                        what happened
///
///   V  begin ---- reads, writes ---- commit                       its ghost
///   A  begin ------------------------------------- commit         had its view before
///   B                                        begin -- read x ---  would have read V's x: disturbed
/// ```
///
/// A `Counterfactual` is that history, judged by the same graph. But B read an older x than the one
/// it would have found after the commit, so what it did next nobody knows. Such reads are the
/// `Aftermath` of the abort, and B is *disturbed*. The graph holds the ghost and all committed
/// transactions that are not disturbed. There are three verdicts (`Need`):
///
/// - The ghost lies on a cycle: the abort was *needed*.
/// - It lies on none, and no disturbed transaction could have led back to it: *not needed*.
/// - It lies on none, but a disturbed one could have: *not decided*. It could lead back by what it
///   did before its first disturbed read, which stands (`Standing`), or by what it might have done
///   after that.
///
/// `Prospects` lists what a verdict may still depend on, for those who merge histories that go on
/// alike. docs/design/judge.md defines all of this exactly and proves it.
///
/// # While it happens
///
/// `LiveJudge` takes one event at a time and names an anomaly as soon as it is certain
/// (`Sighting`). A commit that read nothing uncommitted and nothing that has been replaced, and
/// whose writes nobody read before it, closes no cycle; `Exposure` tells this cheaply. Any other
/// commit is judged as above, but on a part of the history only. A `Window` keeps what a later
/// commit can close a cycle through: the transactions that are concurrent with an open one, and
/// those that come after them. Forgotten transactions count as T0. A verdict on an abort is a
/// `NeedSoFar`: it says whether an open transaction can still change it.
///
/// # Where what is
///
/// | folder | holds |
/// | --- | --- |
/// | Reading | `Reader`, `Record`, `Contradiction`, `Numbering` of names |
/// | Graph | `CommitOrder`, `Chains`, `Repeats`, `Edge`, `Gaps`, `Blocks`, `Graph`; |
/// | | `Omissions`: whether scans returned all that was there |
/// | Cycles | `Component`, `CycleShape`, `CycleSearch`, `Naming`, `Findings`, `SerialOrder` |
/// | Anomalies | `Anomaly`, and the table of their names |
/// | Values | `Start` (what was there at first), `Excerpt`, `Trials`, `Trial` |
/// | Ghost | `Counterfactual`, `Aftermath`, `Standing`, `Prospects` |
/// | Doubts | `Judgements`: where it is not certain which version a read saw |
/// | Live | `LiveJudge`, `Window`, `Exposure`, `Sighting` |
///
/// Making a judgement costs time and memory linear in the events, the rows of scans, and the
/// versions written in a scan's range while its transaction was concurrent with others; and a
/// logarithm where versions or keys are searched.
public struct Judgement: Sendable {
  /// Every anomaly, the worst first: each dirty read, and of each strongly connected component the
  /// shortest cycle of the worst class.
  public let findings: [Finding]

  let record: Record
  let graph: Graph

  /// Judges a history.
  ///
  /// - Parameters:
  ///   - events: the whole history, from state 0 on; at most 2,147,483,647 events.
  ///   - initial: what was there in state 0; nil if that is not known. Then each key holds there
  ///     what the first look at it saw, no serial order is tried by value, and only reads tell
  ///     whether the first deletion of a key found something.
  /// - Throws: the first contradiction between an event and the events before it.
  public init(
    of events: some Sequence<Event>, initial: [Key: Value]? = nil
  ) throws(Contradiction) {
    var wrong: Contradiction?
    let record = Record(of: events, from: initial.map { Start($0) }, wrong: &wrong)
    let commits = CommitOrder(of: record)
    let chains = Chains(record, commits)
    let seen = [
      wrong, chains.contradiction(in: record, commits),
      Omissions.contradiction(in: record, chains, KeyOrder(record)),
    ]
    if let first = seen.compactMap({ $0 }).min(by: { $0.event < $1.event }) { throw first }
    self.record = record
    graph = Graph(record, commits, chains)
    findings = Findings(in: graph).all
  }

  /// Whether a serial order fits the values, for each of the findings in their order.
  ///
  /// Costs at most the running of 4 * 5,040 orders of seven transactions for each, mostly far less,
  /// and the versions of the keys that they have touched.
  public func trials() -> [Trial] { Findings(in: graph).trials(of: findings) }

  /// Whether some serial order of all committed transactions shows the same values.
  ///
  /// Of many only their findings tell that none does. Costs as much as `trials()`.
  public func trialOfAll() -> Trial {
    var trials = Trials(graph)
    let whole = trials.trialOfAll()
    guard whole == .open else { return whole }
    return self.trials().first { if case .fails = $0 { true } else { false } } ?? .open
  }

  /// The worst finding that the promise forbids; nil if the history keeps the promise.
  public func violation(of promise: Promise) -> Finding? {
    findings.first.flatMap { promise.forbids($0.phenomenon) ? $0 : nil }
  }

  /// A serial order of the committed transactions in which every read sees the same version; nil if
  /// there is none.
  ///
  /// Of those that can come next always the one that committed first is taken. What was read of
  /// transactions that are still open is left out. Costs the size of the graph, and a logarithm.
  public func serialOrder() -> [TransactionID]? {
    findings.isEmpty ? graph.serialOrder() : nil
  }

  /// The shortest cycle of the worst class that a committed transaction lies on; nil if it lies on
  /// none.
  ///
  /// Costs the size of the graph, and that of the transaction's component for each class.
  public func worstShortestCycle(through transaction: TransactionID) -> Finding? {
    guard let place = record.place(of: transaction),
      graph.commits.nodes[Int(place)] != CommitOrder.none
    else { return nil }
    return Findings(in: graph).worst(through: graph.commits.nodes[Int(place)])
  }

  /// The anomalies that a transaction takes part in, the worst first, and what values say of each:
  /// its dirty reads, of each writer and reader one of a kind, and the worst shortest cycle through
  /// it, from the transaction with the least number on.
  ///
  /// Costs as much as `worstShortestCycle(through:)` and `trials()`.
  public func findings(involving transaction: TransactionID) -> [(finding: Finding, trial: Trial)] {
    let findings = Findings(in: graph)
    let found = findings.all(involving: transaction)
    return zip(found, findings.trials(of: found)).map { ($0, $1) }
  }

  /// The event that wrote the version of the key, counted from 0.
  ///
  /// Of an absence it is the deletion that was seen. Nil where nobody had written the key, for a
  /// version of T0's, and for one that is not in the history. Costs a few searches.
  public func event(writing version: VersionID, of key: Key) -> Int? {
    guard let key = record.keys.known(key) else { return nil }
    switch version {
    case .written(let id, let number):
      guard let writer = record.place(of: id),
        let first = record.firstWrite(of: key, by: writer)
      else { return nil }
      let place = record.writes(of: writer).first { place in
        place >= first && record.writes[place].key == key && record.writes[place].number == number
      }
      return place.map { Int(record.writes[$0].event) }
    case .absent(let state):
      guard 0...record.committed.count ~= state else { return nil }
      let version = graph.chains.version(of: key, after: Int32(state))
      guard graph.chains.versions(of: key).contains(version) else { return nil }
      return Int(record.writes[Int(graph.chains.writes[version])].event)
    }
  }

  /// Every dependency between two committed transactions, by the first one's commit.
  ///
  /// Costs the number of dependencies, which for scans over wide ranges can be the product of scans
  /// and keys.
  public func dependencies() -> [Dependency] {
    let whole = Graph(record, graph.commits, graph.chains, isComplete: true)
    return whole.edges.map(whole.dependency)
  }
}

extension Graph {
  func serialOrder() -> [TransactionID]? {
    var order = SerialOrder(of: self)
    return order.nodes()?.map { record.transactions[Int(commits.members[Int($0)])].id }
  }
}
