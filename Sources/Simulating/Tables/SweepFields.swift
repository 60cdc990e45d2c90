package import Layout
import Telling
import Vocabulary

/// The results of a sweep, for programs: the same fields in JSON and in CSV.
extension SweepTexts {
  private enum Field {
    case text(String?)
    /// As it is written.
    case number(String?)
  }

  /// One object; docs/simulate.md names its fields.
  package var json: JSON {
    let runs = points.map { point in
      JSON.object(
        fields(of: point).map { name, field in
          switch field {
          case .text(let text): JSON.Field(name: name, value: .text(text))
          case .number(let number):
            JSON.Field(name: name, value: number.map { .decimal($0) } ?? .null)
          }
        })
    }
    let settings = sweep.settings[0]
    return .fields([
      "simulated": .string("contention"), "mix": .string(settings.mix.rawValue),
      "varied": .string(sweep.variable.rawValue), "seed": .count(settings.seed),
      "partial": .bool(points.last?.isPartial ?? true || points.count < runCount),
      "runs": .array(runs),
    ])
  }

  /// A heading and a line for each run (RFC 4180, lines end with a line feed).
  ///
  /// No value needs quotes; a missing value is empty.
  package var csv: [String] {
    guard let first = points.first else { return [] }
    return [fields(of: first).map { $0.name }.joined(separator: ",")]
      + points.map { point in
        fields(of: point).map { _, field in
          switch field {
          case .text(let text): text ?? ""
          case .number(let number): number ?? ""
          }
        }.joined(separator: ",")
      }
  }

  private var runCount: Int { sweep.modes.count * sweep.settings.count }

  private func fields(of point: Point) -> [(name: String, field: Field)] {
    let settings = point.settings
    let setup: [(String, Field)] = [
      ("mix", .text(settings.mix.rawValue)), ("mode", .text(settings.mode.name)),
      (
        "conflicts",
        .text((settings.conflicts ?? ConflictPolicy.standard(in: settings.mode))?.rawValue)
      ),
      ("clients", .number("\(settings.clients)")), ("keys", .number("\(settings.keys)")),
      ("skew", .number(settings.skew)), ("reads", .number("\(settings.reads)")),
      ("writes", .number("\(settings.writes)")), ("think", .number("\(settings.think)")),
      ("retries_allowed", .number(settings.retries.map { "\($0)" })),
      ("backoff", .number("\(settings.backoff)")), ("judge", .number("\(settings.judged)")),
      ("seed", .number("\(settings.seed)")), ("time", .number("\(point.time)")),
    ]
    let counts: [(String, Int)] = [
      ("jobs", point.jobs), ("started", point.started), ("committed", point.committed),
      ("aborted", point.aborted), ("unfinished", point.unfinished), ("given_up", point.givenUp),
      ("retried", point.retries), ("waited_steps", point.waited), ("judged", point.judged),
      ("judged_needed", point.needed), ("judged_needless", point.needless),
      ("judged_undecided", point.undecided),
    ]
    return setup + counts.map { ($0.0, .number("\($0.1)")) }
      + Measure.allCases.map { ($0.field, .number($0.quantity(of: point)?.text)) }
  }
}
