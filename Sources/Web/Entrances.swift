#if hasFeature(Embedded)
  import Language
  import Layout
  import Pages
  import Runs
  import Vocabulary

  // The functions that the page calls. A text that the page passes is UTF-8. A text that is
  // returned follows its length (4 bytes) and lives until the next call.

  private nonisolated(unsafe) var lab = WebLab()
  /// The lesson from which the lab branches off.
  private nonisolated(unsafe) var branched: WebLesson?
  private nonisolated(unsafe) var last: UnsafeMutablePointer<UInt8>?

  private func given(_ text: UnsafePointer<UInt8>, _ count: Int32) -> String {
    String(decoding: UnsafeBufferPointer(start: text, count: Int(count)), as: UTF8.self)
  }

  private func returned(_ text: String) -> UnsafeMutablePointer<UInt8> {
    last?.deallocate()
    var text = text
    let place = text.withUTF8 { bytes in
      let place = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count + 4)
      for index in 0..<4 { place[index] = UInt8(truncatingIfNeeded: bytes.count >> (8 * index)) }
      if let start = bytes.baseAddress { (place + 4).initialize(from: start, count: bytes.count) }
      return place
    }
    last = place
    return place
  }

  /// A fresh lab in the mode of that name, if there is one.
  @_expose(wasm, "lab_new") @_cdecl("lab_new")
  public func labNew(_ text: UnsafePointer<UInt8>, _ count: Int32, _ isInteractive: Int32) {
    lab = WebLab(in: IsolationMode(named: given(text, count)), isInteractive: isInteractive != 0)
  }

  /// Runs a line.
  @_expose(wasm, "lab_enter") @_cdecl("lab_enter")
  public func labEnter(
    _ text: UnsafePointer<UInt8>, _ count: Int32, _ columns: Int32
  ) -> UnsafeMutablePointer<UInt8> {
    returned(lab.enter(given(text, count), columns: Int(columns)).text)
  }

  /// Plays a file: its name, a line break, its text.
  @_expose(wasm, "lab_open") @_cdecl("lab_open")
  public func labOpen(
    _ text: UnsafePointer<UInt8>, _ count: Int32, _ columns: Int32
  ) -> UnsafeMutablePointer<UInt8> {
    let (name, text) = parted(given(text, count))
    return returned(lab.open(text, named: name, columns: Int(columns)).text)
  }

  /// The prompt of the next line.
  @_expose(wasm, "lab_prompt") @_cdecl("lab_prompt")
  public func labPrompt() -> UnsafeMutablePointer<UInt8> { returned(lab.prompt.text) }

  /// What Tab offers.
  @_expose(wasm, "lab_offer") @_cdecl("lab_offer")
  public func labOffer(
    _ text: UnsafePointer<UInt8>, _ count: Int32
  ) -> UnsafeMutablePointer<UInt8> {
    returned(lab.offer(for: given(text, count)).text)
  }

  /// The page of a lesson: the mode, a line break, its name, a line break, its text.
  @_expose(wasm, "lesson_page") @_cdecl("lesson_page")
  public func lessonPage(
    _ text: UnsafePointer<UInt8>, _ count: Int32
  ) -> UnsafeMutablePointer<UInt8> {
    let (mode, rest) = parted(given(text, count))
    return returned(
      answer(of: rest) { $0.page(first: IsolationMode(named: mode)) }.text)
  }

  /// Puts the lab after a line of a lesson, whose text is given as for its page.
  @_expose(wasm, "lesson_stand") @_cdecl("lesson_stand")
  public func lessonStand(
    _ text: UnsafePointer<UInt8>, _ count: Int32, _ line: Int32
  ) -> UnsafeMutablePointer<UInt8> {
    returned(
      answer(inModeOf: given(text, count)) { lesson, mode in
        branched = lesson
        lab = lesson.lab(after: Int(line), in: mode)
        return lab.sessions
      }.text)
  }

  /// The text of a lesson of what was done since then.
  @_expose(wasm, "lesson_branch") @_cdecl("lesson_branch")
  public func lessonBranch() -> UnsafeMutablePointer<UInt8> {
    returned(branched?.branch(lab, "The last commands of this branch were typed here.") ?? "")
  }

  /// The text of a lesson with a line moved before another one; the text as for its page.
  @_expose(wasm, "lesson_moved") @_cdecl("lesson_moved")
  public func lessonMoved(
    _ text: UnsafePointer<UInt8>, _ count: Int32, _ line: Int32, _ other: Int32
  ) -> UnsafeMutablePointer<UInt8> {
    returned(
      answer(inModeOf: given(text, count)) { lesson, mode in
        .text(lesson.moved(Int(line), before: Int(other), in: mode))
      }.text)
  }

  /// The text of a lesson in another order: the places of the lanes, a line break, and the text as
  /// for its page.
  @_expose(wasm, "lesson_reordered") @_cdecl("lesson_reordered")
  public func lessonReordered(
    _ text: UnsafePointer<UInt8>, _ count: Int32, _ part: Int32
  ) -> UnsafeMutablePointer<UInt8> {
    let (order, rest) = parted(given(text, count))
    let lanes = order.split(separator: " ").compactMap { Int($0) }
    return returned(
      answer(inModeOf: rest) { lesson, mode in
        .text(lesson.reordered(lanes, ofPart: Int(part), in: mode))
      }.text)
  }

  /// The text of a built-in lesson; empty if there is none.
  @_expose(wasm, "lesson_text") @_cdecl("lesson_text")
  public func lessonText(
    _ text: UnsafePointer<UInt8>, _ count: Int32
  ) -> UnsafeMutablePointer<UInt8> {
    returned(
      Lesson.text(named: given(text, count)).map { String(decoding: $0, as: UTF8.self) } ?? "")
  }

  /// What every order of a lesson's part leads to, or those of a sample; the text as for its page.
  @_expose(wasm, "lesson_orders") @_cdecl("lesson_orders")
  public func lessonOrders(
    _ text: UnsafePointer<UInt8>, _ count: Int32, _ part: Int32, _ most: Int32, _ sample: Int32
  ) -> UnsafeMutablePointer<UInt8> {
    returned(
      answer(inModeOf: given(text, count)) { lesson, mode in
        lesson.orders(ofPart: Int(part), in: mode, most: Int(most), sample: Int(sample))
      }.text)
  }

  /// How many orders of a lesson's part lead to what; the text as for its page.
  @_expose(wasm, "lesson_counts") @_cdecl("lesson_counts")
  public func lessonCounts(
    _ text: UnsafePointer<UInt8>, _ count: Int32, _ part: Int32
  ) -> UnsafeMutablePointer<UInt8> {
    returned(
      answer(inModeOf: given(text, count)) { lesson, mode in
        lesson.counts(ofPart: Int(part), in: mode)
      }.text)
  }

  /// What `isolab export` writes of a lesson; empty if isolab refuses.
  ///
  /// The text is the form as `--format` names it, the mode, the name of the file, and the text of
  /// the lesson, each after a line break.
  @_expose(wasm, "lesson_export") @_cdecl("lesson_export")
  public func lessonExport(
    _ text: UnsafePointer<UInt8>, _ count: Int32
  ) -> UnsafeMutablePointer<UInt8> {
    let (form, afterForm) = parted(given(text, count))
    let (mode, afterMode) = parted(afterForm)
    let (name, text) = parted(afterMode)
    guard let form = Export(named: form), let lesson = try? WebLesson(text, named: name)
    else { return returned("") }
    return returned(lesson.export(as: form, in: IsolationMode(named: mode)) ?? "")
  }

  /// The text before the first line break, and the text after it.
  private func parted(_ text: String) -> (String, String) {
    let head = text.prefix { $0 != "\n" }
    return (String(head), String(text[head.endIndex...].dropFirst()))
  }

  private func answer(inModeOf text: String, _ ask: (WebLesson, IsolationMode) -> JSON) -> JSON {
    let (name, rest) = parted(text)
    return answer(of: rest) { lesson in
      ask(lesson, IsolationMode(named: name) ?? lesson.standardMode)
    }
  }

  private func answer(of text: String, _ ask: (WebLesson) -> JSON) -> JSON {
    let (name, text) = parted(text)
    do {
      return ask(try WebLesson(text, named: name))
    } catch {
      return .fields(["error": .string(error.diagnostic)])
    }
  }
#endif
