import Vocabulary

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What `scripts/benchmark` measures inside one process; the script divides the figures.
///
/// Each part prints lines with a name and a figure. Times are CPU nanoseconds per operation.
@main
struct Benchmark {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    let rest = arguments.dropFirst()
    switch arguments.first {
    case "engine": EngineBenchmark.run(modes(rest))
    case "growth": GrowthBenchmark.run()
    case "memory": MemoryBenchmark.run()
    case "orders": ExploreBenchmark.run(rings: rest.first == "rings")
    case "judge" where rest.first == "live": JudgeBenchmark.runLive()
    case "judge": JudgeBenchmark.run(scans: rest.first == "scans")
    case "soak":
      let count = rest.compactMap { Int($0) }.first ?? 10_000_000
      guard VacuumSoak.run(count, modes(rest)) else { exit(1) }
    default:
      print("benchmark engine|growth|memory|orders|judge|soak: see scripts/benchmark")
      exit(64)
    }
  }

  /// Those that are named, or all.
  private static func modes(_ arguments: ArraySlice<String>) -> [IsolationMode] {
    let named = arguments.compactMap { IsolationMode(named: $0) }
    return named.isEmpty ? IsolationMode.allCases : named
  }
}
