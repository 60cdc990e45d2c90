extension Double {
  /// `1 second`, `0.5 seconds`.
  package var formattedSeconds: String {
    let number = self == rounded() && abs(self) < 1e9 ? String(Int(self)) : String(self)
    return "\(number) \(self == 1 ? "second" : "seconds")"
  }
}
