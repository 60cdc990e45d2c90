import Testing

/// Text reaches people through two types, `TerminalText` and `Markup`, which escape it.
///
/// The compiler sees to that where it can: they are made of texts, which are escaped, and of
/// literals. This looks for ways around them.
@Suite struct WriterTests {
  /// The rooms whose text reaches users.
  private static let sources = Tree.sources.filter { file in
    !["benchmark", "embed"].contains { file.path.hasPrefix("Sources/\($0)/") }
  }

  /// Calls that write to a stream or a descriptor, and the files that may have them.
  ///
  /// Of these, `Output`, `Terminal` and `SpeakerNotes` take only `TerminalText`; the others write
  /// files, or no text.
  @Test func onlyAFewFilesWrite() {
    let streams = #/\b(?:fput[sc]|puts|putchar|fwrite|v?f?printf|perror|print|debugPrint)\(/#
    let calls = #/\b(?:write|writev|dprintf)\((?:STD|fileno|\w*[dD]escriptor|writeEnd|[0-9])/#
    let helper = #/\bwriteAll\(/#
    expect(streams, onlyIn: ["LineEditing/Terminal"])
    expect(
      calls,
      onlyIn: [
        "Terminal/Files/Descriptor", "LineEditing/TerminalRescue", "LineEditing/SignalPipe",
        "Adapters/ChildProcess+Exchange",
      ])
    expect(
      helper,
      onlyIn: [
        "Terminal/Files/Descriptor", "Terminal/Files/Files", "Terminal/State/LockedFile+Writing",
        "Terminal/Output", "Terminal/Play/SpeakerNotes",
      ])
    expect(#/FileHandle|freopen\(|/dev/tty/#, onlyIn: [])
  }

  /// A sequence is a literal of `TerminalText`, or a key that is read.
  @Test func sequencesAreLiterals() {
    let known = ["LineEditing/TerminalRescue", "Layout/TerminalText"].map { "Sources/\($0).swift" }
    for file in Self.sources where !known.contains(file.path) {
      for line in file.numbered where line.text.contains(#/\\u\{(?:1[bB]|9[bB])\}/#) {
        let isKnown = line.text.contains(".fixed(") || line.text.contains(".scalar(")
        #expect(isKnown, "\(file):\(line.number): a sequence outside of TerminalText")
      }
    }
  }

  /// What pages insert as markup was made by `Markup`.
  @Test func scriptsInsertMarkupAlone() {
    let insertion = #/innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|eval\(/#
    for file in Tree.files(in: "Sources", endingIn: ".js") {
      for line in file.numbered where line.text.contains(insertion) {
        let isMarkup = line.text.contains(#/\.innerHTML = (?:found\.)?markup;/#)
        #expect(isMarkup, "\(file):\(line.number): \(line.text)")
      }
    }
  }

  private func expect(_ call: Regex<Substring>, onlyIn names: [String]) {
    let known = Set(names.map { "Sources/\($0).swift" })
    var used: Set<String> = []
    for file in Self.sources {
      for line in file.numbered where !line.text.contains(#/^\s*//[/ ]/#) {
        guard line.text.contains(call) else { continue }
        #expect(known.contains(file.path), "\(file):\(line.number): \(line.text)")
        used.insert(file.path)
      }
    }
    #expect(known.subtracting(used) == [])
  }
}
