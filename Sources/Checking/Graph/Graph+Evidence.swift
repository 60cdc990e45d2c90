import Vocabulary

/// From edges back to what the history says.
extension Graph {
  /// The key that makes the edge.
  func key(of edge: Edge) -> Int32 {
    if edge.kind == .ww { return record.writes[Int(edge.cause)].key }
    return gap(of: edge)?.key ?? record.reads[Int(edge.cause)].key
  }

  /// The event of the read that makes the edge; of a ww edge, of its second write.
  func eventOfRead(behind edge: Edge) -> Int32 {
    if edge.kind == .ww { return record.writes[Int(edge.cause)].event }
    return gap(of: edge).map { record.scans[Int($0.scan)].event }
      ?? record.reads[Int(edge.cause)].event
  }

  /// Whether the node's transaction has written nothing.
  func writesNothing(_ node: Int32) -> Bool { chains.log(of: Int(node)).isEmpty }

  /// Whether the node, too, has read the version that the read behind an rw edge saw.
  func hasRead(_ node: Int32, whatIsReadBy edge: Edge) -> Bool {
    let (key, version) = (key(of: edge), version(readBehind: edge))
    let transaction = commits.members[Int(node)]
    let isNamed = record.reads(of: transaction).contains { place in
      let read = record.reads[place]
      return read.key == key && read.writer != transaction
        && chains.version(seenBy: read, in: record, commits) == version
    }
    return isNamed
      || record.scans(of: transaction).contains { place in
        let scan = record.scans[place]
        return record.ranges[scan.range].contains(record.keys[key])
          && !record.named[scan.named].contains(key)
          && chains.version(of: key, after: commits.count(asOf: scan.asOf)) == version
      }
  }

  /// The dependency that the edge stands for.
  func dependency(_ edge: Edge) -> Dependency {
    let place = key(of: edge)
    let key = record.keys[place]
    if edge.kind == .ww {
      return Dependency(
        kind: .writeWrite, first: touch(writing: lastWrite(of: place, by: edge.source)),
        second: touch(writing: edge.cause), key: key, range: nil)
    }
    let (reading, range) = read(behind: edge)
    if edge.kind.isAntidependency {
      return Dependency(
        kind: .readWrite, first: reading,
        second: touch(writing: lastWrite(of: place, by: edge.target)), key: key, range: range)
    }
    // An intermediate read saw a write before the one that was installed.
    let seen = gap(of: edge) == nil ? record.reads[Int(edge.cause)].write : Record.Read.absent
    let isOfSource =
      seen >= 0 && record.writes[Int(seen)].transaction == commits.members[Int(edge.source)]
    let write = isOfSource ? seen : lastWrite(of: place, by: edge.source)
    return Dependency(
      kind: .writeRead, first: touch(writing: write), second: reading, key: key, range: range)
  }

  private func lastWrite(of key: Int32, by node: Int32) -> Int32 {
    guard let write = record.lastWrite(of: key, by: commits.members[Int(node)]) else {
      preconditionFailure("a transaction that makes an edge by writing has written")
    }
    return Int32(write)
  }

  /// A read of a write that was not installed, as a dependency.
  func dependency(ofRead place: Int) -> Dependency {
    let read = record.reads[place]
    return Dependency(
      kind: .writeRead, first: touch(writing: read.write), second: touch(reading: read),
      key: record.keys[read.key], range: read.form == .absence ? record.ranges[read.range] : nil)
  }

  private func gap(of edge: Edge) -> Gap? {
    let place = Int(edge.cause) - record.reads.count
    return place < 0 ? nil : gaps[place]
  }

  private func version(readBehind edge: Edge) -> Int {
    if let gap = gap(of: edge) { return Int(gap.version) }
    let read = record.reads[Int(edge.cause)]
    guard let version = chains.version(seenBy: read, in: record, commits) else {
      preconditionFailure("only reads of installed versions make edges")
    }
    return version
  }

  private func read(behind edge: Edge) -> (Dependency.Touch, KeyRange?) {
    guard let gap = gap(of: edge) else {
      let read = record.reads[Int(edge.cause)]
      return (touch(reading: read), read.form == .absence ? record.ranges[read.range] : nil)
    }
    let scan = record.scans[Int(gap.scan)]
    let touch = Dependency.Touch(
      transaction: record.transactions[Int(scan.transaction)].id, step: StepNumber(scan.step),
      version: .absent(asOf: Timestamp(scan.asOf)), event: Int(scan.event))
    return (touch, record.ranges[scan.range])
  }

  private func touch(reading read: Record.Read) -> Dependency.Touch {
    Dependency.Touch(
      transaction: record.transactions[Int(read.transaction)].id, step: StepNumber(read.step),
      version: record.identity(seenBy: read), event: Int(read.event))
  }

  private func touch(writing place: Int32) -> Dependency.Touch {
    let write = record.writes[Int(place)]
    return Dependency.Touch(
      transaction: record.transactions[Int(write.transaction)].id, step: StepNumber(write.step),
      version: record.identity(ofWrite: Int(place)), event: Int(write.event))
  }
}
