package import Engine
package import Language
package import Vocabulary

/// The source of a formula's data: a transaction, or the committed state.
package protocol DataSource {
  mutating func value(of key: Key) throws(Interruption) -> Value?
  mutating func rows(in range: KeyRange) throws(Interruption) -> [Answer.Row]
  /// The outer nil means that there is no such variable.
  func variable(_ name: String) -> Value??
}

/// The result of a formula.
enum Term: Hashable {
  case value(Value?)
  case truth(Bool)
}

extension DataSource {
  mutating func evaluate(_ formula: Expression) throws(Interruption) -> Term {
    switch formula.node {
    case .literal(let value): return .value(value)
    case .none: return .value(nil)
    case .variable(let name):
      guard let value = variable(name) else { throw arithmetic(.unsetVariable(name)) }
      return .value(value)
    case .value(let key): return .value(try value(of: key))
    case .count(let selection): return .value(Value(Int64(try selected(selection).count)))
    case .sum(let range): return .value(Value(try sum(of: try rows(in: range))))
    case .negate(let operand):
      let (negated, overflow) = Int64(0).subtractingReportingOverflow(
        try integer(operand, for: "-"))
      if overflow { throw arithmetic(.overflow(formula.source)) }
      return .value(Value(negated))
    case .not(let operand): return .truth(!(try condition(operand)))
    case .binary(.and, let left, let right):
      return .truth(try condition(left) ? condition(right) : false)
    case .binary(.or, let left, let right):
      return .truth(try condition(left) ? true : condition(right))
    case .binary(.equal, let left, let right):
      return .truth(try plainValue(left) == plainValue(right))
    case .binary(.unequal, let left, let right):
      return .truth(try plainValue(left) != plainValue(right))
    case .binary(let operation, let left, let right):
      let (l, r) = (
        try integer(left, for: operation.rawValue), try integer(right, for: operation.rawValue)
      )
      return try compute(l, operation, r, in: formula)
    }
  }

  package mutating func condition(_ formula: Expression) throws(Interruption) -> Bool {
    guard case .truth(let truth) = try evaluate(formula) else {
      throw arithmetic(.notACondition(formula.source))
    }
    return truth
  }

  package mutating func plainValue(_ formula: Expression) throws(Interruption) -> Value? {
    guard case .value(let value) = try evaluate(formula) else {
      throw arithmetic(.notAValue(formula.source))
    }
    return value
  }

  /// The rows of a range that pass the filter.
  ///
  /// The filter is evaluated first.
  mutating func selected(_ selection: Selection) throws(Interruption) -> [Answer.Row] {
    let wanted = try filter(of: selection)
    return try rows(in: selection.range).filter { wanted.passes($0.value) }
  }

  mutating func filter(of selection: Selection) throws(Interruption) -> Filter {
    guard let formula = selection.filter else { return Filter(wanted: nil) }
    return Filter(wanted: .some(try plainValue(formula)))
  }

  package func sum(of rows: [Answer.Row]) throws(Interruption) -> Int64 {
    var sum: Int64 = 0
    for row in rows {
      guard let number = row.value.integer else {
        throw arithmetic(.sumOfText(row.key, row.value))
      }
      let (next, overflow) = sum.addingReportingOverflow(number)
      if overflow { throw arithmetic(.overflow("sum")) }
      sum = next
    }
    return sum
  }

  private mutating func integer(
    _ formula: Expression, for operation: String
  ) throws(Interruption) -> Int64 {
    let value = try plainValue(formula)
    guard let number = value?.integer else {
      throw arithmetic(.notAnInteger(value, operand: formula.source, operation: operation))
    }
    return number
  }

  private func compute(
    _ l: Int64, _ operation: Expression.Operator, _ r: Int64, in formula: Expression
  ) throws(Interruption) -> Term {
    if r == 0, operation == .divided || operation == .modulo {
      throw arithmetic(.divisionByZero(formula.source))
    }
    let (number, overflow): (Int64, Bool)
    switch operation {
    case .times: (number, overflow) = l.multipliedReportingOverflow(by: r)
    case .divided: (number, overflow) = l.dividedReportingOverflow(by: r)
    case .modulo: (number, overflow) = (r == -1 ? 0 : l % r, false)
    case .plus: (number, overflow) = l.addingReportingOverflow(r)
    case .minus: (number, overflow) = l.subtractingReportingOverflow(r)
    case .less: return .truth(l < r)
    case .lessOrEqual: return .truth(l <= r)
    case .greater: return .truth(l > r)
    case .greaterOrEqual: return .truth(l >= r)
    case .equal, .unequal, .and, .or: preconditionFailure("evaluated before its operands")
    }
    if overflow { throw arithmetic(.overflow(formula.source)) }
    return .value(Value(number))
  }

  private func arithmetic(_ problem: CommandProblem.Arithmetic) -> Interruption {
    .failed(.arithmetic(problem))
  }
}

/// What a row must hold to be selected.
struct Filter: Hashable {
  /// Outer nil: anything.
  let wanted: Value??

  func passes(_ value: Value) -> Bool {
    guard let wanted else { return true }
    return wanted == value
  }
}
