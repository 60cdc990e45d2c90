package import Layout
import Telling
import Vocabulary

/// The results of a simulation of bloat, for programs: the same fields in JSON and in CSV.
extension BloatTexts {
  /// One object; docs/simulate.md names its fields.
  package var json: JSON {
    let writers = settings.writers
    return .fields([
      "simulated": .string("bloat"), "mode": .string(writers.mode.name),
      "conflicts": .text(
        (writers.conflicts ?? ConflictPolicy.standard(in: writers.mode))?.rawValue),
      "clients": .int(writers.clients), "keys": .int(writers.keys),
      "skew": writers.skew.map { .decimal($0) } ?? .null, "think": .int(writers.think),
      "reader": settings.reading.map { .array([.int($0.lowerBound), .int($0.upperBound)]) }
        ?? .null,
      "seed": .count(writers.seed), "partial": .bool(runs.last?.isPartial ?? true),
      "runs": .array(
        runs.map { run in
          .fields([
            "every": .integer(run.every), "most": .integer(run.most),
            "before": number(run.before.average), "during": number(run.during.average),
            "after": number(run.after.average), "long": number(run.longReads.average),
            "looks": .array(
              run.looks.map { look in
                .object(
                  fields(of: look).map { JSON.Field(name: $0.name, value: number($0.number)) })
              }),
          ])
        }),
    ])
  }

  /// A heading, and a line for each look of each run.
  package var csv: [String] {
    guard let first = runs.first?.looks.first else { return [] }
    return [(["every"] + fields(of: first).map { $0.name }).joined(separator: ",")]
      + runs.flatMap { run in
        run.looks.map { look in
          ([run.every.map(String.init) ?? "never"] + fields(of: look).map { $0.number?.text ?? "" })
            .joined(separator: ",")
        }
      }
  }

  private func number(_ quantity: Quantity?) -> JSON {
    quantity.map { .decimal($0.text) } ?? .null
  }

  private struct Field {
    let name: String
    let number: Quantity?
  }

  private func fields(of look: BloatLook) -> [Field] {
    [
      Field(name: "time", number: Quantity(look.time)),
      Field(name: "committed", number: Quantity(look.committed)),
      Field(name: "kept", number: Quantity(look.kept)),
      Field(name: "vacuums", number: Quantity(look.vacuums)),
      Field(name: "removed", number: Quantity(look.removed)),
      Field(name: "reads", number: Quantity(look.reads.reads)),
      Field(name: "read", number: look.reads.average),
      Field(name: "long_reads", number: Quantity(look.longReads.reads)),
      Field(name: "long", number: look.longReads.average),
    ]
  }
}
