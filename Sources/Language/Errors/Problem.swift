extension ScriptError {
  /// What is wrong with a line, as data, with texts as they were typed, unescaped.
  package enum Problem: Hashable, Sendable {
    case unclosedQuote
    /// The escape as far as it was read.
    case badEscape(String)
    case unexpectedCharacter(String)
    /// An operator of other languages, and how it is written here.
    case foreignOperator(String, meant: String)
    case unknownWord(String)
    /// An unknown word, and the whole command that was most likely meant.
    case wrongWord(String, meant: String)
    /// An answer of isolab after the command that it answers, as in a pasted line.
    case answerAfterCommand(String, command: String)
    /// The word that SQL has after BEGIN.
    case transactionWord(String)
    /// `bob COMMIT`, and the same with its colon.
    case sessionWithoutColon(String, meant: String)
    /// A word of SQL.
    case sql(String)
    /// What should come after that word or sign, but does not.
    case missing(Part, of: String)
    /// Something is left over after that command; empty if no command was read.
    case unexpected(String, after: String)
    /// The formula with its spaces, if that is clear, and the bare word on its left, if that is
    /// text and not an integer.
    case operatorsNeedSpaces(meant: String?, text: String?)
    /// Several words in the place of one value.
    case severalWords(String)
    /// `PUT x = 1`, and the same without the sign.
    case equalsAfterKey(meant: String)
    case proseAfterCommand
    case notAKey(String)
    case notAName(String)
    case notAStep(String)
    case notANumber(String)
    /// No length of time.
    case notASpan(String)
    /// A name that a variable cannot have, because it already means something.
    case takenName(String)
    case unknownFunction(String)
    case unknownMode(String)
    /// The same on a database, which has levels of these names.
    case unknownLevel(String, known: [String])
    case unknownPolicy(String)
    /// Something that no expectation starts with.
    case unknownExpectation(String)
    /// A result that no order can have.
    case unknownFinding(String)
    /// `low..high` if no key can lie between them.
    case emptyRange(low: String, high: String)
    case chainedComparison
    /// `not` on one side of a comparison or of arithmetic.
    case notInsideFormula
    /// `= value` after a word that does not filter.
    case noFilter(String)
    /// `none` in a place that needs a value.
    case noneAsValue
    case deferrableNotReadOnly
    /// A word that cannot follow THEN.
    case notAfterThen(String)
    /// A variable in a formula of that word, which is about committed data.
    case variableOutside(String, of: String)
    /// A formula that is neither true nor false.
    case notACondition(String)
    case rowValueOutsideUpdate
    /// `.seed k = v`
    case blanksAroundEquals
    case duplicate(String)
    case limit(Limit)
  }

  /// What a line can lack.
  package enum Part: CaseIterable, Hashable, Sendable {
    case key, keyOrRange, highEnd, value, name, binding, mode
    case then, command, set, update, only, rule, colon, closing, onOrOff, file
    case modesAndColon, claim, finding, holds, broken, needed, atTheEnd, span
  }

  /// How large a line may be.
  package enum Limit: CaseIterable, Hashable, Sendable {
    /// Formulas and IFs nested inside each other.
    case nesting
    /// The length of a line.
    case lineLength

    /// The largest size that is accepted, in levels or in bytes of UTF-8.
    package var most: Int {
      switch self {
      case .nesting: 100
      case .lineLength: 65_536
      }
    }
  }
}
