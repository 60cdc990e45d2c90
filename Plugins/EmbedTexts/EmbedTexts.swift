import Foundation
import PackagePlugin

/// Puts the texts of a target (Markdown, CSS, JavaScript) into its code as static strings.
///
/// SwiftPM's own way, `.embedInCode`, makes arrays of bytes: half a megabyte of them took the
/// compiler 21 s, and the optimizer 37 s. Static strings take it a fifth of a second.
@main
struct EmbedTexts: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let texts = try texts(below: target.directoryURL)
    let output = context.pluginWorkDirectoryURL.appending(path: "Texts.swift")
    return [
      .buildCommand(
        displayName: "Embedding the texts of \(target.name)",
        executable: try context.tool(named: "embed").url,
        arguments: [output.path(), target.directoryURL.path()] + texts.map { $0.path() },
        inputFiles: texts, outputFiles: [output])
    ]
  }

  /// The texts in the folder and its subfolders, links to folders included, by name.
  private func texts(below folder: URL) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted()
      .flatMap { name -> [URL] in
        let file = folder.appending(path: name)
        var isFolder: ObjCBool = false
        _ = FileManager.default.fileExists(atPath: file.path(), isDirectory: &isFolder)
        if isFolder.boolValue { return try texts(below: file) }
        return ["md", "css", "js"].contains(file.pathExtension) ? [file] : []
      }
  }
}
