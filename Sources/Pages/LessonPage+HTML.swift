import Layout

/// The files that are made of a lesson's page.
///
/// Everything in them is plain HTML, and can be read and printed as it is. The script only hides
/// what belongs to other frames and other modes, so it needs no data of its own.
extension LessonPage {
  /// The page to step through.
  package var html: String {
    let paper = sheet.map { sheet in
      Markup.element("article", ["class": "sheet", "hidden": ""], asked(sheet))
    }
    return PageFrame.page(
      titled: title,
      [.element("main", [:], .lineBreak, player), .lineBreak, paper ?? Markup(), footer]
    ).source
  }

  /// The question sheet alone, to hand out; nil if the lesson is not from a file.
  package var handOut: String? {
    sheet.map { sheet in
      PageFrame.page(
        titled: title,
        [.element("main", ["class": "sheet"], .lineBreak, asked(sheet)), .lineBreak]
      ).source
    }
  }

  private var footer: Markup {
    .element(
      "footer", [:],
      .element("p", [:], text: "Made by isolab. This page is complete: it needs no network."))
      + .lineBreak
  }
}
