import Connecting
import Layout
import Stores
import Vocabulary

/// An adapter's first line, which describes its store.
struct AdapterHello: JSONReadable, Hashable {
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

  init(_ json: inout JSONReader) throws(JSONFlaw) {
    let fields = try JSONFields(&json, known: ["store", "levels", "reports", "knows"])
    store = try fields.required("store")
    guard !store.isEmpty else { throw .objection("the field \"store\" is empty") }
    let levels = try (fields.required("levels") as [Level]).map(\.level)
    guard !levels.isEmpty else { throw .objection("the field \"levels\" is empty") }
    guard Set(levels.map(\.name)).count == levels.count else {
      throw .objection("two of its levels have the same name")
    }
    let order = Promise.allCases
    func rank(_ level: StoreLevel) -> Int { order.firstIndex(of: level.mode.facts.promise) ?? 0 }
    self.levels = levels.enumerated()
      .sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }.map(\.element)
    reports = try Self.reports(named: try fields.optional("reports") ?? "waits")
    var skills: Set<Skill> = []
    for name: String in try fields.optional("knows") ?? [] {
      skills.insert(try Self.skill(named: name))
    }
    self.skills = skills
  }

  private static func reports(named name: String) throws(JSONFlaw) -> Reports {
    guard let reports = Reports(rawValue: name) else {
      throw .objection(
        "the field \"reports\" is \"\(name)\", but it must be \"waits\" or \"retry\"")
    }
    return reports
  }

  private static func skill(named name: String) throws(JSONFlaw) -> Skill {
    guard let skill = Skill(rawValue: name) else {
      let list = Skill.allCases.map(\.rawValue).joined(separator: ", ")
      throw .objection("the field \"knows\" has \"\(name)\", but it can contain only \(list)")
    }
    return skill
  }
}

/// A level: its name, or an object with its name and the mode that it is like.
private struct Level: JSONReadable {
  let level: StoreLevel

  init(_ json: inout JSONReader) throws(JSONFlaw) {
    var text = json
    if let name = try? text.text() {
      json = text
      level = StoreLevel(name, try Self.mode(named: name, of: name))
      return
    }
    let fields = try JSONFields(&json, known: ["name", "like"])
    let name: String = try fields.required("name")
    let like = try fields.optional("like") ?? name
    level = StoreLevel(name, try Self.mode(named: like, of: name))
  }

  private static func mode(
    named name: String, of level: String
  ) throws(JSONFlaw) -> IsolationMode {
    guard !level.isEmpty else { throw .objection("a level has an empty name") }
    if let mode = IsolationMode(named: name) { return mode }
    let modes = IsolationMode.allCases.map(\.name).joined(separator: ", ")
    let question =
      name == level
      ? "the level \"\(level)\" is not an isolab mode; write {\"name\":...,\"like\":MODE}"
      : "the level \"\(level)\" is like \"\(name)\", which is not an isolab mode"
    throw .objection("\(question); modes are \(modes)")
  }
}
