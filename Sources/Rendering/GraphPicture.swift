package import Checking
import Scripting
package import Vocabulary

/// The direct serialization graph, drawn: who comes before whom, by which keys.
package struct GraphPicture: Sendable {
  private let nodes: [TransactionID]
  private let edges: [Edge]
  private let names: [TransactionID: String]

  /// All dependencies of one kind that lead from one transaction to another.
  private struct Edge: Sendable {
    let from: TransactionID
    let to: TransactionID
    let kind: Dependency.Kind
    let keys: [Key]
    /// Whether the proof of an anomaly needs it.
    let isInCycle: Bool
  }

  /// The nodes are given in the order in which they are drawn.
  package init(
    of judgement: Judgement, committed: [TransactionID], names: [TransactionID: String]
  ) {
    let proofs = Set(judgement.findings.flatMap(\.dependencies))
    var edges: [Edge] = []
    var places: [[Int]: Int] = [:]
    let ranks = Dictionary(uniqueKeysWithValues: committed.enumerated().map { ($1, $0) })
    for one in judgement.dependencies() {
      let kinds: [Dependency.Kind] = [.writeWrite, .writeRead, .readWrite]
      let pair = [
        one.first.transaction.number, one.second.transaction.number,
        kinds.firstIndex(of: one.kind) ?? 0,
      ]
      let known = places[pair].map { edges[$0] }
      let edge = Edge(
        from: one.first.transaction, to: one.second.transaction, kind: one.kind,
        keys: (known?.keys ?? []) + (known?.keys.contains(one.key) == true ? [] : [one.key]),
        isInCycle: known?.isInCycle == true || proofs.contains(one))
      if let place = places[pair] {
        edges[place] = edge
      } else {
        places[pair] = edges.count
        edges.append(edge)
      }
    }
    nodes = committed
    self.edges = edges.enumerated().sorted { left, right in
      let (l, r) = (left.element, right.element)
      let ours = (ranks[l.from] ?? 0, ranks[l.to] ?? 0, left.offset)
      return ours < (ranks[r.from] ?? 0, ranks[r.to] ?? 0, right.offset)
    }.map(\.element)
    self.names = names
  }

  /// As text: a line an edge, those of a cycle marked.
  package var lines: [String] {
    guard !nodes.isEmpty else { return ["nothing has committed"] }
    var table = Table("", "before", "by", "after")
    for edge in edges {
      table.add(edge.isInCycle ? "*" : "", label(edge.from), label(edge), label(edge.to))
    }
    let alone = nodes.filter { node in !edges.contains { $0.from == node || $0.to == node } }
    let rest = alone.isEmpty ? [] : ["no edge: " + alone.map(label).joined(separator: ", ")]
    let legend =
      edges.contains(where: \.isInCycle) ? ["* these close a circle: no serial order"] : []
    return (table.isEmpty ? [] : table.lines) + rest + legend
  }

  /// For Graphviz.
  package var dot: [String] {
    ["digraph serialization {"]
      + nodes.map { "  \($0) [label=\(inDoubleQuotes(label($0)))];" }
      + edges.map { edge in
        let style = edge.isInCycle ? ", color=red, penwidth=2" : ""
        return "  \(edge.from) -> \(edge.to) [label=\(inDoubleQuotes(label(edge)))\(style)];"
      } + ["}"]
  }

  /// For Mermaid.
  package var mermaid: [String] {
    let marked = edges.indices.filter { edges[$0].isInCycle }.map(String.init)
    return ["graph LR"] + nodes.map { "  \($0)[\(inEntities(label($0)))]" }
      + edges.map { "  \($0.from) -->|\(inEntities(label($0)))| \($0.to)" }
      + (marked.isEmpty
        ? [] : ["  linkStyle \(marked.joined(separator: ",")) stroke:red,stroke-width:2px"])
  }

  private func label(_ id: TransactionID) -> String { "\(id) \(names[id] ?? "")" }

  private func label(_ edge: Edge) -> String {
    let keys = edge.keys.prefix(4).map { quoted($0.text) }.joined(separator: " ")
    return "\(edge.kind.rawValue) \(keys)\(edge.keys.count > 4 ? " ..." : "")"
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
