import Telling
package import Vocabulary

/// Runs that differ in their mode and in one number.
package struct Sweep: Hashable, Sendable {
  /// The setting that changes from run to run.
  package enum Variable: String, Hashable, Sendable {
    case clients, keys, skew

    /// Its title on the axis of a chart.
    package var title: String {
      switch self {
      case .clients: "clients"
      case .keys: "keys"
      case .skew: "exponent of the Zipf distribution"
      }
    }
  }

  /// The progress of a sweep.
  package struct Progress: Sendable {
    package let mode: IsolationMode
    /// Thousandths of all runs.
    package let done: Int
  }

  package let modes: [IsolationMode]
  package let variable: Variable
  /// The settings of each mode's runs; the modes that they name are ignored.
  package let settings: [Settings]

  /// - Parameters:
  ///   - modes: the modes; each runs all the settings.
  ///   - variable: the setting that differs.
  ///   - settings: at least one.
  package init(_ modes: [IsolationMode], _ variable: Variable, _ settings: [Settings]) {
    (self.modes, self.variable, self.settings) = (modes, variable, settings)
  }

  /// Runs everything.
  ///
  /// - Parameter report: called now and then; false interrupts. Then the current run is the last,
  ///   and marked as partial.
  /// - Returns: The result of each run, mode by mode.
  package func points(_ report: (Progress) -> Bool = { _ in true }) -> [Point] {
    var points: [Point] = []
    var data: SharedData?
    let all = modes.count * settings.count
    for mode in modes {
      for template in settings {
        var settings = template
        settings.mode = mode
        if ConflictPolicy.standard(in: mode) == nil { settings.conflicts = nil }
        let fitting = data.flatMap { $0.fits(settings) ? $0 : nil } ?? SharedData(settings)
        data = fitting
        var simulation = Simulation(settings, on: fitting)
        let done = points.count
        let point = simulation.run {
          report(Progress(mode: mode, done: (1_000 * done + min($0, 1_000)) / all))
        }
        points.append(point)
        if point.isPartial { return points }
      }
    }
    return points
  }

  /// The variable's value in those settings, as it is written.
  package func value(in settings: Settings) -> String {
    switch variable {
    case .clients: String(settings.clients)
    case .keys: String(settings.keys)
    case .skew: settings.skew ?? "0"
    }
  }
}

extension Settings {
  /// The exponent of the Zipf distribution, in the fewest digits that distinguish it from all other
  /// numbers; nil if all keys are equally popular.
  package var skew: String? {
    guard case .zipfian(let skew) = distribution else { return nil }
    return Int(exactly: skew).map(String.init) ?? String(skew)
  }
}
