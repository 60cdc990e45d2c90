import Foundation
import Testing

extension CommandLineTests {
  /// `isolab export`: what it writes, where, and what it refuses.
  @Suite struct Exporting {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private static let moment =
      " in snapshot, part 1 of 2 (--part), up to step 10 (--step end shows all)"

    private func text(_ name: String) throws -> String {
      try String(contentsOfFile: "\(scratch.path)/\(name)", encoding: .utf8)
    }

    @Test(arguments: [
      ("a.svg", "<svg ", "the timeline" + Self.moment),
      ("a.graph.svg", "<svg ", "the serialization graph" + Self.moment),
      ("a.versions.svg", "<svg ", "the versions" + Self.moment),
      ("a.dot", "digraph", "the serialization graph in snapshot, part 1 of 2 (--part)"),
      ("a.mmd", "graph LR", "the serialization graph in snapshot, part 1 of 2 (--part)"),
      ("a.json", "{\"isolab-history\":1", "the history in snapshot, part 1 of 2 (--part)"),
      (
        "a.txt", "R1(alice_status) R1(bob_status) R2(alice_status) R2(bob_status)",
        "the history in textbook notation in snapshot, part 1 of 2 (--part)"
      ),
      ("a.md", "# Write skew", "the transcript in snapshot"),
      ("a.sql", "-- Write skew", "a script for each session in snapshot, part 1 of 2 (--part)"),
      ("a.html", "<!DOCTYPE html>", "a page to step through"),
    ])
    func theNameTellsTheForm(name: String, start: String, told: String) throws {
      let run = try isolab(["export", "write-skew", "-o", name], in: scratch)
      #expect(run.status == .code(0))
      #expect(run.errors == "")
      #expect(run.output == "\(name): \(told)\n")
      #expect(try text(name).hasPrefix(start))
    }

    /// A picture of a step, for a slide, and in other colors.
    @Test func aPictureOfAStep() throws {
      let run = try isolab(
        ["export", "write-skew", "-o", "a.svg", "--step", "4", "--slide", "--dark"], in: scratch)
      #expect(run.output.hasSuffix("part 1 of 2 (--part), up to step 4\n"))
      let slide = try text("a.svg")
      #expect(slide.contains(#"viewBox="0 0 1920 1080""#))
      #expect(slide.contains(">GET bob_status<"))
      #expect(!slide.contains("IF count"))
      #expect(!slide.contains("#ffffff") && !slide.contains("#1b1b1f"))
      _ = try isolab(["export", "write-skew", "-o", "b.svg", "--transparent"], in: scratch)
      #expect(try !text("b.svg").contains(##"height="100%" fill="#ffffff"##))
      #expect(try text("b.svg").firstRange(of: #"class="ground" width"#) == nil)
      _ = try isolab(["export", "write-skew", "-o", "c.svg", "--step", "end"], in: scratch)
      #expect(try text("c.svg").contains(">RETRY<"))
    }

    @Test func whatNoPictureHasIsRefused() throws {
      for (arguments, told) in [
        (["-o", "a.svg", "--step", "99"], "isolab: the last step of part 1 is 14\n"),
        (["-o", "a.svg", "--step", "x"], "--step takes the number of a step or \"end\", not x."),
        (["-o", "a.md", "--dark"], "work only for pictures"),
        (["-o", "a.png"], "rsvg-convert -o a.png a.svg"),
        (["-o", "a.PDF"], "rsvg-convert --format=pdf -o a.PDF a.svg"),
      ] {
        let run = try isolab(["export", "write-skew"] + arguments, in: scratch)
        #expect(run.status == .code(2))
        #expect(run.errors.contains(told), "\(run.errors)")
      }
    }

    @Test func aFileIsNotOverwritten() throws {
      _ = try isolab(["export", "write-skew", "-o", "a.svg"], in: scratch)
      let before = try text("a.svg")
      let again = try isolab(
        ["export", "write-skew", "-o", "a.svg", "--mode", "ssi"], in: scratch)
      #expect(again.status == .code(2))
      #expect(again.errors == "isolab: cannot write a.svg: File exists\n")
      #expect(try text("a.svg") == before)
    }

    @Test func aFormCanBeNamedAndGoToStandardOutput() throws {
      let run = try isolab([
        "export", "write-skew", "-o", "-", "--format", "mermaid", "--part", "2",
      ])
      #expect(run.status == .code(0))
      #expect(run.output.hasPrefix("graph LR\n"))
      let none = try isolab(["export", "write-skew", "-o", "-", "--format", "svg", "--part", "3"])
      #expect(none.status == .code(2))
      #expect(none.errors == "isolab: write-skew has 2 parts\n")
    }

    @Test func whatIsNamedHasTheLastWord() throws {
      for (name, form, start, told) in [
        ("graph.svg", "svg-graph", "<svg ", "the serialization graph"),
        ("x.svg", "html", "<!DOCTYPE html>", "a page to step through"),
      ] {
        let run = try isolab(["export", "write-skew", "-o", name, "--format", form], in: scratch)
        #expect(run.output.hasPrefix("\(name): \(told)"))
        #expect(try text(name).hasPrefix(start))
      }
    }

    @Test func aLessonThatFailsIsNotExported() throws {
      let run = try isolab(
        ["export", "-", "-o", "a.svg"], input: "BEGIN\nPUT x value(y) + 1\n", in: scratch)
      #expect(run.status == .code(1))
      #expect(run.errors.hasPrefix("-:2:1: error: "))
      #expect(!FileManager.default.fileExists(atPath: "\(scratch.path)/a.svg"))
    }

    @Test func aHandOutHoldsNoAnswers() throws {
      let run = try isolab(["export", "write-skew", "--blank", "-o", "a.md"], in: scratch)
      #expect(run.output == "a.md: the lesson without its answers\n")
      #expect(try !text("a.md").contains("ANOMALY"))
      #expect(try isolab(["run", "a.md"], in: scratch).output.contains("ANOMALY write-skew"))
    }

    @Test func aHandOutCanBeAPage() throws {
      let run = try isolab(["export", "write-skew", "--blank", "-o", "a.html"], in: scratch)
      #expect(run.output == "a.html: the lesson without its answers\n")
      let page = try text("a.html")
      #expect(page.hasPrefix("<!DOCTYPE html>"))
      #expect(page.contains("<li>aborted</li>") && !page.contains("ABORTED"))
      let other = try isolab(["export", "write-skew", "--blank", "-o", "a.svg"], in: scratch)
      #expect(other.status == .code(2))
      #expect(other.errors.contains("--blank writes a handout"))
    }

    @Test func theCourseIsWholeAndItsLinksLeadSomewhere() throws {
      let run = try isolab(["export", "--all", "-o", "site/"], in: scratch)
      #expect(run.status == .code(0))
      let lessons = try isolab(["lessons"]).output.split(separator: "\n")
        .map { "\($0.prefix { $0 != " " }).html" }
      let files = try FileManager.default.contentsOfDirectory(atPath: "\(scratch.path)/site")
      // The other files are the pages of the map's cells, such as increment-si.html.
      #expect(Set(files).isSuperset(of: lessons + ["index.html", "increment-si.html"]))
      var linked: Set<String> = []
      for file in files {
        let links = try text("site/\(file)").split(separator: "<a href=\"").dropFirst()
          .map { String($0.prefix { $0 != "\"" }) }
        let pages = links.map { String($0.prefix { !"?#".contains($0) }) }
        for (link, page) in zip(links, pages) where !link.hasPrefix("https://") {
          #expect(files.contains(page), "\(file): \(link)")
        }
        if file == "index.html" { linked = Set(pages) }
      }
      // Beside the page of a cell is the cell's own lesson, in a file that nothing links to.
      #expect(linked == Set(files.filter { $0.hasSuffix(".html") }).subtracting(["index.html"]))
      #expect(files.contains("increment-si.md"))
      #expect(try text("site/index.html").contains("href=\"write-skew.html?mode=ssi#10\""))
      #expect(try text("site/pivot.html").contains(#"href="one-arrow.html" rel="prev""#))
      #expect(try isolab(["export", "--all", "-o", "site"], in: scratch).status == .code(2))
    }
  }
}
