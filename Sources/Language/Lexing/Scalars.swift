extension Unicode.Scalar {
  /// Whether it separates words.
  var isBlank: Bool { self == " " || self == "\t" }

  /// Whether it is drawn on top of the scalar before it, so that no word may start with it.
  var isMark: Bool {
    if isASCII { return false }
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: return true
    default: return false
    }
  }

  /// Whether names of variables may hold it: letters, marks, numbers and the underscore.
  var isNameScalar: Bool {
    if isASCII { return isASCIILetter || isASCIIDigit || self == "_" }
    if properties.isDefaultIgnorableCodePoint { return false }
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber:
      return true
    default:
      return isMark
    }
  }

  /// Whether bare keys and values may hold it.
  var isWordScalar: Bool { isNameScalar || self == "-" || self == "/" || self == "." }

  /// Whether it is one of 0 to 9.
  var isASCIIDigit: Bool { "0" <= self && self <= "9" }

  private var isASCIILetter: Bool { ("a" <= self && self <= "z") || ("A" <= self && self <= "Z") }
}

extension String {
  /// The text made of these scalars.
  init(scalars: some Collection<Unicode.Scalar>) {
    // An ASCII scalar is its own byte; a view of scalars would take each of them through UTF-8.
    guard scalars.allSatisfy({ $0.isASCII }) else {
      var view = UnicodeScalarView()
      view.append(contentsOf: scalars)
      self.init(view)
      return
    }
    self.init(unsafeUninitializedCapacity: scalars.count) { bytes in
      var count = 0
      for scalar in scalars {
        bytes[count] = UInt8(truncatingIfNeeded: scalar.value)
        count += 1
      }
      return count
    }
  }

  /// Whether the first scalar is a dot; to `hasPrefix` a dot with an accent would be none.
  var startsWithDot: Bool { unicodeScalars.first == "." }

  /// The text with a to z raised to capitals; other letters have no say in keywords.
  var keyword: String {
    // In UTF-8, the bytes of other letters are never those of a to z.
    guard utf8.contains(where: { 0x61...0x7A ~= $0 }) else { return self }
    return String(decoding: utf8.map { 0x61...0x7A ~= $0 ? $0 - 0x20 : $0 }, as: UTF8.self)
  }
}

extension ArraySlice<Unicode.Scalar> {
  /// Without blanks at either end.
  var trimmed: Self {
    let rest = drop { $0.isBlank }
    return rest.prefix(upTo: rest.lastIndex { !$0.isBlank }.map { $0 + 1 } ?? rest.startIndex)
  }
}
