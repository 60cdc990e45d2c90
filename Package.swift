// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] =
  [
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
  ]
  + (Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)])

/// A room of the house: its name and the rooms it may import (docs/design/rooms.md).
///
/// `without`: folders that only `scripts/web` uses. `embedsTexts`: its Markdown, CSS and JavaScript
/// files are put into its code.
func room(
  _ name: String, _ imports: [Target.Dependency] = [], without: [String] = [],
  embedsTexts: Bool = false
) -> Target {
  .target(
    name: name, dependencies: imports, exclude: without, swiftSettings: strict,
    plugins: embedsTexts ? ["EmbedTexts"] : [])
}

/// Whether this is the build of scripts/fuzz, which counts the paths that each input takes.
let fuzzes = Context.environment["ISOLAB_FUZZ"] != nil

func suite(_ name: String, _ imports: [Target.Dependency], data: [String] = []) -> Target {
  .testTarget(name: name, dependencies: imports, exclude: data, swiftSettings: strict)
}

/// The traits that build the stores of PostgreSQL, which needs libpq, and MariaDB: libmariadb.
let (postgreSQL, mariaDB) = ("PostgreSQL", "MariaDB")

let package = Package(
  name: "isolab",
  products: [
    .library(name: "IsolabEngine", targets: ["Vocabulary", "Engine"]),
    .executable(name: "isolab", targets: ["isolab"]),
  ],
  traits: [
    .trait(name: postgreSQL, description: "postgresql: URLs, by libpq"),
    .trait(name: mariaDB, description: "mariadb: and mysql: URLs, by libmariadb"),
    .default(enabledTraits: []),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
  ],
  targets: [
    .executableTarget(name: "embed", swiftSettings: strict),
    .plugin(name: "EmbedTexts", capability: .buildTool(), dependencies: ["embed"]),
    room("Chance"),
    room("Layout"),
    room("Vocabulary"),
    room("Engine", ["Vocabulary"]),
    room("Checking", ["Vocabulary"]),
    room("Language", ["Layout", "Vocabulary"]),
    room("Stores", ["Language", "Vocabulary"]),
    room("Sessions", ["Vocabulary", "Engine", "Language", "Stores"]),
    room(
      "Exploring",
      ["Chance", "Vocabulary", "Engine", "Checking", "Language", "Stores", "Sessions"]),
    room(
      "Telling",
      [
        "Layout", "Vocabulary", "Engine", "Checking", "Language", "Stores", "Sessions",
        "Exploring",
      ]),
    room(
      "Drawing",
      ["Layout", "Vocabulary", "Checking", "Language", "Sessions", "Differences", "Telling"]),
    room("SQL", ["Layout", "Vocabulary", "Engine", "Language", "Sessions", "Telling"]),
    room("Differences", ["Vocabulary", "Engine", "Language", "Stores", "Sessions", "SQL"]),
    room(
      "Simulating",
      [
        "Chance", "Layout", "Vocabulary", "Engine", "Checking", "Language", "Telling", "Drawing",
        .product(name: "HeapModule", package: "swift-collections"),
      ]),
    room("Importing", ["Layout", "Vocabulary", "Language", "Telling"]),
    room("Lessons", embedsTexts: true),
    room(
      "Help", ["Layout", "Vocabulary", "Checking", "Language", "Telling", "Lessons"],
      embedsTexts: true),
    room(
      "Runs",
      [
        "Layout", "Vocabulary", "Engine", "Checking", "Language", "Stores", "Sessions",
        "Exploring", "Differences", "Telling", "Drawing", "Lessons", "Help",
      ]),
    room(
      "Completing",
      ["Vocabulary", "Engine", "Language", "Stores", "Sessions", "Help", "Runs"]),
    room(
      "Pages",
      [
        "Layout", "Vocabulary", "Engine", "Checking", "Language", "Stores", "Sessions",
        "Telling", "Drawing", "SQL", "Runs",
      ], embedsTexts: true),
    room(
      "Presenting",
      [
        "Layout", "Vocabulary", "Engine", "Language", "Stores", "Sessions", "Telling",
        "Drawing", "Runs",
      ]),
    room(
      "Surveying",
      [
        "Chance", "Layout", "Vocabulary", "Checking", "Language", "Stores", "Sessions",
        "Exploring", "Telling", "Runs", "Pages",
      ]),
    room(
      "Web",
      [
        "Layout", "Vocabulary", "Language", "Stores", "Sessions", "Exploring", "Telling",
        "Drawing", "Help", "Runs", "Completing", "Pages",
      ], without: ["Missing", "Page"]),
    .systemLibrary(
      name: "CSQLite", pkgConfig: "sqlite3",
      providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),
    .systemLibrary(
      name: "CPostgreSQL", pkgConfig: "libpq",
      providers: [.apt(["libpq-dev"]), .brew(["libpq"])]),
    .systemLibrary(
      name: "CMariaDB", pkgConfig: "libmariadb",
      providers: [.apt(["libmariadb-dev"]), .brew(["mariadb-connector-c"])]),
    room("Connecting", ["Vocabulary", "Language", "Stores"]),
    room("SQLite", ["Vocabulary", "Language", "Stores", "Connecting", "CSQLite"]),
    room(
      "PostgreSQL",
      [
        "Vocabulary", "Language", "Stores", "Connecting",
        .target(name: "CPostgreSQL", condition: .when(traits: [postgreSQL])),
      ]),
    room(
      "MariaDB",
      [
        "Vocabulary", "Language", "Stores", "Connecting",
        .target(name: "CMariaDB", condition: .when(traits: [mariaDB])),
      ]),
    room("Adapters", ["Layout", "Vocabulary", "Stores", "Connecting"]),
    room("Databases", ["Stores", "Connecting", "SQLite", "PostgreSQL", "MariaDB", "Adapters"]),
    .systemLibrary(
      name: "CEditline", pkgConfig: "libedit",
      providers: [.apt(["libedit-dev"]), .brew(["libedit"])]),
    room("LineEditing", ["Layout", "CEditline"]),
    room(
      "Terminal",
      [
        "Layout", "Vocabulary", "Language", "Stores", "Databases", "Sessions", "Exploring",
        "Telling", "Runs", "Completing", "Pages", "Presenting", "LineEditing",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "isolab",
      dependencies: [
        "Layout", "Vocabulary", "Checking", "Language", "Stores", "Exploring", "Simulating",
        "Telling", "Drawing", "Help", "Importing", "Runs", "Pages", "Presenting", "Surveying",
        "LineEditing", "Terminal",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "benchmark",
      dependencies: [
        "Chance", "Vocabulary", "Engine", "Checking", "Language", "Sessions", "Exploring",
      ],
      swiftSettings: strict),
    .target(name: "CTestPTY", path: "Tests/CTestPTY"),
    .target(
      name: "Naive", dependencies: ["Vocabulary", "Checking"], path: "Tests/Naive",
      swiftSettings: strict),
    suite(
      "DatabasesTests",
      [
        "Chance", "Vocabulary", "Language", "Stores", "Connecting", "SQLite", "PostgreSQL",
        "MariaDB", "Databases", "Differences", "Drawing", "Runs",
      ]),
    suite("EngineTests", ["Chance", "Vocabulary", "Engine"]),
    suite("CheckingTests", ["Chance", "Vocabulary", "Engine", "Checking", "Naive"]),
    suite("LanguageTests", ["Chance", "Layout", "Vocabulary", "Language"]),
    suite(
      "LabTests",
      [
        "Chance", "Layout", "Vocabulary", "Engine", "Checking", "Language", "Stores", "Sessions",
        "Databases", "Exploring", "Differences", "Telling", "Drawing", "SQL", "Importing", "Help",
        "Runs", "Completing", "Pages", "Presenting", "Surveying", "Web", "Naive",
      ],
      data: ["Examples", "Exports", "Regressions"]),
    suite(
      "ExploringTests",
      ["Chance", "Vocabulary", "Engine", "Checking", "Language", "Sessions", "Exploring"]),
    suite(
      "SimulatingTests",
      [
        "Chance", "Layout", "Vocabulary", "Engine", "Checking", "Simulating", "Telling", "Drawing",
      ]),
    suite("TidyTests", ["Vocabulary", "Checking", "Lessons"]),
    suite(
      "ShellTests",
      [
        "isolab", "Terminal", "Chance", "CTestPTY", "Layout", "LineEditing", "Runs", "Language",
        "Vocabulary", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)

if fuzzes {
  let counted: SwiftSetting = .unsafeFlags(["-sanitize=fuzzer", "-parse-as-library"])
  for target in package.targets where target.type == .regular && target.path == nil {
    target.swiftSettings?.append(counted)
  }
  package.targets.append(
    .executableTarget(
      name: "fuzz",
      dependencies: ["Vocabulary", "Language", "Adapters", "Importing", "Telling", "Runs", "Web"],
      path: "Tests/Fuzz", swiftSettings: strict + [counted],
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])]))
}
