/// How fast a command is typed before a class.
struct TypingPace {
  /// The milliseconds that a letter takes in a short command.
  private let letter: Int32

  /// The most milliseconds that a command takes, and the fewest between two drawings of the screen.
  private static let (most, least): (Int32, Int32) = (600, 5)

  init() {
    letter = variable("ISOLAB_LETTER_MILLISECONDS").flatMap(Int32.init) ?? 25
  }

  /// Whether letters appear one after the other.
  var isSlow: Bool { letter > 0 }

  /// How many letters are typed at once.
  func stride(of letters: Int) -> Int {
    let most = Int(Self.most / Self.least)
    return max(1, (letters + most - 1) / most)
  }

  /// The milliseconds after that many letters.
  func pause(of letters: Int) -> Int32 {
    let pauses = letters / stride(of: letters)
    return min(letter, Self.most / Int32(max(1, pauses)))
  }
}
