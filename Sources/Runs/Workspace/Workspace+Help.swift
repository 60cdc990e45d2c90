package import Help

/// The parts of a lab that help shows.
extension Workspace {
  /// The prompts before the commands of an example, which starts on a fresh lab.
  package static func prompts(of example: HelpExample) -> [String] {
    var workspace = Workspace(isInteractive: true)
    return example.exchanges.map { exchange in
      let prompt = workspace.lab.prompt
      if case .success(let statement) = exchange.statement { _ = workspace.enter(statement) }
      return prompt
    }
  }
}
