/// How the URLs of stores begin.
package enum StoreScheme {
  package static let all = ["sqlite:", "postgresql://", "mariadb://", "exec:"]
}
