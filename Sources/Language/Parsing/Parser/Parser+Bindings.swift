import Vocabulary

extension Parser {
  /// `key=value key=value ...` of `.seed`, each key once.
  mutating func bindings() throws(ScriptError) -> [Directive.Binding] {
    want(.binding(except: []))
    guard next != nil else { throw missing(.binding, of: word) }
    var bindings: [Directive.Binding] = []
    while let token = next {
      let binding = try binding()
      guard !bindings.contains(where: { $0.key == binding.key }) else {
        throw error(.duplicate(typed(token)), at: token)
      }
      bindings.append(binding)
      want(.binding(except: bindings.map { $0.key }))
    }
    return bindings
  }

  private mutating func binding() throws(ScriptError) -> Directive.Binding {
    let key = try key()
    guard let sign = next, sign.symbol == .equal else { throw missing(.binding, of: word) }
    advance()
    guard let token = next else { throw missing(.value, of: "=") }
    guard !sign.blankBefore, !sign.blankAfter else { throw error(.blanksAroundEquals, at: sign) }
    advance()
    switch token.kind {
    case .word(let text) where text.keyword == "NONE": throw error(.noneAsValue, at: token)
    case .word(let text), .text(let text): return Directive.Binding(key, Value(text))
    case .variable, .symbol: throw error(.unexpected(typed(token), after: word), at: token)
    }
  }
}
