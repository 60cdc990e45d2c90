package import Checking
import Language
import Vocabulary

extension Contradiction.Problem {
  /// What is wrong, in one sentence without a full stop.
  package var message: String {
    switch self {
    case .begunTwice(let id): "\(id) has already begun"
    case .notBegun(let id): "\(id) has not begun yet"
    case .ended(let id): "\(id) has already ended"
    case .readOnly(let id): "\(id) is READ ONLY and cannot write"
    case .waitsForItself(let id): "\(id) cannot wait for itself"
    case .stepBack(let id, let last, let step): "\(id) goes back from step \(last) to step \(step)"
    case .wrongState(let state, let expected): "state \(state) should be state \(expected)"
    case .stateToCome(let state): "no commit has made state \(state) yet"
    case .neverWritten(let key, let version): "no transaction has written \(told(key, version))"
    case .notInitial(let key): "\(quoted(key.text)) is not in the field \"initial\""
    case .notAbsent(let key, let version): "\(told(key, version)) was not absent"
    case .leftOut(let key): "\(quoted(key.text)) was in the range but is left out"
    case .notThere(let key, let version): "\(told(key, version)) holds no value, so it is not a row"
    case .ownWriteOverlooked(let key): "\(quoted(key.text)) was written by the reader itself"
    case .notOwn(let key): "\(quoted(key.text)) was not written by the reader"
    case .wrongNumber(let key, let number, let expected):
      "write \(number) of \(quoted(key.text)) should be write \(expected)"
    case .notUndone(let key, let version):
      "\(told(key, version)) is not the last one, so it cannot be undone"
    case .outsideRange(let key): "\(quoted(key.text)) is not in the range"
    case .outOfOrder(let key): "\(quoted(key.text)) does not come after the key before it"
    }
  }

  private func told(_ key: Key, _ version: VersionID) -> String {
    switch version {
    case .written(let id, let number): "write \(number) of \(quoted(key.text)) by \(id)"
    case .absent(let state): "\(quoted(key.text)) in state \(state)"
    }
  }
}
