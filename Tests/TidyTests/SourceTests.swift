import Testing

/// How Swift files are cut.
@Suite struct SourceTests {
  @Test(arguments: Tree.sources)
  func linesAndFilesAreShort(file: Tree.File) {
    for line in file.numbered where line.text.count > 100 {
      Issue.record("\(file):\(line.number): \(line.text.count) columns, at most 100")
    }
    #expect(file.lines.count <= 400, "\(file) is more than one idea")
  }

  @Test(arguments: Tree.sources)
  func functionsAreShort(file: Tree.File) {
    for start in file.lines.indices {
      guard let length = file.lengthOfFunction(at: start) else { continue }
      #expect(length <= 60, "\(file):\(start + 1): \(length) lines")
    }
  }

  /// Or code outside the module could not name the type in full.
  @Test func noModuleHasTheNameOfATypeInIt() throws {
    let declaration = /\b(?:struct|class|enum|protocol|actor|typealias)\s+(\w+)/
    for file in Tree.sources {
      let module = file.path.split(separator: "/")[1]
      for line in file.numbered {
        guard let match = line.text.firstMatch(of: declaration) else { continue }
        #expect(match.1 != module, "\(file):\(line.number)")
      }
    }
  }
}

extension Tree.File {
  /// How many lines the function that starts here has; nil where none starts, or one without a
  /// body.
  ///
  /// Relies on the formatter: a body ends with a brace under the start of its declaration.
  fileprivate func lengthOfFunction(at start: Int) -> Int? {
    let head = lines[start].drop { $0 == " " }
    guard head.firstMatch(of: /^(?:@?\w+(?:\(\w+\))?\s+)*(?:func\s|init[?(<])/) != nil,
      !head.hasPrefix("//"), !head.hasSuffix("}")
    else { return nil }
    let indentation = lines[start].prefix { $0 == " " }
    for index in start..<lines.count {
      let line = lines[index]
      let isOutermost = line.hasPrefix(indentation) && !line.hasPrefix(indentation + " ")
      let continues = line.dropFirst(indentation.count).first.map { ")-{".contains($0) } ?? false
      if index > start, isOutermost || line.isEmpty, !continues { return nil }
      if line.hasSuffix("{") {
        let end = lines[index...].firstIndex(of: indentation + "}")
        return end.map { $0 - start + 1 }
      }
    }
    return nil
  }
}
