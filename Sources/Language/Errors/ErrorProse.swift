import Layout
import Vocabulary

// Every text that tells a user what is wrong with a line or a file. One sentence without a full
// stop says what is wrong; a hint, where there is one, says what to type instead.

extension ScriptError {
  /// What is wrong, in one sentence without a full stop.
  package var message: String {
    switch problem {
    case .unclosedQuote: "this quoted text is never closed"
    case .badEscape(let text): "\(shown(text)) is not an escape sequence"
    case .unexpectedCharacter(let text): "unexpected character \(shown(text))"
    case .foreignOperator(let text, _): "\(text) is not an operator here"
    case .unknownWord(let word), .wrongWord(let word, _): "there is no word \(shown(word))"
    case .answerAfterCommand(let answer, _):
      "\(shown(answer)) is an answer, not part of the command"
    case .transactionWord(let word): "BEGIN does not take \(shown(word))"
    case .sessionWithoutColon(let name, _): "\(shown(name)) is a session, not a command"
    case .sql(let word): "\(shown(word)) is SQL, not isolab's language"
    case .missing(let part, let owner): "\(shown(owner)) needs \(part.phrase)"
    case .unexpected(let text, _): "unexpected \(shown(text))"
    case .operatorsNeedSpaces: "operators need spaces around them"
    case .severalWords: "this is more than one word"
    case .equalsAfterKey: "PUT takes no \"=\""
    case .proseAfterCommand: "something follows the closing semicolon"
    case .notAKey(let text): "\(shown(text)) is not a key"
    case .notAName(let text): "\(shown(text)) is not a name"
    case .notAStep(let text): "\(shown(text)) is not a step"
    case .notANumber(let text): "\(shown(text)) is not a number from 1 to \(Int32.max)"
    case .notASpan(let text): "\(shown(text)) is not a length of time"
    case .takenName(let name): "the name \"\(name)\" is taken"
    case .unknownFunction(let name): "there is no function \(shown(name))"
    case .unknownMode(let name): "there is no mode \(shown(name))"
    case .unknownLevel(let name, _): "there is no mode or level \(shown(name))"
    case .unknownPolicy(let name): "there is no policy \(shown(name))"
    case .unknownExpectation(let text): "an expectation cannot start with \(shown(text))"
    case .unknownFinding(let text): "there is no anomaly \(shown(text))"
    case .emptyRange(let low, let high): "no key can be in \(shown(low))..\(shown(high))"
    case .chainedComparison: "comparisons cannot be chained"
    case .notInsideFormula: "\"not\" must come before a whole comparison"
    case .noFilter(let word): "\(word) takes no \"= value\""
    case .noneAsValue: "\"none\" is not a value"
    case .deferrableNotReadOnly: "DEFERRABLE needs READ ONLY"
    case .notAfterThen(let word): "\(shown(word)) cannot follow THEN"
    case .variableOutside(let name, let word):
      "\(word == ".rule" ? "a rule" : "an expectation") cannot use variables: $\(shown(name))"
    case .notACondition(let text): "\(shown(text)) is not a condition"
    case .rowValueOutsideUpdate: "$value works only after SET in an UPDATE"
    case .blanksAroundEquals: "there must be no spaces around \"=\""
    case .duplicate(let name): "\(shown(name)) is listed twice"
    case .limit(.nesting): "nested more than \(Limit.nesting.most) levels deep"
    case .limit(.lineLength): "the line is longer than \(Limit.lineLength.most) bytes"
    }
  }

  /// What to type instead; nil if the message already says everything.
  package var hint: String? {
    switch problem {
    case .unclosedQuote: "inside quotes, write \\\" for a quote"
    case .badEscape: "escapes are \\\" \\\\ \\n \\t \\u{...}"
    case .unexpectedCharacter(let text): characterHint(text)
    case .unknownWord(let word): wordHint(word)
    case .foreignOperator(_, let meant), .wrongWord(_, let meant), .equalsAfterKey(let meant),
      .sessionWithoutColon(_, let meant):
      didYouMean(meant)
    case .answerAfterCommand(_, let command): "type only \(shown(command))"
    case .transactionWord: "type BEGIN alone or with a mode, such as BEGIN serializable-snapshot"
    case .operatorsNeedSpaces(let meant, nil): meant.map(didYouMean)
    case .operatorsNeedSpaces(let meant, let text?):
      "here \(shown(text)) is text; " + (meant.map(shown) ?? "value(\(shown(text))) reads a value")
    case .sql(let word): sqlHint(word)
    case .missing(.rule, let word): usage(of: word).map { "\($0); .rules lists the rules" }
    case .missing(.atTheEnd, _): "write \"at the end EXPRESSION\""
    case .missing(_, let word), .unexpected(_, let word), .noFilter(let word): usage(of: word)
    case .severalWords(let text): "quote it: \(shown(inQuotes(text)))"
    case .proseAfterCommand: "write one command per line; a comment is a line that starts with #"
    case .notAKey: "a key is a bare word that does not start with a dot, or \"quoted text\""
    case .notAName: "a name consists of letters, digits, and _; sessions and rules may also have -"
    case .notAStep: "steps are numbers, counted from 1"
    case .notASpan: "write 500ms, 30s, 1.5m, or 2h, from 1ms to \(TimeSpan.mostHours)h"
    case .takenName: "in UPDATE, $value is the row's own value"
    case .unknownFunction(let name):
      nearest(to: name, among: ["value", "count", "sum"]).map(didYouMean)
        ?? "the functions are value(key), count(range), and sum(range)"
    case .unknownMode(let name): modeHint(name)
    case .unknownLevel(let name, let known):
      nearest(to: name.uppercased(), among: known).map(didYouMean)
        ?? "the levels of this database are \(known.map(shown).joined(separator: ", "))"
    case .unknownPolicy: "write first-updater, first-committer, or mode"
    case .unknownExpectation(let text): expectationHint(text)
    case .unknownFinding(let text):
      nearest(to: text, among: Expectation.anomalies + Expectation.findings).map(didYouMean)
        ?? "\"help .expect\" lists what you can expect"
    case .emptyRange(let low, let high): rangeHint(low, high)
    case .chainedComparison: "join two comparisons with \"and\""
    case .notInsideFormula: "put \"not\" and its operand in parentheses"
    case .noneAsValue: "write the text as \"none\""
    case .deferrableNotReadOnly: "write READ ONLY DEFERRABLE"
    case .notAfterThen: "THEN takes one command on data, but not BEGIN or RETRY"
    case .variableOutside(_, ".rule"):
      "a rule reads data with value(key), count(range), and sum(range)"
    case .variableOutside: "an expectation reads data with value(key), count(range), and sum(range)"
    case .notACondition: "compare it: = != < <= > >="
    case .rowValueOutsideUpdate: "elsewhere, value(key) reads a value"
    case .blanksAroundEquals: "write .seed key=value"
    case .notANumber, .duplicate, .limit: nil
    }
  }
}

extension FileError {
  /// What is wrong, in one sentence without a full stop.
  package var message: String {
    switch problem {
    case .wideEncoding: "the file is UTF-16 or UTF-32"
    case .nulByte: "the file contains a NUL byte"
    case .invalidUTF8: "byte \(column) of the line is not UTF-8"
    case .longLine: "the line is longer than \(ScriptError.Limit.lineLength.most) bytes"
    case .unclosedBlock: "this block is never closed"
    case .noBlock: "the file has no isolab block"
    case .answerWithoutCommand: "this answer has no command above it"
    case .indentedCommand: "a command must start at the beginning of its line"
    case .unknownTag(let tag): "there is no mode \(shown(tag))"
    case .unclosedTag: "this tag is never closed"
    case .emptyTag: "a tag must name modes, and an answer must follow it"
    }
  }

  /// What to do instead; nil if the message already says everything.
  package var hint: String? {
    switch problem {
    case .wideEncoding, .invalidUTF8: "save it as UTF-8"
    case .nulByte, .longLine: nil
    case .unclosedBlock(let fence): "close it with \(shown(fence))"
    case .noBlock: "put commands into blocks that open with ```isolab"
    case .answerWithoutCommand:
      "start commands at the beginning of a line, and indent answers by two spaces"
    case .indentedCommand: "indent answers by two spaces"
    case .unknownTag(let tag): modeHint(tag)
    case .unclosedTag, .emptyTag: "write [si,wsi] answer"
    }
  }
}

extension ScriptError.Part {
  fileprivate var phrase: String {
    switch self {
    case .key: "a key"
    case .keyOrRange: "a key or a range (* is every key)"
    case .highEnd: "an upper end"
    case .value: "a value"
    case .name: "a name"
    case .binding: "key=value"
    case .mode: "a mode"
    case .then: "THEN"
    case .command: "a command"
    case .set: "SET"
    case .update: "UPDATE"
    case .only: "ONLY"
    case .rule, .colon: "a name, a colon, and an expression"
    case .closing: "a closing )"
    case .onOrOff: "on or off"
    case .file: "a file"
    case .modesAndColon: "modes, a colon, and an expectation"
    case .claim: "\"never\", \"some\", \"rule NAME holds\", or \"at the end EXPRESSION\""
    case .finding: "an anomaly, abort, deadlock, wait, error, or \"rule NAME broken\""
    case .holds: "the word \"holds\""
    case .broken: "the word \"broken\""
    case .needed: "the word \"needed\" or \"decided\""
    case .atTheEnd: "the words \"at the end\""
    case .span: "a length of time, such as 30s"
    }
  }
}

/// What the user typed, made fit for a message: escaped, and shortened if it is very long.
private func shown(_ text: String) -> String {
  let most = 60
  guard text.unicodeScalars.count > most else { return printable(text) }
  return printable(String(scalars: text.unicodeScalars.prefix(most))) + "…"
}

private func didYouMean(_ meant: String) -> String { "did you mean \(shown(meant))?" }

private func usage(of word: String) -> String? {
  Words.all.first { $0.name == word }.map { "write \($0.usage)" }
}

private func wordHint(_ word: String) -> String {
  if ["CLEAR", "CLS"].contains(word.keyword) { return "in the shell, Ctrl-L clears the screen" }
  return nearest(to: word, among: Words.all.map({ $0.name }) + Words.dotless).map(didYouMean)
    ?? "\"help\" lists the words"
}

private func expectationHint(_ text: String) -> String {
  let isFinding = (Expectation.anomalies + Expectation.findings).contains(text.lowercased())
  if isFinding { return "write \"never \(shown(text))\" or \"some \(shown(text))\"" }
  return nearest(to: text, among: Expectation.starts).map(didYouMean)
    ?? "write \"never\", \"some\", \"rule NAME holds\", or \"at the end EXPRESSION\""
}

private func sqlHint(_ word: String) -> String {
  switch word.keyword {
  case "SELECT": "SCAN shows all keys (.help sql)"
  case "SET": "choose a mode with BEGIN serializable-snapshot, or with .mode (.help sql)"
  case "INSERT", "INTO", "VALUES": "PUT key value inserts or updates (.help sql)"
  default: ".help sql shows what to type instead"
  }
}

private func characterHint(_ text: String) -> String {
  switch text {
  case "#": return "put a comment on a line of its own, at column 0"
  case ",": return "separate words with spaces, not commas"
  case "'", "`", "\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}", "\u{201E}", "\u{AB}", "\u{BB}":
    return "quote text with \""
  default:
    let isBlank = text.unicodeScalars.allSatisfy { $0.properties.isWhitespace }
    return isBlank ? "only spaces and tabs count as blanks" : "quote text that contains it: \"...\""
  }
}

private func rangeHint(_ low: String, _ high: String) -> String {
  if low == high { return "low..high includes low but not high" }
  guard let left = Int64(low), let right = Int64(high), left < right else {
    return didYouMean("\(high)..\(low)")
  }
  return "keys are compared as text, and as text \(shown(high)) comes before \(shown(low))"
}

private func modeHint(_ name: String) -> String {
  var name = String(scalars: name.unicodeScalars.map { $0 == " " || $0 == "_" ? "-" : $0 })
    .lowercased()
  let preamble = "isolation-level-"
  if name.hasPrefix(preamble) { name.removeFirst(preamble.count) }
  if name == "repeatable-read" { return "that is PostgreSQL's name for snapshot" }
  if let mode = IsolationMode(named: name) { return didYouMean(mode.name) }
  if name == "all" { return "after .expect, \"all\" must be the only mode" }
  if name == "snapshot-isolation" || name == "repeatable" { return didYouMean("snapshot") }
  return nearest(to: name, among: IsolationMode.allCases.map({ $0.name })).map(didYouMean)
    ?? "modes are " + IsolationMode.allCases.map({ $0.name }).joined(separator: ", ")
}
