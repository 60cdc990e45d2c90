import Chance

/// The work that a client wants done, tried in one transaction after the other until one commits.
struct Job: Hashable, Sendable {
  /// One request of a job.
  enum Act: Hashable, Sendable {
    case read(Int)
    case scan(Range<Int>)
    case write(Int, Change)
  }

  /// The value to write, which depends on what the same transaction has read.
  enum Change: Hashable, Sendable {
    /// The value read from the key, plus this.
    case add(Int64)
    /// A number that no other request writes.
    case fresh
    /// 0 if it was 1 and another key of the ward is 1; 1 if it was 0; otherwise no write.
    case turn(ward: Range<Int>)
  }

  let acts: [Act]

  /// Whether it adds up all keys.
  var isReport: Bool { if case .scan = acts.last { true } else { false } }
}

/// Draws jobs.
struct JobMaker: Sendable {
  private let settings: Settings
  private let popularity: Popularity

  init(_ settings: Settings, _ popularity: Popularity) {
    (self.settings, self.popularity) = (settings, popularity)
  }

  func job(_ dice: inout Dice) -> Job {
    switch settings.mix {
    case .counters: return Job(acts: counters(&dice))
    case .transfers: return Job(acts: transfer(reads: settings.reads, &dice))
    case .doctors: return Job(acts: doctor(&dice))
    case .report:
      return Job(acts: dice.below(8) == 0 ? report : transfer(reads: 0, &dice))
    case .mixed: return Job(acts: mixed(&dice))
    }
  }

  private func counters(_ dice: inout Dice) -> [Job.Act] {
    let keys = popularity.draw(distinct: settings.reads + settings.writes, &dice)
    return keys.prefix(settings.reads).map { .read($0) }
      + keys.dropFirst(settings.reads).flatMap { [.read($0), .write($0, .add(1))] }
  }

  private func transfer(reads: Int, _ dice: inout Dice) -> [Job.Act] {
    let keys = popularity.draw(distinct: reads + 2, &dice)
    let (from, to) = (keys[reads], keys[reads + 1])
    return keys.map { .read($0) } + [.write(from, .add(-1)), .write(to, .add(1))]
  }

  private func doctor(_ dice: inout Dice) -> [Job.Act] {
    let doctor = popularity.draw(&dice)
    let ward = settings.ward(of: doctor)
    return [.scan(ward), .write(doctor, .turn(ward: ward))]
  }

  private var report: [Job.Act] {
    let pieces = min(settings.reads, settings.keys)
    return (0..<pieces).map { piece in
      .scan(piece * settings.keys / pieces..<(piece + 1) * settings.keys / pieces)
    }
  }

  private func mixed(_ dice: inout Dice) -> [Job.Act] {
    let most = settings.reads + settings.writes
    let onlyReads = dice.below(2) == 0
    return popularity.draw(distinct: dice.below(most) + 1, &dice).map { key in
      onlyReads || dice.below(most) < settings.reads ? .read(key) : .write(key, .fresh)
    }
  }
}
