import ArgumentParser
import Language
import Layout

/// A number from the command line, if it is in the range.
func checked(_ number: Int, _ name: String, _ range: ClosedRange<Int>) throws -> Int {
  guard range ~= number else {
    throw ValidationError("\(name) must be from \(range.lowerBound) to \(range.upperBound)")
  }
  return number
}

/// Ascending numbers from the command line, with commas between them.
func numbers(_ list: String, _ name: String, _ range: ClosedRange<Int>) throws -> [Int] {
  try ascending(
    elements(list).map { element in
      guard let number = Int(element) else {
        throw ValidationError("\(name): \(printable(element)) is not a whole number")
      }
      return try checked(number, name, range)
    }, name)
}

/// Ascending decimal numbers from the command line, with commas between them.
func decimals(
  _ list: String, _ name: String, _ range: ClosedRange<Double>
) throws -> [Double] {
  try ascending(
    elements(list).map { element in
      guard let number = Double(element), range ~= number else {
        throw ValidationError(
          "\(name) must be from \(Int(range.lowerBound)) to \(Int(range.upperBound))")
      }
      return number
    }, name)
}

/// Different names from the command line, with commas between them.
func names<Name: RawRepresentable<String> & CaseIterable & Hashable>(
  _ list: String, _ name: String
) throws -> [Name] {
  let found = try elements(list).map { element in
    guard let found = Name(rawValue: element) else {
      throw ValidationError("\(name) must be \(listed(Name.allCases.map(\.rawValue)))")
    }
    return found
  }
  guard Set(found).count == found.count else {
    throw ValidationError("\(name): the names must differ")
  }
  return found
}

/// Names as a sentence lists them.
func listed(_ names: [String]) -> String {
  names.dropLast().joined(separator: ", ") + ", or " + (names.last ?? "")
}

private func elements(_ list: String) -> [String] {
  list.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
}

private func ascending<Number: Comparable>(_ list: [Number], _ name: String) throws -> [Number] {
  guard zip(list, list.dropFirst()).allSatisfy({ $0 < $1 }) else {
    throw ValidationError("\(name): the numbers must be in ascending order")
  }
  guard list.count <= 20 else { throw ValidationError("\(name): at most 20 numbers") }
  return list
}
