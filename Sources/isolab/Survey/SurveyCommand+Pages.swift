import Layout
import Surveying
import Terminal

/// The pages of a survey.
extension SurveyCommand {
  /// Writes the map and a page for each cell into a folder, which is created if it does not exist.
  func writePages(of survey: Survey, to folder: String, by surveyor: Surveyor) throws {
    try reading { () throws(Files.Problem) in try Files.makeFolder(folder) }
    for page in survey.pages(by: surveyor) {
      try reading { () throws(Files.Problem) in
        try Files.create("\(folder)/\(page.name)", with: Array(page.text.utf8))
      }
    }
    if !json { Output.standard.line("\(printable(folder))/index.html: a map of all cells") }
  }
}
