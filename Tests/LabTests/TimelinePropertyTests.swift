import Drawing
import Language
import Layout
import Sessions
import Telling
import Testing
import Vocabulary

/// What is true of every timeline, whatever happened.
@Suite struct TimelinePropertyTests {
  /// Nil mixes the modes.
  private static let modes: [IsolationMode?] = IsolationMode.allCases.map { $0 } + [nil]
  private static let widths = [120, 76, 40, 24, 7]

  @Test(arguments: modes) func linesFit(mode: IsolationMode?) {
    check(mode) { fixture in
      for columns in Self.widths {
        for ascii in [false, true] {
          for line in fixture.lines(columns: columns, ascii: ascii) {
            if displayWidth(of: line) > columns { return "\(columns): too wide: \(line)" }
            if line.hasSuffix(" ") { return "\(columns): ends with a blank: \(line)" }
            if line.unicodeScalars.contains(where: \.isUnprintable) {
              return "unprintable: \(line)"
            }
          }
        }
      }
      return nil
    }
  }

  @Test(arguments: modes) func asciiHasNoOtherSigns(mode: IsolationMode?) {
    check(mode) { fixture in
      let lines = fixture.lines(columns: 40, ascii: true)
      return lines.first { $0.contains { !$0.isASCII && $0 != "é" } }
    }
  }

  @Test(arguments: modes) func sameInputSameBytes(mode: IsolationMode?) {
    check(mode) { fixture in
      let (one, other) = (fixture.picture(), fixture.picture())
      return Array(one.utf8) == Array(other.utf8) ? nil : "twice is not the same"
    }
  }

  /// Also where a command goes on in a session of another group than the one that lets it.
  @Test(arguments: modes) func eachGroupHasEachOfItsStepsOnce(mode: IsolationMode?) {
    check(mode) { fixture in
      let concerned = fixture.sessionsByStep
      for columns in Self.widths where columns > 20 {
        for group in fixture.groups(columns: columns) {
          let expected = concerned.filter { !$0.sessions.isDisjoint(with: group.sessions) }
          if group.steps != expected.map(\.step) { return "\(columns): steps \(group.steps)" }
        }
      }
      return nil
    }
  }

  /// No text pushes a bar aside or touches it.
  @Test(arguments: modes) func barsStandInTheirLanes(mode: IsolationMode?) {
    check(mode) { fixture in
      for columns in Self.widths where columns > 20 {
        for group in fixture.groups(columns: columns) {
          for line in group.lines.map(Array.init) {
            for index in line.indices where "┌│┊└╶".contains(line[index]) {
              let isFree = line[index - 1] == " " || line[index - 1] == "►"
              if !isFree || !group.starts.contains(index) { return "\(columns): \(String(line))" }
            }
          }
        }
      }
      return nil
    }
  }

  /// The last bar of each lane says how the session stands.
  @Test(arguments: modes) func barsEndAsSessionsStand(mode: IsolationMode?) {
    check(mode) { fixture in
      for columns in Self.widths where columns > 20 {
        for group in fixture.groups(columns: columns) {
          for (session, sign) in group.signs {
            guard let state = fixture.runner.session(session)?.state else { return "no \(session)" }
            let isRight =
              switch state {
              case .idle, .aborted: !"┌│┊".contains(sign)
              case .open: "┌│".contains(sign)
              case .waiting: sign == "┊"
              }
            if !isRight { return "\(columns): \(session) is \(state), drawn as \(sign)" }
          }
        }
      }
      return nil
    }
  }

  /// Plays thirty programs, some of them under `.autocommit`; a finding ends the test.
  private func check(_ mode: IsolationMode?, _ finding: (TimelineFixture) -> String?) {
    for seed in 0..<30 as Range<UInt64> {
      let program = RandomProgram(seed: seed, mode: mode)
      var fixture = TimelineFixture(program.mode, program.manner)
      if seed.isMultiple(of: 3) { fixture.play(".autocommit on") }
      for line in program.lines { fixture.play(line) }
      if let finding = finding(fixture) {
        Issue.record("seed \(seed), \(program.mode.name): \(finding)\n\(fixture.picture())")
        return
      }
    }
  }
}

extension TimelineFixture {
  fileprivate func lines(columns: Int, ascii: Bool = false) -> [String] {
    Narrator(runner).timeline(replies, columns: columns, ascii: ascii).map(\.text)
  }

  /// The steps that have rows, and whose lanes say something there.
  fileprivate var sessionsByStep: [(step: String, sessions: Set<SessionName>)] {
    var result: [(step: String, sessions: Set<SessionName>)] = []
    func note(_ reply: Reply) {
      result.append((reply.step.map { "\($0)" } ?? "-", [reply.session]))
      noteWhatFollows(reply)
    }
    func noteWhatFollows(_ reply: Reply) {
      for again in reply.retried { note(again) }
      for resumed in reply.resumed {
        result[result.count - 1].sessions.insert(resumed.session)
        noteWhatFollows(resumed)
      }
    }
    for reply in replies where reply.step != nil { note(reply) }
    return result
  }

  /// A group of lanes as it is drawn.
  fileprivate struct Group {
    /// Those below the heading.
    var lines: [String] = []
    var sessions: Set<SessionName> = []
    /// Where the lanes start.
    var starts: Set<Int> = []
    var steps: [String] = []
    /// The last sign of each lane.
    var signs: [(session: SessionName, sign: Character)] = []
  }

  fileprivate func groups(columns: Int) -> [Group] {
    lines(columns: columns).dropFirst().split(separator: "").map { lines in
      let heading = Array(lines.first ?? "")
      let last = Array(lines.last { !$0.hasPrefix("      RULE") } ?? "")
      var group = Group(lines: Array(lines.dropFirst()))
      for lane in heading.indices.dropFirst(6)
      where heading[lane - 1] == " " && heading[lane] != " " {
        let name = SessionName(String(heading[lane...].prefix { $0 != " " }))
        group.sessions.insert(name)
        group.starts.insert(lane)
        group.signs.append((name, lane < last.count ? last[lane] : " "))
      }
      group.steps = lines.dropFirst().map { $0.prefix(4).filter { $0 != " " } }
        .filter { !$0.isEmpty }
      return group
    }
  }
}
