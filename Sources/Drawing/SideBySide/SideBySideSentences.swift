import Language
import Telling
import Vocabulary

/// The comparison for those who listen: no columns, and every line a sentence.
extension SideBySide {
  func sentences(titled title: String) -> [String] {
    parts.indices.flatMap { index in
      let part = parts[index]
      let texts =
        [heading(ofPart: index, titled: title)] + remarks(onPart: index).map(capitalized)
      let place = part.beginsNameModes ? "In the modes that BEGIN names" : "In all \(columnWord)"
      return texts.map(ended) + part.bands.flatMap { sentences(of: $0, place) }
        + deviations(inPart: index).map(ended)
    }
  }

  private func sentences(of band: Band, _ place: String) -> [String] {
    let step = band.number.isEmpty ? "" : "Step \(band.number), "
    let difference = band.isMarked ? " The first difference." : ""
    let isAnswer = !band.number.isEmpty
    let label = ended(isAnswer ? band.label : capitalized(band.label))
    if band.isSame {
      return ["\(step)\(label) \(place): \(told(band.cells[0], isAnswer))"]
    }
    return ["\(step)\(label)\(difference)"]
      + band.groups.map { group in
        let names = group.map { columns[$0].title }.joined(separator: " and ")
        return "In \(names): \(told(band.cells[group[0]], isAnswer))"
      }
  }

  /// Answers as sentences, counts and names in one.
  private func told(_ lines: [String], _ areAnswers: Bool) -> String {
    areAnswers
      ? lines.compactMap { Sentence.of(AnswerLine($0)) }.joined(separator: " ")
      : ended(lines.joined(separator: ", "))
  }

  private func capitalized(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }

  private func ended(_ text: String) -> String {
    text.last.map { ".?!".contains($0) } == true ? text : text + "."
  }
}
