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
    /// What comes next after that word or sign, and does not.
    case missing(Part, of: String)
    /// Something is left over after that command; empty where no command was read.
    case unexpected(String, after: String)
    /// The formula with its spaces, where that is plain, and the bare word on its left, where
    /// that is text and no integer.
    case operatorsNeedSpaces(meant: String?, text: String?)
    /// Several words where one value belongs.
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
    /// A name that a variable cannot bear because it already means something.
    case takenName(String)
    case unknownFunction(String)
    case unknownMode(String)
    /// The same on a database, which has levels of these names.
    case unknownLevel(String, known: [String])
    case unknownPolicy(String)
    /// Something that no expectation starts with.
    case unknownExpectation(String)
    /// Something that no order can lead to.
    case unknownFinding(String)
    /// `low..high` where no key can lie between.
    case emptyRange(low: String, high: String)
    case chainedComparison
    /// `not` on one side of a comparison or of arithmetic.
    case notInsideFormula
    /// `= value` after a word that does not filter.
    case noFilter(String)
    /// `none` where a value is needed.
    case noneAsValue
    case deferrableNotReadOnly
    /// A word that IF cannot govern.
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
    /// Formulas and IFs inside each other.
    case nesting
    /// The length of a line.
    case lineLength

    /// The largest size that is taken, in levels or in bytes of UTF-8.
    package var most: Int {
      switch self {
      case .nesting: 100
      case .lineLength: 65_536
      }
    }
  }
}
