/// Whether those who saw nothing saw rightly.
extension Chains {
  /// The first event that sees nothing where something was, or T0's value where there is none or
  /// others saw nothing; nil if there is none.
  func contradiction(in record: Record, _ commits: CommitOrder) -> Contradiction? {
    var wrong: Int?
    func found(_ read: Int) {
      if let known = wrong, record.reads[known].event <= record.reads[read].event { return }
      wrong = read
    }
    let initial = record.initial
    var first = [FirstLooks](repeating: FirstLooks(), count: record.keys.count)
    for (place, read) in record.reads.enumerated() {
      switch read.write {
      case Record.Read.initial:
        if let initial, initial[record.keys[read.key]] == nil { found(place) }
        record.keepEarlier(place, in: &first[Int(read.key)].value)
      case Record.Read.absent where read.writer == Record.Read.nobody:
        let version = version(of: read.key, after: commits.count(asOf: read.number))
        if version < versions(of: read.key).lowerBound {
          if initial?[record.keys[read.key]] != nil { found(place) }
          record.keepEarlier(place, in: &first[Int(read.key)].nothing)
        } else if !record.writes[Int(writes[version])].isDeletion {
          found(place)
        }
      default: break
      }
    }
    for looks in first where looks.value >= 0 && looks.nothing >= 0 {
      let (value, nothing) = (Int(looks.value), Int(looks.nothing))
      found(record.reads[value].event > record.reads[nothing].event ? value : nothing)
    }
    return wrong.map { place in
      Contradiction(
        event: Int(record.reads[place].event), problem: problem(with: record.reads[place], record))
    }
  }

  private func problem(with read: Record.Read, _ record: Record) -> Contradiction.Problem {
    let (key, identity) = (record.keys[read.key], record.identity(seenBy: read))
    guard read.write == Record.Read.initial else { return .notAbsent(key, identity) }
    return record.initial == nil ? .neverWritten(key, identity) : .notInitial(key)
  }
}

/// The earliest reads of what stood at a key before its first version.
private struct FirstLooks {
  /// That saw a value of T0's; -1 if there is none.
  var value: Int32 = -1
  /// That saw nothing; -1 if there is none.
  var nothing: Int32 = -1
}

extension Record {
  /// Keeps the earlier of the two reads; -1 stands for none.
  fileprivate func keepEarlier(_ read: Int, in known: inout Int32) {
    if known < 0 || reads[read].event < reads[Int(known)].event { known = Int32(read) }
  }
}
