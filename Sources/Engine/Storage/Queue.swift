/// Elements that are added at the end and removed at the front, each at constant cost on average.
///
/// The elements that are gone stay in the array until they take half of it. (The Deque of
/// swift-collections has a trap on WebAssembly: docs/decisions/110-own-queue.md.)
struct Queue<Element> {
  private var items: [Element] = []
  /// How many elements at the front of the array are gone.
  private var gone = 0

  init() {}

  init(_ elements: some Sequence<Element>) { items = Array(elements) }

  mutating func append(_ element: Element) { items.append(element) }

  /// Removes the first elements; there must be that many.
  mutating func removeFirst(_ count: Int = 1) {
    precondition(count <= self.count)
    gone += count
    guard gone > 16, gone * 2 > items.count else { return }
    // A new array, because an array never gives memory back.
    items = Array(items[gone...])
    gone = 0
  }
}

extension Queue: RandomAccessCollection {
  var startIndex: Int { 0 }
  var endIndex: Int { items.count - gone }
  subscript(index: Int) -> Element { items[gone + index] }
}

extension Queue: ExpressibleByArrayLiteral {
  init(arrayLiteral elements: Element...) { self.init(elements) }
}

extension Queue: Sendable where Element: Sendable {}

extension Collection {
  /// The first index whose element belongs to the upper part, or `endIndex` if none does.
  ///
  /// All that belong must stand after all that do not. Logarithmic with random access.
  func partitioningIndex(where belongs: (Element) -> Bool) -> Index {
    var (low, size) = (startIndex, count)
    while size > 0 {
      let half = size / 2
      let middle = index(low, offsetBy: half)
      if belongs(self[middle]) {
        size = half
      } else {
        low = index(after: middle)
        size -= half + 1
      }
    }
    return low
  }
}
