package import Help

/// What help shows of a lab.
extension Workbench {
  /// The prompts before the commands of an example, which starts on a fresh lab.
  package static func prompts(of example: HelpExample) -> [String] {
    var bench = Workbench(isInteractive: true)
    return example.exchanges.map { exchange in
      let prompt = bench.laboratory.prompt
      if case .success(let statement) = exchange.statement { _ = bench.enter(statement) }
      return prompt
    }
  }
}
