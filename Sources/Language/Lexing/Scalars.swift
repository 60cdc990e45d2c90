extension Unicode.Scalar {
  /// Whether it separates words.
  var isBlank: Bool { self == " " || self == "\t" }

  /// Whether it is drawn on top of the scalar before it, so that no word may start with it.
  var isMark: Bool {
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
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
  init(scalars: some Sequence<Unicode.Scalar>) {
    var view = UnicodeScalarView()
    view.append(contentsOf: scalars)
    self.init(view)
  }

  /// Whether the first scalar is a dot; to `hasPrefix` a dot with an accent would be none.
  var startsWithDot: Bool { unicodeScalars.first == "." }

  /// The text with a to z raised to capitals; other letters have no say in keywords.
  var keyword: String {
    String(
      scalars: unicodeScalars.map { scalar in
        guard "a" <= scalar && scalar <= "z" else { return scalar }
        return Unicode.Scalar(UInt8(scalar.value) - 32)
      })
  }
}

extension ArraySlice<Unicode.Scalar> {
  /// Without blanks at either end.
  var trimmed: Self {
    let rest = drop { $0.isBlank }
    return rest.prefix(upTo: rest.lastIndex { !$0.isBlank }.map { $0 + 1 } ?? rest.startIndex)
  }
}
