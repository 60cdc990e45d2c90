/// What a terminal was sent, as text: without escape sequences, bells and carriage returns.
///
/// Not a screen: a backspace takes back the character before it, other cursor moves are ignored.
struct PlainText {
  private(set) var bytes: [UInt8] = []
  private var state = State.text

  private enum State {
    case text, escape, control, string, stringEscape
  }

  mutating func append(_ new: some Sequence<UInt8>) {
    for byte in new { append(byte) }
  }

  private mutating func append(_ byte: UInt8) {
    switch (state, byte) {
    case (.text, 0x1b): state = .escape
    case (.text, 0x08): takeBack()
    case (.text, UInt8(ascii: "\n")), (.text, 0x20...): bytes.append(byte)
    case (.text, _): break
    case (.escape, UInt8(ascii: "[")): state = .control
    case (.escape, UInt8(ascii: "]")), (.escape, UInt8(ascii: "P")): state = .string
    case (.escape, 0x20...0x2f): break  // an intermediate byte, as in ESC ( B
    case (.control, 0x20...0x3f): break
    case (.string, 0x1b): state = .stringEscape
    case (.string, 0x07): state = .text
    case (.string, _): break
    default: state = .text
    }
  }

  private mutating func takeBack() {
    guard bytes.last != UInt8(ascii: "\n") else { return }
    while let last = bytes.popLast(), last & 0xc0 == 0x80 {}
  }
}
