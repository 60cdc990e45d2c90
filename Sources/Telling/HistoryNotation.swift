import Layout
import Sessions
import Vocabulary

/// The history in the notation of textbooks: `R1(x) W2(x) C1`.
extension Narrator {
  /// The operations in the order in which they took place, in lines that fit a page.
  ///
  /// BEGIN and waits have no sign in it. A scan reads its range, an abort is an A, and the U of a
  /// statement that failed undoes its write.
  package var notation: [String] {
    let signs = runner.history.compactMap(sign)
    return broken(words: signs, to: 76).filter { !$0.isEmpty }
  }

  private func sign(of event: Event) -> String? {
    switch event {
    case .begin, .wait, .endOfWait: nil
    case .read(let id, _, let key, _): "R\(id.number)(\(shown(key)))"
    case .scan(let id, _, let scan): "R\(id.number)(\(written(scan.range)))"
    case .write(let id, _, let key, _, _): "W\(id.number)(\(shown(key)))"
    case .undo(let id, _, let key, _): "U\(id.number)(\(shown(key)))"
    case .commit(let id, _, _): "C\(id.number)"
    case .abort(let id, _, _): "A\(id.number)"
    }
  }
}
