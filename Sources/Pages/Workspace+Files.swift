import Language
import Layout
package import Runs
package import Stores
import Vocabulary

/// The files that the words of a shell write.
extension Workspace {
  /// A file to write and what it holds, or why there is nothing to write.
  package enum FileToWrite {
    case file(text: String, told: String)
    case refused(Entry)
  }

  /// What `.save` writes into a file of that name: a lesson.
  ///
  /// `options` are those with which `isolab test` can play the lesson again.
  package func fileToSave(
    as file: String, options: String = ""
  ) throws(StoreFailure) -> FileToWrite {
    let name = file.split(separator: "/").last.map { String($0) } ?? file
    let title = name.hasSuffix(".md") ? String(name.dropLast(3)) : name
    guard let text = try lesson(titled: printable(title)) else { return .nothing }
    let lost = lab.storeFailure == nil ? "" : " until the database was lost"
    let mode = lessonMode.name
    return .file(
      text: text,
      told: "a lesson in \(mode)\(lost); isolab test \(printable(file))\(options) checks it")
  }

  /// What `.export` writes into a file of that name; its ending sets the form.
  package func fileToExport(as file: String) throws(StoreFailure) -> FileToWrite {
    guard let form = Export(file: file) else {
      return .refused(
        Entry(refused: .file, "the file name must end in \(Export.endings)"))
    }
    let name = file.split(separator: "/").last.map { String($0) } ?? file
    let run = try Run(self, titled: String(name.prefix { $0 != "." }))
    if let refusal = run.refusal(of: form, part: run.partCount) {
      return .refused(Entry(refused: .file, refusal))
    }
    guard let text = run.export(as: form, part: run.partCount) else { return .nothing }
    return .file(text: text, told: form.told)
  }
}

extension Workspace.FileToWrite {
  fileprivate static var nothing: Self {
    .refused(Entry(refused: .unavailable, "no command has been given yet"))
  }
}
