package struct Offer: Equatable, Sendable {
  package var replaceCount: Int
  package var candidates: [String]
  package var suffix: String
  package var usage: String?
  package var file: String?
}
extension Workbench {
  package func offer(for text: String) -> Offer {
    Offer(replaceCount: 0, candidates: [], suffix: "")
  }
}
