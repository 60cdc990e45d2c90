import Testing

@Suite struct PlainTextTests {
  @Test(arguments: [
    ("a\u{1B}[1;31mb\u{1B}[0m", "ab"), ("a\u{1B}]0;title\u{7}b", "ab"), ("\u{1B}(Ba\u{7}", "a"),
    ("a\u{1B}P1\u{1B}\\b", "ab"), ("a\r\nb", "a\nb"), ("a日\u{8} \u{8}b", "ab"),
    ("a\n\u{8}b", "a\nb"), ("a\u{1B}[", "a"),
  ])
  func whatTheTerminalObeysIsNoText(sent: String, text: String) {
    var plain = PlainText()
    plain.append(sent.utf8)
    #expect(String(decoding: plain.bytes, as: UTF8.self) == text)
  }
}
