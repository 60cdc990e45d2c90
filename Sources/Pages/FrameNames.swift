import Runs

/// The names of a page's frames in one mode, which links to the frames use.
///
/// A command is named by its step, which is the number in its prompt; after a `.reset`, the part
/// comes before it: `2.5`. A frame that takes no step has the number of the step before it, and a
/// letter: `5a`.
package struct FrameNames {
  private var part = 1
  private var step = 0
  /// How many frames there have been since that step.
  private var others = 0
  private var isStart = true

  /// The names of the next frame, the usual one first; a RETRY has one for each of its steps.
  mutating func next(_ line: PlayedLine?) -> [String] {
    defer { isStart = false }
    if let line, line.part > part { (part, step, others) = (line.part, 0, 0) }
    guard let steps = line?.steps, let last = steps.last else { return [other()] }
    (step, others) = (last, 0)
    return steps.map(numbered)
  }

  private mutating func other() -> String {
    if isStart { return "0" }
    defer { others += 1 }
    let letter = Unicode.Scalar(UInt8(97 + others % 26))
    return numbered(step) + String(repeating: String(letter), count: 1 + others / 26)
  }

  private func numbered(_ step: Int) -> String { Self.name(part: part, step: step) }

  /// The name of a step.
  package static func name(part: Int, step: Int) -> String {
    part == 1 ? "\(step)" : "\(part).\(step)"
  }
}
