import ArgumentParser
import Layout
import Simulating
import Terminal
import Vocabulary

/// The options of `isolab simulate contention`, checked.
extension ContentionCommand {
  /// The measures to draw; by default, the cost of safety and the harm that it prevents.
  func charted(_ sweep: Sweep) throws -> [Measure] {
    guard let chart else { return sweep.settings[0].mix.hasRule ? [.aborts, .broken] : [.aborts] }
    return try names(chart, "--chart")
  }

  /// All runs.
  var sweep: Sweep {
    get throws {
      let modes = try modes
      let (variable, values) = try varied
      let template = try template(modes[0])
      let settings = try values.map { value in
        var settings = template
        switch variable {
        case .clients: settings.clients = Int(value)
        case .keys: settings.keys = Int(value)
        case .skew: settings.distribution = .zipfian(skew: value)
        }
        if let time { _ = try checkedTime(time, 1...10_000_000, with: settings) }
        guard settings.keys >= settings.leastKeys else {
          throw ValidationError(
            "\(settings.keys) keys are too few: a transaction uses \(settings.leastKeys)")
        }
        return settings
      }
      return Sweep(modes, variable, settings)
    }
  }

  /// The only list that has several numbers, or the list of clients if no list has.
  private var varied: (Sweep.Variable, [Double]) {
    get throws {
      let keys = try numbers(keys ?? "1000", "--keys", 2...1_000_000)
      let skews = try decimals(skew ?? "0.99", "--skew", 0...5)
      let isVaried = keys.count > 1 || skews.count > 1
      let standard = isVaried ? "16" : "1,2,4,8,16,32"
      let clients = try numbers(clients ?? standard, "--clients", 1...1_000)
      guard [clients.count, keys.count, skews.count].count(where: { $0 > 1 }) <= 1 else {
        throw ValidationError("only one of --clients, --keys, and --skew may have several numbers")
      }
      if skews.count > 1 { return (.skew, skews) }
      return keys.count > 1 ? (.keys, keys.map(Double.init)) : (.clients, clients.map(Double.init))
    }
  }

  private func template(_ mode: IsolationMode) throws -> Settings {
    guard let mix = Mix(rawValue: mix ?? "counters") else {
      throw ValidationError("--mix must be \(listed(Mix.allCases.map(\.rawValue)))")
    }
    var settings = Settings(mode, mix)
    settings.conflicts = try conflicts.map(policy(named:))
    let standard = clients ?? "16"
    settings.clients = try numbers(standard, "--clients", 1...1_000)[0]
    settings.keys = try numbers(keys ?? "1000", "--keys", 2...1_000_000)[0]
    settings.distribution = try keyDistribution
    settings.reads = try count(reads, "--reads", standard: mix.standardReads, least: 0)
    settings.writes = try count(writes, "--writes", standard: mix.standardWrites, least: 1)
    settings.think = try checked(think, "--think", 0...1_000)
    settings.end = try end
    settings.retries = try retries.map { try checked($0, "--retries", 0...1_000_000) }
    settings.backoff = try checked(backoff, "--backoff", 0...10_000)
    settings.judged = try checked(judge, "--judge", 0...10_000)
    settings.seed = seed
    if mix == .report, settings.reads == 0 {
      throw ValidationError("--reads must be 1 or more, because a report reads keys")
    }
    return settings
  }

  private var end: Settings.End {
    get throws {
      if let time {
        guard transactions == nil else {
          throw ValidationError("--transactions and --time cannot be combined")
        }
        return .time(time)
      }
      return .transactions(try checked(transactions ?? 5_000, "--transactions", 1...1_000_000))
    }
  }

  private var keyDistribution: Distribution {
    get throws {
      switch distribution {
      case "uniform":
        guard skew == nil else {
          throw ValidationError("--skew does not apply to the uniform distribution")
        }
        return .uniform
      case "zipfian": return .zipfian(skew: try decimals(skew ?? "0.99", "--skew", 0...5)[0])
      default: throw ValidationError("--distribution must be uniform or zipfian")
      }
    }
  }

  private var modes: [IsolationMode] {
    get throws {
      let names = (mode.isEmpty ? ["all"] : mode).flatMap {
        $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      }
      let modes = try names.flatMap { name in
        name == "all" ? IsolationMode.allCases : [try isolab.mode(named: name)]
      }
      for (index, mode) in modes.enumerated() where modes[..<index].contains(mode) {
        throw ValidationError("\(mode.name) is given twice")
      }
      return modes
    }
  }

  // MARK: Numbers

  private func count(_ number: Int?, _ name: String, standard: Int?, least: Int) throws -> Int {
    guard let number else { return standard ?? 0 }
    guard standard != nil else {
      throw ValidationError("\(name) does not apply to the mix \(printable(mix ?? "counters"))")
    }
    return try checked(number, name, least...1_000)
  }
}
