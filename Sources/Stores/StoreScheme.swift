/// How the URLs of stores begin.
package enum StoreScheme {
  package static let all = offered + ["postgres://", "mysql://"]

  /// Without those that are other words for the same.
  package static let offered = ["sqlite:", "postgresql://", "mariadb://", "exec:"]
}
