import Stores
import Vocabulary

/// What an adapter says about its store before anything else.
struct AdapterHello: Decodable, Hashable {
  /// How isolab finds out that a wait has ended.
  enum Reports: String {
    /// The adapter reports it.
    case waits
    /// The request is sent again after the end of each transaction.
    case retry
  }

  /// A request that an adapter need not understand.
  enum Skill: String, CaseIterable {
    case getForUpdate = "get-for-update"
    case lock
    case cancel
  }

  /// The name of the store and its version.
  let store: String
  /// The weakest first.
  let levels: [StoreLevel]
  let reports: Reports
  let skills: Set<Skill>

  init(from decoder: any Decoder) throws {
    let fields = try AdapterFields(decoder, known: ["store", "levels", "reports", "knows"])
    store = try fields.required("store", String.self)
    guard !store.isEmpty else { throw AdapterFlaw("the field store is empty") }
    let levels = try fields.required("levels", [Level].self).map(\.level)
    guard !levels.isEmpty else { throw AdapterFlaw("the field levels is empty") }
    guard Set(levels.map(\.name)).count == levels.count else {
      throw AdapterFlaw("two of its levels have the same name")
    }
    let order = Promise.allCases
    func rank(_ level: StoreLevel) -> Int { order.firstIndex(of: level.mode.facts.promise) ?? 0 }
    self.levels = levels.enumerated()
      .sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }.map(\.element)
    reports = try Self.reports(named: try fields.optional("reports", String.self) ?? "waits")
    skills = Set(
      try (try fields.optional("knows", [String].self) ?? []).map { try Self.skill(named: $0) })
  }

  private static func reports(named name: String) throws(AdapterFlaw) -> Reports {
    guard let reports = Reports(rawValue: name) else {
      throw AdapterFlaw("the field reports is \"\(name)\", but it must be waits or retry")
    }
    return reports
  }

  private static func skill(named name: String) throws(AdapterFlaw) -> Skill {
    guard let skill = Skill(rawValue: name) else {
      let list = Skill.allCases.map(\.rawValue).joined(separator: ", ")
      throw AdapterFlaw("the field knows has \"\(name)\", but it can contain only \(list)")
    }
    return skill
  }
}

/// A level: its name, or an object with its name and the mode that it is like.
private struct Level: Decodable {
  let level: StoreLevel

  init(from decoder: any Decoder) throws {
    if let name = try? decoder.singleValueContainer().decode(String.self) {
      level = StoreLevel(name, try Self.mode(named: name, of: name))
      return
    }
    let fields = try AdapterFields(decoder, known: ["name", "like"])
    let name = try fields.required("name", String.self)
    let like = try fields.optional("like", String.self) ?? name
    level = StoreLevel(name, try Self.mode(named: like, of: name))
  }

  private static func mode(
    named name: String, of level: String
  ) throws(AdapterFlaw) -> IsolationMode {
    guard !level.isEmpty else { throw AdapterFlaw("a level has an empty name") }
    if let mode = IsolationMode(named: name) { return mode }
    let modes = IsolationMode.allCases.map(\.name).joined(separator: ", ")
    let question =
      name == level
      ? "the level \"\(level)\" is not a mode of isolab; write {\"name\":...,\"like\":MODE}"
      : "the level \"\(level)\" is like \"\(name)\", which is not a mode of isolab"
    throw AdapterFlaw("\(question); modes are \(modes)")
  }
}
