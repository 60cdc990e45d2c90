import Drawing
import Language
import Layout
import Runs
import Sessions
package import Vocabulary

/// Going forward and back.
extension Lecture {
  /// To the next page, or to the next stop where there is something to see; what is shown in
  /// passing gives way.
  package mutating func forward() {
    notice = nil
    if var open = panel {
      open.page += 1
      panel = open.page < pages(of: open.kind).count ? open : nil
      return
    }
    guard fork == nil else {
      notice = "these are your own commands; b goes back to the lesson"
      return
    }
    if page + 1 < pageCount {
      trail.append(place)
      page += 1
    } else if case .question = stop {
      answer("")
    } else if index + 1 < plan.stops.count {
      advance { $0.isStand($0.index) }
    } else {
      notice = "this is the end; q leaves"
    }
  }

  /// Where the next press leads from the last page of this stop; nil at the end.
  var nextStop: Int? { plan.stops.indices[(index + 1)...].first(where: isStand) }

  /// To the next question, in one press; only a prediction that is decided on the way stops it.
  package mutating func goToNextQuestion() {
    let questions = plan.stops.indices.filter { plan.stops[$0].isQuestion }
    guard let next = questions.first(where: { $0 > index }) else {
      notice = "there is no question after this; G goes to the end"
      return
    }
    leaveAsides()
    advance { $0.index == next }
  }

  /// Goes on in one press, by at least one stop, and to where it may end.
  mutating func advance(until isThere: (Lecture) -> Bool) {
    trail.append(place)
    repeat {
      stand(at: index + 1)
      judgeGuesses()
    } while missing == nil && !isThere(self) && decidedHere.isEmpty
  }

  /// To where it stood before the last press; out of what is shown in passing, or was tried.
  ///
  /// After a jump to a step it is the place from which a press leads there.
  package mutating func back() {
    notice = nil
    if var open = panel {
      open.page -= 1
      panel = open.page < 0 ? nil : open
    } else if fork != nil {
      fork = nil
    } else if let place = trail.popLast() {
      if place.index != index { stand(at: place.index) }
      page = min(place.page, pageCount - 1)
    } else if page > 0 {
      page -= 1
    } else if let before = plan.stops[..<index].indices.last(where: isStand) {
      stand(at: before)
      page = pageCount - 1
    } else {
      notice = "this is the start"
    }
  }

  /// To where that step has just been run, by the number in its prompt; 0 is the start.
  ///
  /// A part is counted from 1; nil is the present one, and for 0 the first.
  package mutating func go(toStep number: StepNumber, ofPart part: Int? = nil) {
    let lines = run.lines
    let part = part ?? (number == 0 ? 1 : steps.part)
    let partCount = run.partCount
    guard part <= partCount else {
      notice = "there is no part \(part); the last is \(partCount)"
      return
    }
    if number == 0, part == 1 { return jump(to: 0) }
    let command = lines.firstIndex {
      $0.part == part && (number == 0 || $0.steps.contains(number))
    }
    guard let stop = command.flatMap(plan.stop(after:)) else {
      let last = lines.compactMap { $0.part == part ? $0.steps.last : nil }.max() ?? 0
      let name = partCount == 1 ? "" : "\(part)."
      notice = "there is no step \(name)\(number); the last is \(name)\(last)"
      return
    }
    jump(to: stop)
  }

  /// To the end of the lesson.
  package mutating func goToEnd() {
    jump(to: plan.stops.count - 1)
  }

  private mutating func jump(to place: Int) {
    leaveAsides()
    trail = []
    stand(at: place)
  }

  /// Into the next of the lesson's modes, at the same stop.
  package mutating func switchMode() {
    guard fork == nil else {
      notice = "these are your own commands; b goes back to the lesson"
      return
    }
    let modes = modes
    guard modes.count > 1, let place = modes.firstIndex(of: mode) else {
      notice = "the lesson has no other mode"
      return
    }
    let next = modes[(place + 1) % modes.count]
    leaveAsides()
    guard prepare(next) else { return }
    modeBefore = mode
    mode = next
    measure()
    playUpToHere()
    keepPage()
  }

  /// Fits it to a screen of another size.
  package mutating func resize(columns: Int, rows: Int) {
    let size = ViewSize(columns: columns, rows: rows)
    guard (size.columns, size.rows) != (room.columns, room.rows) else { return }
    room = size
    measure()
    keepPage()
    guard var open = panel else { return }
    open.page = min(open.page, pages(of: open.kind).count - 1)
    panel = open
  }

  /// Shows something in passing, or hides it again.
  package mutating func toggle(_ kind: Kind) {
    notice = nil
    panel = panel?.kind == kind ? nil : Panel(kind: kind)
  }

  /// Shows the speaker's notes, or hides them; says which, and whether there is one here.
  package mutating func toggleNotes() {
    showsNotes.toggle()
    keepPage()
    notice = showsNotes ? noteWords : "notes off"
  }

  /// Tries a command where it stands, which leaves the lesson alone.
  package mutating func attempt(_ line: String) {
    notice = nil
    panel = nil
    // On a store the commands of an earlier fork cannot be taken back.
    if fork == nil { playUpToHere() }
    guard missing == nil else { return }
    var lab = lab
    lab.runner.manner = .interactive
    guard let read = lab.read(line) else { return }
    if case .success(let statement) = read, case .directive(.quit) = statement.body {
      fork = nil
      return
    }
    var replay = Replay(in: mode, on: lab)
    let played = replay.play(Line(read, text: line, number: 1, lab.runner.manner))
    fork = Fork(lab: replay.lab, last: played)
    storeFailure = storeFailure ?? replay.lab.storeFailure
  }

  /// Closes what is shown in passing, and leaves what was tried.
  package mutating func leaveAsides() {
    (panel, fork, notice, field) = (nil, nil, nil, nil)
  }

  /// Stays on a page that there is.
  private mutating func keepPage() {
    guard page > 0 else { return }
    page = min(page, pageCount - 1)
    trail.removeAll { $0.index == index && $0.page >= page }
  }

  mutating func stand(at place: Int) {
    (index, page, modeBefore) = (place, 0, nil)
    playUpToHere()
    if case .question = stop { field = .answer("") } else { field = nil }
  }
}
