/// A word of the language: all that the parser, Tab, help and the hints of errors know of it.
package struct Word: Sendable {
  /// The word as it is written: `BEGIN`, `.why`.
  package let name: String
  /// The whole form.
  package let usage: String
  /// Other spellings that are understood, such as `exit`.
  package let spellings: [String]
  /// What other languages call it, in capitals; the answer asks whether this word is meant.
  let foreign: [String]
  let reader: Reader

  /// How what follows the word is read.
  ///
  /// What Tab offers there is not said a second time: the parser notes what it asks for at the
  /// end of a line, as a `Want`.
  enum Reader: Sendable {
    case command(@Sendable (inout Parser) throws(ScriptError) -> Command)
    case directive(@Sendable (inout Parser) throws(ScriptError) -> Directive)
    /// All of it as it stands; nil is the answer where nothing does, and a file is needed.
    case text(FreeText, @Sendable (String?) -> Directive?)
    /// A lesson or a file, and the file after `--notes`; either may be missing.
    case demonstration(@Sendable (_ lesson: String?, _ notes: String?) -> Directive)
  }

  /// What the argument is, where it is not cut into tokens.
  package enum FreeText: Sendable {
    case nothing, topic, lesson, file, lessonOrFile
    /// The URL of a database, or `lab`.
    case place
    /// A file; where its name has begun, a lesson will do.
    case fileOrLesson
  }

  /// What the argument is, where it is not cut into tokens; else nil.
  package var text: FreeText? {
    switch reader {
    case .text(let kind, _): kind
    case .demonstration: .lessonOrFile
    case .command, .directive: nil
    }
  }

  /// Whether it is whole without an argument.
  var standsAlone: Bool { usage == name || usage.hasPrefix("\(name) [") }

  /// A word that acts on data.
  init(
    _ name: String, _ form: String = "", foreign: [String] = [],
    command: @escaping @Sendable (inout Parser) throws(ScriptError) -> Command
  ) {
    self.init(name, form, [], foreign, .command(command))
  }

  /// A word of the lab.
  init(
    _ name: String, _ form: String,
    directive: @escaping @Sendable (inout Parser) throws(ScriptError) -> Directive
  ) {
    self.init(name, form, [], [], .directive(directive))
  }

  /// A word of the lab that stands alone.
  init(_ name: String, _ directive: Directive) {
    self.init(name, "", [], [], .directive { _ throws(ScriptError) in directive })
  }

  /// A word of the lab that takes all the rest of the line, or nothing.
  init(
    _ name: String, _ form: String, text: FreeText, also spellings: [String] = [],
    directive: @escaping @Sendable (String?) -> Directive
  ) {
    self.init(name, form, spellings, [], .text(text, directive))
  }

  /// A word of the lab that takes a lesson or a file, and an option.
  init(
    _ name: String, _ form: String,
    demonstration: @escaping @Sendable (_ lesson: String?, _ notes: String?) -> Directive
  ) {
    self.init(name, form, [], [], .demonstration(demonstration))
  }

  /// A word of the lab that needs a file.
  init(
    _ name: String, file: FreeText, directive: @escaping @Sendable (String) -> Directive
  ) {
    self.init(name, "FILE", [], [], .text(file) { $0.map(directive) })
  }

  private init(
    _ name: String, _ form: String, _ spellings: [String], _ foreign: [String], _ reader: Reader
  ) {
    (self.name, self.spellings, self.foreign, self.reader) = (name, spellings, foreign, reader)
    usage = form.isEmpty ? name : "\(name) \(form)"
  }
}
