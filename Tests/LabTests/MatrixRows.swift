import Surveying

/// The rows of the matrix are those of a survey.
extension MatrixRow {
  static let all = SurveyRow.matrix.map(MatrixRow.init)

  /// Of the long fork all BEGINs come first, because it has too many interleavings otherwise.
  private init(_ row: SurveyRow) {
    self.init(
      row.title, row.anomaly, row.interleaving, seed: row.seed, in: row.sign,
      beginsFirst: row.name == "long-fork")
  }
}
