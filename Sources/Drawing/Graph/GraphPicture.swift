package import Checking
import Language
package import Layout
import Telling
package import Vocabulary

/// The direct serialization graph, drawn: who comes before whom, by which keys.
package struct GraphPicture: Sendable {
  let nodes: [TransactionID]
  /// Those of whom somebody read what they rolled back.
  let rolledBack: [TransactionID]
  let edges: [Edge]
  /// The aborts, whose edges only the picture shows.
  let aborts: [GhostPicture]
  let names: [TransactionID: String]
  /// Whether there is a cycle whose values may fit a serial order.
  private let isByVersions: Bool

  /// All dependencies of one kind that lead from one transaction to another; dirty reads stand by
  /// themselves.
  struct Edge: Hashable, Sendable {
    let from: TransactionID
    let to: TransactionID
    let kind: String
    /// Each as users write it.
    var keys: [String] = []
    /// Whether a cycle needs it.
    var isInCircle = false
    /// What kind of dirty read it is; nil: it is none.
    let dirt: Phenomenon?
    /// Whether it belongs to an abort or to a wait; nil: it came about.
    var unreal: TimelineArrow.Manner?

    var place: Place { Place(from: from, to: to, kind: kind, dirt: dirt, unreal: unreal) }

    var mark: String { (isInCircle ? "*" : "") + (dirt == nil ? "" : "!") }

    fileprivate init(of one: Dependency, dirt: Phenomenon?) {
      (from, to) = (one.first.transaction, one.second.transaction)
      (kind, self.dirt) = (one.kind.rawValue, dirt)
    }

    init(_ ghost: GhostPicture.Edge) {
      (from, to) = (ghost.from.transaction, ghost.to.transaction)
      (kind, dirt, unreal) = (ghost.kind, nil, ghost.isWait ? .wait : .ghost)
    }

    mutating func add(_ key: String) {
      if !keys.contains(key) { keys.append(key) }
    }

    fileprivate mutating func add(_ one: Dependency, isInCircle: Bool) {
      add(quoted(one.key.text))
      self.isInCircle = self.isInCircle || isInCircle
    }
  }

  /// What makes dependencies one edge.
  struct Place: Hashable {
    let from: TransactionID
    let to: TransactionID
    let kind: String
    let dirt: Phenomenon?
    let unreal: TimelineArrow.Manner?
  }

  /// A key that one transaction wrote and another read.
  private struct Transfer: Hashable {
    let from: TransactionID
    let to: TransactionID
    let key: Key

    init(_ one: Dependency) {
      (from, to, key) = (one.first.transaction, one.second.transaction, one.key)
    }
  }

  /// The nodes are given in the order in which they are drawn.
  package init(
    of judgements: Judgements, committed: [TransactionID], names: [TransactionID: String],
    aborts: [GhostPicture] = []
  ) {
    let judgement = judgements.likeliest
    let findings = judgements.findings
    let dirty = findings.filter { $0.isDirtyRead }
    isByVersions = zip(judgement.findings, judgement.trials()).contains { finding, trial in
      guard findings.contains(finding), !finding.isDirtyRead else { return false }
      return if case .fails = trial { false } else { true }
    }
    let circles = Set(findings.filter { !$0.isDirtyRead }.flatMap { $0.dependencies })
    var dirt: [Transfer: Phenomenon] = [:]
    for one in dirty {
      for transfer in one.dependencies.map({ Transfer($0) }) {
        dirt[transfer] = min(dirt[transfer] ?? one.phenomenon, one.phenomenon)
      }
    }
    var edges: [Edge] = []
    var places: [Place: Int] = [:]
    for one in judgement.dependencies() + dirty.flatMap({ $0.dependencies }) {
      let dirt = one.kind == .writeRead ? dirt[Transfer(one)] : nil
      let empty = Edge(of: one, dirt: dirt)
      let place = empty.place
      if places[place] == nil { edges.append(empty) }
      let index = places[place, default: edges.count - 1]
      places[place] = index
      edges[index].add(one, isInCircle: circles.contains(one))
    }
    // A rolled-back transaction is no node, but what was read of it has to come from somewhere.
    rolledBack = Set(edges.map { $0.from }).subtracting(committed).sorted()
    nodes = committed
    let ranks = Dictionary(
      uniqueKeysWithValues: (committed + rolledBack).enumerated().map { ($1, $0) })
    self.edges = edges.enumerated().sorted { left, right in
      let (l, r) = (left.element, right.element)
      let ours = (ranks[l.from] ?? 0, ranks[l.to] ?? 0, left.offset)
      return ours < (ranks[r.from] ?? 0, ranks[r.to] ?? 0, right.offset)
    }.map { $0.element }
    (self.names, self.aborts) = (names, aborts)
  }

  /// As text: a line an edge, those of a cycle and dirty reads marked.
  ///
  /// The sessions are all of the lab, in the order that gives them their colors.
  package func lines(sessions: [SessionName]) -> [StyledText] {
    guard !nodes.isEmpty else { return [StyledText("nothing has committed")] }
    let names = sessions.map { $0.text }
    var table = Table("", "before", "by", "after")
    for edge in edges {
      let cells = [edge.mark, label(edge.from), label(edge), label(edge.to)]
      table.add(cells + (edge.dirt.map { [told($0)] } ?? []))
    }
    let joined = Set(edges.flatMap { [$0.from, $0.to] })
    let alone = nodes.filter { !joined.contains($0) }
    var rest = StyledText(alone.isEmpty ? "" : "no edge: ")
    rest.put(StyledText(alone.map(label).joined(separator: ", "), sessions: names))
    let rows = table.lines { cell, row, column in
      if row == 0 { return StyledText(cell) }
      if column == 1 || column == 3 { return StyledText(cell, sessions: names) }
      return StyledText(cell, edges[row - 1].mark.isEmpty ? .none : .bad)
    }
    return (table.isEmpty ? [] : rows) + (alone.isEmpty ? [] : [rest])
      + legend.map { StyledText($0) }
  }

  var legend: [String] {
    (edges.contains(where: { $0.isInCircle })
      ? ["* these close a cycle: no \(isByVersions ? "order of versions" : "serial order")"] : [])
      + (edges.contains { $0.dirt != nil }
        ? ["! a dirty read: the version that was read was never committed"] : [])
  }

  private func told(_ dirt: Phenomenon) -> String {
    dirt == .abortedRead ? "aborted read" : "intermediate read"
  }

  /// For Graphviz.
  package var dot: [String] {
    ["digraph serialization {"]
      + nodes.map { "  \($0) [label=\(inDoubleQuotes(label($0)))];" }
      + rolledBack.map { "  \($0) [label=\(inDoubleQuotes(label($0))), style=dashed];" }
      + edges.map { edge in
        let dirt = edge.dirt.map { " (\(told($0)))" } ?? ""
        let style = edge.isInCircle ? ", color=red, penwidth=2" : ""
        let dashes = edge.dirt == nil ? "" : ", style=dashed"
        let label = inDoubleQuotes(label(edge) + dirt)
        return "  \(edge.from) -> \(edge.to) [label=\(label)\(style)\(dashes)];"
      } + ["}"]
  }

  /// For Mermaid.
  package var mermaid: [String] {
    let marked = edges.indices.filter { edges[$0].isInCircle }.map(String.init)
    return ["graph LR"] + (nodes + rolledBack).map { "  \($0)[\(inEntities(label($0)))]" }
      + edges.map { edge in
        let dirt = edge.dirt.map { " (\(told($0)))" } ?? ""
        let arrow = edge.dirt == nil ? "-->" : "-.->"
        return "  \(edge.from) \(arrow)|\(inEntities(label(edge) + dirt))| \(edge.to)"
      }
      + (marked.isEmpty
        ? [] : ["  linkStyle \(marked.joined(separator: ",")) stroke:red,stroke-width:2px"])
  }

  func label(_ id: TransactionID) -> String {
    "\(id) \(names[id] ?? "")\(rolledBack.contains(id) ? ", rolled back" : "")"
  }

  func label(_ edge: Edge) -> String {
    ([edge.kind] + edge.keys.prefix(4) + (edge.keys.count > 4 ? ["..."] : []))
      .joined(separator: " ")
  }

  private func inDoubleQuotes(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  /// Mermaid has no escapes, but it knows numbered entities.
  private func inEntities(_ text: String) -> String {
    let scalars = text.unicodeScalars.map { scalar in
      scalar.properties.isAlphabetic || "0123456789 _-/.".unicodeScalars.contains(scalar)
        ? String(scalar) : "#\(scalar.value);"
    }
    return "\"" + scalars.joined() + "\""
  }
}
