import Language
import Telling
import Testing
import Vocabulary

/// What a line of a history may look like when another program has written it.
@Suite struct HistoryLineTests {
  private static let header = #"{"isolab-history":1}"# + "\n"

  private func read(_ line: String) throws -> [Event] {
    try HistoryText(bytes: Array((Self.header + line).utf8)).events
  }

  private func refusal(of line: String) -> String? {
    refusal(of: Array((Self.header + line).utf8))
  }

  private func refusal(of bytes: [UInt8]) -> String? {
    do throws(HistoryText.Fault) {
      _ = try HistoryText(bytes: bytes)
      return nil
    } catch {
      return "\(error.line): \(error.message)"
    }
  }

  private static let commit = Event.commit(TransactionID(1), step: 3, state: 1)

  @Test(arguments: [
    #"{"commit":1,"step":3,"state":1}"#,
    #" { "commit" : 1 , "step" : 3 , "state" : 1 } "# + "\r\n\r\n \t\n",
    "{\"state\":1,\t\"step\":3,\r\"commit\":1}",
    #"{"commit":1,"step":3,"state":1,"because":[{"a":null},true,false,-1.5e-7,"\u0041"],"by":""}"#,
    // Of two fields of one name, the first counts; the other need not even be a number.
    #"{"commit":1,"commit":2,"step":3,"step":"x","state":1,"st\u0065p":01}"#,
    // Fields of other kinds are null, and commas may follow the last element.
    #"{"commit":1,"step":3,"state":1,"read":null,"version":null,"rows":null,"mode":null,}"#,
    #"{"commit":1,"step":3,"state":1,"own":["a",],"initial":[["x","1",],],}"#,
    #"{"commit":1.0,"step":30e-1,"state":0.01E+2}"#,
    #"{"commit":1.000000000000000000000,"step":3e0,"state":1e-0}"#,
    #"{"commit":1,"step":3,"state":1,"readOnly":true,"session":"\"\\\/\b\f\n\r\t\u0000"}"#,
    // Nobody asks for these.
    #"{"commit":1,"step":3,"state":1,"x":01,"y":1.2.3,"z":-,"u":1e,"v":"\q","w":"\ud800"}"#,
    "{\"commit\":1,\"step\":3,\"state\":1,\"x\":\"\t\0\"}",
    #"{"commit":1,"step":3,"state":1,"x":123456789012345678901234567890}"#,
    "\u{FEFF}" + #"{"commit":1,"step":3,"state":1}"#,
  ])
  func manyWritingsOfOneCommit(line: String) throws {
    #expect(try read(line) == [Self.commit])
  }

  @Test func nestingOfWhatIsIgnored() throws {
    func line(_ depth: Int) -> String {
      #"{"commit":1,"step":3,"state":1,"x":"# + String(repeating: "[", count: depth)
        + String(repeating: "]", count: depth) + "}"
    }
    #expect(try read(line(511)) == [Self.commit])
    #expect(refusal(of: line(512)) == "2: this line is not an event of a history")
    let open = String(repeating: "[", count: 1_000_000)
    #expect(refusal(of: open) == "2: this line is not an event of a history")
  }

  @Test(arguments: [
    (#""é""#, "é"), (#""\u00e9\u00E9""#, "éé"), (#""\ud83d\ude00""#, "😀"),
    (#""\uD83D\uDE00x""#, "😀x"),
    (#""\u0000\/\b\f\n\r\t\"\\""#, "\0/\u{8}\u{C}\n\r\t\"\\"),
    ("\"\u{7F}\u{202E}\"", "\u{7F}\u{202E}"),
    (#""""#, ""), (#""\u202eabcdefghijklmnop""#, "\u{202E}abcdefghijklmnop"),
  ])
  func escapesInKeysAndValues(text: String, value: String) throws {
    let write = Event.write(
      TransactionID(1), step: 3, key: Key(value), number: 1, value: Value(value))
    #expect(
      try read(#"{"write":1,"step":3,"key":\#(text),"number":1,"value":\#(text)}"#) == [write])
    #expect(
      try read(#"{"value":\#(text),"write":1,"step":3,"key":\#(text),"number":1}"#) == [write])
  }

  @Test func theSecondValueIsIgnored() throws {
    for (first, value): (String, Value?) in [("null", nil), (#""x""#, "x")] {
      #expect(
        try read(#"{"write":1,"step":3,"key":"k","number":1,"value":\#(first),"value":"y"}"#)
          == [.write(TransactionID(1), step: 3, key: "k", number: 1, value: value)])
    }
  }

  @Test(arguments: [
    "null", "1", #""x""#, "[]", "tru", "{", #"{"a""#, #"{"a":"#, #"{"a":1"#, #"{"a":""#,
    #"{"a":"\"#, "{,}", #"{"commit":1,,"step":3,"state":1}"#,
    #"{"commit":1,"step":3,"state":1} x"#, #"{"commit":1,"step":3,"state":1}{}"#,
    #"{"commit":1 "step":3,"state":1}"#, #"{"commit" 1,"step":3,"state":1}"#,
    #"{"commit":1,"step":3,"state":1]"#, #"{"commit":1,"step":3,"state":1,"x":[1}"#,
    #"{"commit":01,"step":3,"state":1}"#, #"{"commit":1.5,"step":3,"state":1}"#,
    #"{"commit":1.,"step":3,"state":1}"#, #"{"commit":.1,"step":3,"state":1}"#,
    #"{"commit":1e,"step":3,"state":1}"#, #"{"commit":1e30,"step":3,"state":1}"#,
    #"{"commit":1e-1,"step":3,"state":1}"#, #"{"commit":1-2,"step":3,"state":1}"#,
    #"{"commit":-,"step":3,"state":1}"#, #"{"commit":+1,"step":3,"state":1}"#,
    #"{"commit":1,"step":3,"state":1,"x":+1}"#, #"{"commit":1,"step":3,"state":1,"x":NaN}"#,
    #"{"commit":1,"step":3,"state":1,"x":tru}"#, #"{"commit":1,"step":3,"state":1,"x":truex}"#,
    #"{"commit":1,"step":3,"state":1,"x":'a'}"#, #"{"commit":1,"step":3,"state":1,x:1}"#,
    #"{"commit":1,"step":3,"state":1/* x */}"#, #"{"commit":1,"step":3,"state":1,"\ud800":1}"#,
    #"{"commit":1,"step":3,"state":1,"session":"\ud800"}"#,
    #"{"commit":1,"step":3,"state":1,"session":"\udc00"}"#,
    #"{"commit":1,"step":3,"state":1,"session":"\ud800\u0041"}"#,
    #"{"commit":1,"step":3,"state":1,"session":"\u12"}"#,
    #"{"commit":1,"step":3,"state":1,"session":"\u12g4"}"#,
    #"{"commit":1,"step":3,"state":1,"session":"\q"}"#,
    "{\"commit\":1,\"step\":3,\"state\":1,\"session\":\"\t\"}",
    "{\"commit\":1,\"step\":3,\"state\":1,\"a\tb\":1}",
    "{\"commit\":1,\"step\":3,\"state\":1}\0", "{\"commit\":1,\"step\":3,\"state\":1\u{B}}",
    "{\"commit\":1,\"step\":3,\"state\":1}\r{}",
  ])
  func linesThatAreNoEvents(line: String) {
    #expect(refusal(of: line) == "2: this line is not an event of a history")
  }

  @Test(arguments: [
    (#"{"commit":true,"step":3,"state":1}"#, "the field \"commit\" is of the wrong type"),
    (
      #"{"commit":1,"step":3,"state":1,"readOnly":0}"#,
      "the field \"readOnly\" is of the wrong type"
    ),
    (#"{"commit":1,"step":3,"state":1,"mode":1}"#, "the field \"mode\" is of the wrong type"),
    (
      #"{"commit":1,"step":3,"state":1,"version":[]}"#,
      "the field \"version\" is of the wrong type"
    ),
    (#"{"commit":1,"step":3,"state":1,"own":{}}"#, "the field \"own\" is of the wrong type"),
    (#"{"commit":1,"step":3,"state":1,"own":["a",null]}"#, "the field \"own[1]\" is null"),
    (#"{"commit":1,"step":3,"state":1,"on":[1,"2"]}"#, "the field \"on[1]\" is of the wrong type"),
    (#"{"commit":1,"step":3,"state":1,"rows":[null]}"#, "the field \"rows[0]\" is null"),
    (#"{"commit":1,"step":3,"state":1,"rows":[1]}"#, "the field \"rows[0]\" is of the wrong type"),
    (
      #"{"commit":1,"step":3,"state":1,"rows":[{"version":{}}]}"#,
      "the field \"rows[0].key\" is missing"
    ),
    (
      #"{"commit":1,"step":3,"state":1,"rows":[{"key":null}]}"#,
      "the field \"rows[0].key\" is null"
    ),
    (
      #"{"commit":1,"step":3,"state":1,"absent":[{"key":"a","version":{"number":true}}]}"#,
      "the field \"absent[0].version.number\" is of the wrong type"
    ),
    (#"{"commit":1,"step":3,"initial":[["x",null]]}"#, "the field \"initial[0][1]\" is null"),
    // The flaw of the field that isolab looks at first, wherever it is in the line.
    (
      #"{"session":"\q","on":"x","key":4,"commit":1,"step":"2"}"#,
      "this line is not an event of a history"
    ),
    (#"{"on":"x","key":4,"commit":1,"step":"2"}"#, "the field \"key\" is of the wrong type"),
    (#"{"on":"x","session":"\q","commit":"1"}"#, "the field \"commit\" is of the wrong type"),
    (#"{"commit":"1","state":1"#, "this line is not an event of a history"),
    (#"{"commit":null,"step":3,"state":1}"#, "no field names the kind of event"),
    (#"{"commit":1,"step":null,"state":1}"#, "the field \"step\" is missing"),
    (
      #"{"commit":9223372036854775807,"step":3,"state":1}"#,
      "the field \"commit\" is 9223372036854775807; it must be from 1 to 2147483647"
    ),
    (
      #"{"commit":-0,"step":3,"state":1}"#,
      "the field \"commit\" is 0; it must be from 1 to 2147483647"
    ),
    (
      #"{"commit":9007199254740993.0,"step":3,"state":1}"#,
      "the field \"commit\" is 9007199254740993; it must be from 1 to 2147483647"
    ),
    (
      #"{"commit":-25e17,"step":3,"state":1}"#,
      "the field \"commit\" is -2500000000000000000; it must be from 1 to 2147483647"
    ),
    (
      #"{"commit":9223372036854775808,"step":3,"state":1}"#,
      "a number in this line has too many digits"
    ),
    (
      #"{"commit":1,"step":"3","x":1234567890123456789}"#,
      "a number in this line has too many digits"
    ),
    (#"{"commit":1,"step":"1234567890123456789"}"#, "the field \"step\" is of the wrong type"),
  ])
  func valuesThatDoNotFit(line: String, message: String) {
    #expect(refusal(of: line) == "2: \(message)")
  }

  @Test(arguments: [
    ("\"x\":\"\u{1}\u{FF}\"", nil), ("\"x\":[{\"\u{FF}\":1}]", nil),
    ("\"session\":\"\u{FF}\"", "2: this line is not an event of a history"),
    ("\"\u{FF}\":1", "2: this line is not an event of a history"),
    ("\"key\":\"\u{ED}\u{A0}\u{80}\"", "2: this line is not an event of a history"),
    ("\"key\":\"\\n\u{C0}\u{80}\"", "2: this line is not an event of a history"),
    ("\"key\":\"\u{C3}\u{A9}\"", nil),
    ("\"key\":\"\u{C3}\"", "2: this line is not an event of a history"),
  ])
  func bytesThatAreNotUTF8(field: String, message: String?) {
    let line = #"{"commit":1,"step":3,"state":1,"# + field + "}"
    let bytes = line.unicodeScalars.map { UInt8($0.value) }
    #expect(refusal(of: Array(Self.header.utf8) + bytes) == message)
  }

  @Test func linesAreCountedWithTheBlankOnes() {
    let lines = "\r\n \r\n" + #"{"isolab-history":1}"# + "\r\n\t\n\n" + #"{"commit":1}"#
    #expect(refusal(of: Array(lines.utf8)) == "6: the field \"step\" is missing")
    #expect(refusal(of: Array(" \n\n".utf8)) == "1: the file is empty")
  }
}
