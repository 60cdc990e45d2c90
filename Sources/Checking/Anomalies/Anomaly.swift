public import Vocabulary

/// A named anomaly, as data: what it is, who named it, what forbids it, which lesson shows it.
public struct Anomaly: Hashable, Sendable {
  /// The name as answers write it, such as lost-update.
  public let slug: String
  /// The everyday name, such as lost update.
  public let name: String
  /// The name of the literature, such as P4; several are separated by commas.
  public let code: String
  /// The authors who described it under that name, and when.
  public let author: String
  /// What it is, in one sentence.
  public let definition: String
  /// The weakest promise that forbids it in all its forms.
  public let forbiddenBy: Promise
  /// The lesson in Scenarios that shows it, without suffix; nil if none does.
  public let lesson: String?

  /// The weakest mode whose promise forbids it in all its forms; nil if no mode has such a promise.
  public var weakestMode: IsolationMode? { forbiddenBy.modes.first }

  /// The anomaly of that slug, nil if there is none.
  public static func named(_ slug: String) -> Anomaly? { all.first { $0.slug == slug } }
}
