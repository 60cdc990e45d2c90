import Engine
import Language
import Sessions
import Vocabulary

/// What is the same for all states of a program: its keys, and what is still to come where.
struct ProgramFacts: Sendable {
  let program: ConcurrentProgram
  /// Every key that is there from the start or that a command names, in key order.
  let keys: [Key]
  /// The names of the rules that are watched.
  let rules: [String]
  /// Of each lane, before each of its steps: the places of the keys that the rest of the
  /// transaction may read, and those that it may write.
  private let reads: [[[Int]]]
  private let writes: [[[Int]]]
  /// The same for all that the lane may ever write.
  private let allWrites: [[[Int]]]

  init(of program: ConcurrentProgram) {
    self.program = program
    let whole = Footprint(of: program.lanes.flatMap { $0.lines }.map { $0.command })
    let named = whole.ranges.compactMap { $0.singleKey }
    let keys = Set(named).union(program.start.database.keys(in: .all)).sorted()
    self.keys = keys
    rules = program.start.rules.map { $0.name }
    func places(_ ranges: [KeyRange]) -> [Int] {
      keys.indices.filter { place in ranges.contains { $0.contains(keys[place]) } }
    }
    let commands = program.lanes.map { $0.lines.map { $0.command } }
    func rests(_ rest: ([Command], Int) -> Footprint) -> [[Footprint]] {
      commands.map { lane in (0...lane.count).map { rest(lane, $0) } }
    }
    let present = rests { Footprint(of: $0.restOfTransaction(from: $1)) }
    reads = present.map { $0.map { places($0.reads) } }
    writes = present.map { $0.map { places($0.writes) } }
    allWrites = rests { Footprint(of: $0.rest(from: $1)) }.map { $0.map { places($0.writes) } }
  }

  /// The places of the keys that the lane's transaction may still read, or also write.
  func future(_ lane: Int, from step: Int, writesToo: Bool) -> [Int] {
    reads[lane][step] + (writesToo ? writes[lane][step] : [])
  }

  /// Of each key, whether some lane may still write it.
  func isStillWritten(from steps: [Int]) -> [Bool] {
    var result = keys.map { _ in false }
    for (lane, step) in steps.enumerated() {
      for place in allWrites[lane][step] { result[place] = true }
    }
    return result
  }
}

extension [Command] {
  /// The steps still to come; RETRY may repeat any of them.
  fileprivate func rest(from step: Int) -> [Command] {
    self[step...].contains(.retry) ? self : Array(self[step...])
  }

  fileprivate func restOfTransaction(from step: Int) -> [Command] {
    let rest = self[step...]
    let end = rest.firstIndex { $0 == .commit || $0 == .rollback } ?? rest.endIndex
    return rest[..<end].contains(.retry) ? self : Array(rest[..<end])
  }
}
