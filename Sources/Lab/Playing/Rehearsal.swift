import Scripting
import Vocabulary

/// A lesson as it goes in one mode, at any of its commands.
///
/// What was played is kept, and the lab at some of the commands, so that going back is taking a
/// copy and playing the few commands behind it: the same lab in every respect.
struct Rehearsal: Sendable {
  private let entries: [Scenario.Entry]
  /// The lab where it stands now.
  private(set) var replay: Replay
  /// How many commands have been played there.
  private(set) var position = 0
  /// What each command led to, as far as any was played.
  private(set) var played: [Played] = []
  /// Where each command stands in the lesson.
  private(set) var places: [Place] = []
  private var checkpoints: Checkpoints<Replay>

  /// A part, counted from 1, and the steps that a command takes there, by the numbers in prompts:
  /// several for a RETRY, none for a word of the lab.
  struct Place: Sendable {
    var part: Int
    var steps: Range<StepNumber>
  }

  init(
    _ scenario: Scenario, _ entries: [Scenario.Entry], mode: IsolationMode,
    conflicts: ConflictPolicy?
  ) {
    self.entries = entries
    replay = Replay(file: scenario.file, mode: mode, conflicts: conflicts)
    checkpoints = Checkpoints(replay)
    go(to: entries.count)
    go(to: 0)
  }

  var laboratory: Laboratory { replay.laboratory }

  var partCount: Int { places.last?.part ?? 1 }

  /// Goes to where so many commands have been played.
  mutating func go(to target: Int) {
    let target = min(target, entries.count)
    if target < position {
      (position, replay) = checkpoints.last(upTo: target)
    }
    while position < target {
      let mark = replay.laboratory.mark
      let outcome = replay.play(entries[position])
      position += 1
      if played.count < position {
        played.append(outcome)
        let part = places.last?.part ?? 1
        let isNext = entries[position - 1].isReset
        let steps = replay.laboratory.steps(since: mark)
        places.append(Place(part: isNext ? part + 1 : part, steps: steps))
      }
      checkpoints.offer(replay, at: position)
    }
  }
}
