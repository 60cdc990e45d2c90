/// Numbers names from 0 in the order in which they first appear.
struct Numbering<Name: Hashable & Sendable>: Sendable {
  private(set) var names: [Name] = []
  private var numbers: [Name: Int32] = [:]

  var count: Int { names.count }

  subscript(number: Int32) -> Name { names[Int(number)] }

  /// The number of a name that has appeared, nil if it has not.
  func known(_ name: Name) -> Int32? { numbers[name] }

  mutating func number(of name: Name) -> Int32 {
    let next = Int32(names.count)
    let number = numbers[name, default: next]
    if number == next {
      numbers[name] = next
      names.append(name)
    }
    return number
  }
}

extension Array {
  /// The elements by bucket, in their order within each (a counting sort), and where each starts.
  func bucketed(
    into count: Int, by bucket: (Element) -> Int32
  ) -> (items: [Element], starts: [Int32]) {
    var starts = [Int32](repeating: 0, count: count + 1)
    // An array that is made below with no elements writes to the storage that all empty arrays
    // share, and ThreadSanitizer takes this for a race.
    guard !isEmpty else { return ([], starts) }
    for element in self { starts[Int(bucket(element)) + 1] += 1 }
    for index in 0..<count { starts[index + 1] += starts[index] }
    var next = starts
    let items = [Element](unsafeUninitializedCapacity: self.count) { buffer, filled in
      for element in self {
        let place = Int(bucket(element))
        buffer.initializeElement(at: Int(next[place]), to: element)
        next[place] += 1
      }
      filled = self.count
    }
    return (items, starts)
  }
}

extension [Int32] {
  /// In an array of starts: the places of one bucket.
  func bucket(_ index: Int32) -> Range<Int> {
    Int(self[Int(index)])..<Int(self[Int(index) + 1])
  }
}

extension Range<Int> {
  /// The first number at which the condition fails, given that it holds for all before that number
  /// and for none after; the upper end if it holds for all.
  func partitioned(_ isBefore: (Int) -> Bool) -> Int {
    var (low, high) = (lowerBound, upperBound)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(middle) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
