import Rendering
import Scripting
import Vocabulary

/// A lesson as it goes in one mode, at any of its commands.
///
/// What was played is kept, and the lab every few commands, so that going back is taking a copy and
/// playing the few commands behind it: the same lab in every respect.
struct Rehearsal: Sendable {
  private let entries: [Scenario.Entry]
  /// The lab where it stands now.
  private(set) var replay: Replay
  /// How many commands have been played there.
  private(set) var position = 0
  /// What each command led to, as far as any was played.
  private(set) var played: [Played] = []
  /// The lab after each so many commands.
  private var checkpoints: [Replay]

  private static let distance = 16

  init(_ scenario: Scenario, _ entries: [Scenario.Entry], mode: IsolationMode) {
    self.entries = entries
    replay = Replay(file: scenario.file, mode: mode)
    checkpoints = [replay]
  }

  var laboratory: Laboratory { replay.laboratory }

  /// Goes to where so many commands have been played.
  mutating func go(to target: Int) {
    let target = min(target, entries.count)
    if target < position {
      let checkpoint = min(target / Self.distance, checkpoints.count - 1)
      replay = checkpoints[checkpoint]
      position = checkpoint * Self.distance
    }
    while position < target {
      let outcome = replay.play(entries[position])
      position += 1
      if played.count < position { played.append(outcome) }
      if position.isMultiple(of: Self.distance), checkpoints.count == position / Self.distance {
        checkpoints.append(replay)
      }
    }
  }
}
