/// What sets a mode apart from the others: the row that the engine, the judge, help and pictures
/// ask.
///
/// The rule itself, what may be read, written and committed, is the mode's file in the engine.
public struct ModeFacts: Sendable {
  /// Which versions a read sees.
  public enum Reads: Hashable, Sendable {
    /// The newest write of anybody, committed or not.
    case newestWrite
    /// What had committed when the command began.
    case stateAtCommand
    /// The newest commit, which locks keep the newest one until the reader ends.
    case lockedCommit
    /// What had committed at BEGIN.
    case stateAtBegin
  }

  /// Whether a second writer of a key waits for the first.
  public enum Writers: Hashable, Sendable {
    /// Always.
    case wait
    /// Never.
    case goOn
    /// As `.conflicts` says; this is the standard.
    case follow(ConflictPolicy)
  }

  /// What a read FOR UPDATE is while the writers of the mode do not wait.
  public enum ForUpdate: Hashable, Sendable {
    /// The key's exclusive lock, as in every mode while its writers wait.
    case lock
    /// The same as GET: the mode checks every read anyway.
    case plainRead
    /// A write of the value that was read, so that the later committer is aborted.
    case write
  }

  /// What the engine remembers of a transaction after its commit.
  public enum Memory: Hashable, Sendable {
    /// Nothing.
    case nothing
    /// The readers of what it replaced, and the transactions that replaced what it read.
    case antidependencies
    /// Its place in the graph of all dependencies.
    case dependencies
  }

  /// How long an open transaction keeps dead versions from the vacuum.
  public enum Pinning: Hashable, Sendable {
    /// Not at all.
    case never
    /// While a command of its own waits.
    case duringCommand
    /// From BEGIN to its end.
    case sinceBegin
  }

  /// The name as tags in lessons write it, such as si.
  public let shortName: StaticString
  /// What it does, in two words: the text on a button.
  public let gist: StaticString
  /// What it sees and when it aborts, in at most 46 characters.
  public let summary: StaticString
  /// Which versions its reads see.
  public let reads: Reads
  /// Whether its writers wait.
  public let writers: Writers
  /// What a read FOR UPDATE is while its writers do not wait.
  public let forUpdate: ForUpdate
  /// Whether its reads lock keys and ranges against writers of the mode.
  public let locksReads: Bool
  /// Whether it keeps what it has read until it ends, so that even an absent key needs a slot.
  public let remembersReads: Bool
  /// What the engine remembers of its committed transactions.
  public let memory: Memory
  /// Which dead versions its open transactions keep.
  public let pins: Pinning
  /// What it promises of every history of its transactions.
  public let promise: Promise
  /// The rule by which it aborts, as one sentence; nil where the kind of the abort tells it.
  public let rule: StaticString?
}

/// What an isolation mode promises of every history: which phenomena it does not have.
///
/// Adya 1999, chapter 3 and section 4.2; PL-SI in the form without start-ordered edges of Cerone
/// and Gotsman (Analysing Snapshot Isolation, 2018): every cycle has two rw edges in a row.
public enum Promise: String, CaseIterable, Hashable, Sendable {
  /// No G0.
  case pl1 = "PL-1"
  /// No G0 and G1.
  case pl2 = "PL-2"
  /// No G0, G1, G-single and G-nonadjacent.
  case plSI = "PL-SI"
  /// No phenomenon at all: serializable.
  case pl3 = "PL-3"
}
