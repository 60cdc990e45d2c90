/// Many short lists in one array, each linked from element to element.
///
/// The owner of a list keeps two numbers. So lists that come and go with every transaction need no
/// memory of their own, and an owner that is copied has nothing to retain.
struct Lists<Element: Sendable>: Sendable {
  /// Where a list begins and ends.
  struct List: Sendable {
    fileprivate var first = nowhere
    fileprivate var last = nowhere

    var isEmpty: Bool { first == nowhere }
  }

  private struct Node: Sendable {
    /// Nil: the node is free.
    var element: Element?
    var next = nowhere
  }

  private var nodes: [Node] = []
  /// The first free node; the others follow.
  private var free = nowhere

  /// The first element that fits.
  @inline(__always)
  func first(in list: List, where fits: (Element) -> Bool) -> Element? {
    var place = list.first
    while place != nowhere {
      if let element = nodes[Int(place)].element, fits(element) { return element }
      place = nodes[Int(place)].next
    }
    return nil
  }

  /// All elements, in order.
  func elements(of list: List) -> [Element] {
    var (elements, place): ([Element], Int32) = ([], list.first)
    while place != nowhere {
      if let element = nodes[Int(place)].element { elements.append(element) }
      place = nodes[Int(place)].next
    }
    return elements
  }

  mutating func append(_ element: Element, to list: inout List) {
    let place = free == nowhere ? Int32(nodes.count) : free
    if free == nowhere {
      nodes.append(Node(element: element))
    } else {
      free = nodes[Int(place)].next
      nodes[Int(place)] = Node(element: element)
    }
    if list.isEmpty { list.first = place } else { nodes[Int(list.last)].next = place }
    list.last = place
  }

  /// Removes the elements that leave; the others keep their order.
  mutating func remove(from list: inout List, where leaves: (Element) -> Bool) {
    var (previous, place) = (nowhere, list.first)
    while place != nowhere {
      let next = nodes[Int(place)].next
      if let element = nodes[Int(place)].element, leaves(element) {
        if previous == nowhere { list.first = next } else { nodes[Int(previous)].next = next }
        if next == nowhere { list.last = previous }
        nodes[Int(place)] = Node(element: nil, next: free)
        free = place
      } else {
        previous = place
      }
      place = next
    }
  }
}

private let nowhere: Int32 = -1
