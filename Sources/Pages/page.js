"use strict";

// Makes a lesson step: `root` is an element of the class "lesson".
//
// It has no data of its own: each piece of the lesson names the frames in which it is there, and
// this function hides the others. It returns an object with the frame at hand (`step`), its mode
// and run, and ways to move; `root` gets an event "step" after each move. All listeners go when
// `stop` is called, or as soon as the root is no longer in the document.
function lesson(root, { step = 0, mode = root.dataset.mode } = {}) {
  const quit = new AbortController();
  const find = (selector, within = root) => within.querySelector(selector);
  const all = (selector, within = root) => [...within.querySelectorAll(selector)];
  const on = (target, type, act) => target.addEventListener(type, act, { signal: quit.signal });

  const frames = all(".frames > li");
  const end = frames.length - 1;
  const runs = new Map(all(".run").map((run) => [run.dataset.mode, run]));
  const modes = [...runs.keys()];
  const story = find(".story"), reason = find(".reason"), caption = find(".caption");
  const slider = find("input[type=range]");
  // The names of the frames in links, in each mode; a frame of several steps has several names.
  const names = new Map(modes.map((name) => [
    name, runs.get(name).dataset.anchors.split(" ").map((list) => list.split(","))]));
  const tagged = all("[data-modes]");
  const pieces = new Map([story, ...runs.values()].map((part) => [part, piecesOf(part)]));
  // What was chosen at a question, by mode and frame.
  const guesses = new Map();
  const isHiding = "hiding" in root.dataset;

  let at = Math.min(Math.max(step, 0), end);
  let beside = null;
  let timer = 0;
  // Both timelines, while there are two modes.
  let together = null;
  // What is framed because the step reads it, with the names of classes to take away again.
  const sights = [];

  if (!runs.has(mode)) mode = modes[0];

  function piecesOf(part) {
    return all("[data-from]", part).map((piece) => ({
      piece, from: Number(piece.dataset.from), to: Number(piece.dataset.to ?? Infinity),
    }));
  }

  // Shows the pieces of a frame, and lights those that are new in it.
  function settle(list, frame) {
    for (const { piece, from, to } of list) {
      const isNow = from <= frame && frame < to;
      piece.classList.toggle("now", isNow);
      piece.classList.toggle("lit", isNow && from === frame);
      piece.classList.toggle("past", from <= frame);
    }
  }

  // The name of a mode as people write it.
  const full = (name) => runs.get(name).ariaLabel.slice(3);
  const isQuestion = (frame) => "question" in frames[frame].dataset;
  const shownModes = () => (beside ? [mode, beside] : [mode]);
  const row = (name, frame) => find('.steps tr[data-frame="' + frame + '"]', runs.get(name));
  const answer = (name, frame) => {
    const cell = row(name, frame)?.querySelector(".answer");
    return cell ? [...cell.children].map((line) => line.textContent).join("\n") : "";
  };

  // "step 5" or, in the second part, "part 2, step 5"; a command that takes no step comes after one.
  function whereabouts() {
    const [, , part, number, letter] = name().match(/^((\d+)\.)?(\d+)([a-z]*)$/);
    const prefix = part ? "part " + part + ", " : "";
    return prefix + (number === "0" ? "start" : (letter ? "after step " : "step ") + number);
  }

  function make(kind, className, text = "") {
    const element = document.createElement(kind);
    if (className) element.className = className;
    element.textContent = text;
    return element;
  }

  // MARK: The caption

  // The command with the name of its session in the session's color.
  function command(frame) {
    const code = make("code", "command");
    const { textContent: text, dataset: { seat } } = frames[frame];
    const colon = seat ? text.indexOf(": ") : -1;
    const [verb] = text.slice(colon < 0 ? 0 : colon + 2).split(" ", 1);
    if (colon >= 0) code.append(make("b", "s" + seat, text.slice(0, colon)), ": ");
    code.append(make("b", "", verb), text.slice((colon < 0 ? 0 : colon + 2) + verb.length));
    return code;
  }

  function tell() {
    const told = shownModes().filter((name) => row(name, at));
    caption.replaceChildren(make("span", "place", whereabouts()));
    reason.replaceChildren();
    if (told.length === 0) {
      caption.append(make("p", "faint", isQuestion(at)
        ? "What do you predict" + (beside ? " in " + full(mode) : "") + "? Choose an answer, or press Reveal."
        : at === end ? "This is the end."
        : (find(".passage.now") ? "Read this, then press" : "Press") + " Space or Next."));
      return;
    }
    caption.append(command(at));
    const copies = (selector, name) => all(selector, row(name, at)).map((line) => line.cloneNode(true));
    const isSame = told.length === 2 && answer(mode, at) === answer(beside, at);
    for (const name of told) {
      const box = make("div", "answers");
      if (beside) box.append(make("b", "", isSame ? "both" : full(name)));
      box.append(...copies(".answer > *", name));
      if (!isSame || name === mode) caption.append(box);
      const reasons = copies(".explanation > details > :not(summary)", name);
      if (reasons.length === 0) continue;
      reason.append(make("h2", "", beside ? "Why in " + full(name) : "Why"), ...reasons);
    }
  }

  // MARK: Predictions

  function tellVerdicts() {
    for (const group of all(".choices")) {
      const frame = Number(group.dataset.frame);
      const guess = guesses.get(mode + " " + frame);
      const verdict = group.nextElementSibling;
      group.dataset.mode = beside ? "In " + full(mode) + ":" : "";
      verdict.hidden = true;
      verdict.textContent = "";
      for (const [index, button] of [...group.children].entries()) {
        const isChosen = guess?.index === index;
        const [, decided, isRight] = button.dataset.verdicts.split(" ").map((text) => text.split(":"))
          .find(([name]) => name === mode) ?? [];
        const isKnown = guess && decided <= at;
        button.setAttribute("aria-pressed", isChosen);
        button.classList.toggle("right", Boolean(isKnown && isRight === "right"));
        button.classList.toggle("wrong", Boolean(isKnown && isChosen && isRight === "wrong"));
        if (!isKnown || !isChosen) continue;
        guess.isRight = isRight === "right";
        verdict.hidden = false;
        const told = answer(mode, Number(decided)).replaceAll("\n", ", ");
        verdict.textContent = (guess.isRight ? "Right. " : "Wrong. ")
          + (beside ? "In " + full(mode) + ", " : "") + frames[decided].textContent + " answers " + told;
      }
    }
    const decided = [...guesses.values()].filter((guess) => "isRight" in guess);
    const right = decided.filter((guess) => guess.isRight).length;
    find(".score").hidden = decided.length === 0;
    find(".score").textContent = right + " of " + decided.length + " right";
  }

  for (const group of all(".choices")) {
    for (const [index, button] of [...group.children].entries()) {
      on(button, "click", () => {
        const frame = Number(group.dataset.frame);
        if ("isRight" in (guesses.get(mode + " " + frame) ?? {})) return;
        guesses.set(mode + " " + frame, { index });
        if (!go(frame + 1)) show();
      });
    }
  }

  // MARK: What is seen

  const firstDifference = () => beside === null
    ? -1 : frames.findIndex((_, frame) => answer(mode, frame) !== answer(beside, frame));

  function show() {
    const different = firstDifference();
    root.dataset.mode = mode;
    root.classList.toggle("two", beside !== null);
    root.classList.toggle("reads", frames[at].dataset.line === undefined);
    settle(pieces.get(story), at);
    together?.remove();
    together = beside && bothTimelines(different);
    if (together) find(".stage").append(together);
    for (const [name, run] of runs) {
      run.classList.toggle("now", name === mode);
      run.classList.toggle("beside", name === beside);
      if (name === mode || name === beside) settle(pieces.get(run), at);
    }
    root.classList.toggle("untouched", beside === null && !find(".timeline > .now g.row.now", runs.get(mode)));
    for (const text of tagged) {
      text.classList.toggle("now", text.dataset.modes.split(" ").includes(mode));
    }
    for (const button of all(".modes [data-mode]")) {
      button.setAttribute("aria-pressed", shownModes().includes(button.dataset.mode));
    }
    find(".compare").setAttribute("aria-pressed", beside !== null);
    find(".fold").hidden = all(".passage.past").length < 2;
    tell();
    tellVerdicts();
    slider.value = at;
    slider.setAttribute("aria-valuetext", whereabouts() + ", " + frames[at].textContent);
    find(".says").textContent = isQuestion(at) ? "Reveal" : "Next";
    for (const button of all(".first, .back")) button.setAttribute("aria-disabled", at === 0);
    for (const button of all(".next, .last")) button.setAttribute("aria-disabled", at === end);
    fit();
  }

  // Draws the pictures so large that their text has at least 13 pixels, and no larger than needed.
  function fit() {
    if (matchMedia("print").matches) return;
    const unit = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
    const [least, most] = [13 / 15 * unit, 18 / 15 * unit];
    for (const box of all(":is(.run.now, .run.beside, .together) :is(.timeline, .graph)")) {
      const room = box.clientWidth;
      if (room === 0) continue;
      const width = (svg) => Number(svg.getAttribute("width"));
      const wide = all(".now > .wide > svg", box).some((svg) => width(svg) * least > room);
      box.classList.toggle("is-narrow", wide);
      for (const svg of all("svg:not(.sign)", box)) {
        const scale = Math.min(Math.max(room / width(svg), least), most);
        svg.style.width = width(svg) * scale + "px";
        svg.style.height = cropped(svg) * scale + "px";
      }
    }
    for (const lanes of all(together ? ".together" : ".run.now .lanes")) follow(lanes);
    const passage = find(".passage.now");
    if (passage && Number(passage.dataset.from) === at) story.scrollTop = passage.offsetTop - story.offsetTop;
    tellSights();
  }

  // A timeline is as high as the rows that are there, less those that it leaves out; returns that.
  function cropped(svg) {
    const rows = all("g.row", svg);
    const isAhead = root.classList.contains("ahead");
    const last = isAhead ? rows.at(-1) : rows.findLast((row) => row.classList.contains("now"));
    const band = last && find(".band", last);
    const height = rows.length === 0 || last === rows.at(-1) ? size(svg, "height")
      : band ? size(band, "y") + size(band, "height") + 4
      : size(find(".heading rect", svg), "height") + 8;
    const { top = 0, bottom = height } = svg.dataset;
    const shown = Math.min(height, bottom) - top;
    svg.setAttribute("viewBox", "0 " + top + " " + size(svg, "width") + " " + shown);
    return shown;
  }

  // Moves the timeline under its heading so that the step at hand can be seen.
  function follow(lanes) {
    // Not the one that ends before the step, where two modes differ.
    const picture = all(".timeline > .now svg:has(.heading)", lanes)
      .find((svg) => svg.clientWidth > 0 && svg.dataset.bottom === undefined);
    const lit = picture && all("g.said.now", picture).at(-1);
    if (lit) {
      const [view, place] = [lanes.getBoundingClientRect(), lit.getBoundingClientRect()];
      const top = view.top + cover(lanes) + find(".heading", picture).getBoundingClientRect().height;
      if (place.bottom > view.bottom - 16) lanes.scrollTop += place.bottom - view.bottom + 16;
      else if (place.top < top) lanes.scrollTop += place.top - top - 16;
      const said = find(".s1, .s2, .s3, .s4", lit) ?? lit.lastElementChild;
      const text = said.getBoundingClientRect();
      // With room for the answer beside the command.
      if (text.right > view.right - 90) lanes.scrollLeft += text.right - view.right + 90;
      else if (text.left < view.left + 8) lanes.scrollLeft += text.left - view.left - 40;
    } else {
      lanes.scrollTop = 0;
    }
    hold(lanes);
  }

  // How much the name of the mode covers, which is there with two modes.
  const cover = (lanes) => Math.max(0, all("h2", lanes).at(-1).offsetHeight - 2);

  // Keeps the names of the lanes at the top.
  function hold(lanes) {
    const top = lanes.getBoundingClientRect().top + cover(lanes);
    for (const svg of all(".timeline > .now svg:has(.heading)", lanes).filter((one) => one.clientWidth > 0)) {
      const hidden = top - svg.getBoundingClientRect().top;
      const scale = Number(svg.getAttribute("width")) / svg.clientWidth;
      find(".heading", svg).setAttribute("transform",
        "translate(0 " + (Number(svg.dataset.top ?? 0) + Math.max(0, hidden * scale)) + ")");
    }
  }

  // MARK: Two modes

  // Both timelines: rows with the same answers are there once, and from the first row that one of
  // the modes answers in another way, the timelines stand side by side.
  function bothTimelines(different) {
    const figures = shownModes().map((name) => {
      const figure = find(".timeline", runs.get(name)).cloneNode(true);
      figure.dataset.of = name;
      settle(piecesOf(figure), at);
      return figure;
    });
    const rows = all(".now > .wide g.row.now", figures[0]).map((row) => Number(row.dataset.from));
    const split = different < 0 ? undefined : rows.find((from) => from >= different);
    const box = make("div", "together");
    const label = "Timelines in " + shownModes().map(full).join(" and ");
    for (const [name, value] of Object.entries({ tabindex: 0, role: "region", "aria-label": label })) {
      box.setAttribute(name, value);
    }
    if (split === undefined || split > rows[0]) {
      box.append(column("In both modes", sharedTimeline(...figures, split)));
    }
    if (split !== undefined) {
      const apart = make("div", "apart");
      for (const [index, figure] of figures.entries()) {
        for (const svg of pictures(figure)) {
          rowFrom(svg, split)?.classList.add("differs");
          svg.dataset.top = edge(svg, split) - size(find(".heading rect", svg), "height");
        }
        apart.append(column("In " + full(shownModes()[index]), figure));
      }
      box.append(apart);
    }
    box.onscroll = () => hold(box);
    return box;
  }

  function column(title, figure) {
    const part = make("div");
    part.append(make("h2", "", title), figure);
    return part;
  }

  const pictures = (figure) => all(".now > :is(.wide, .narrow) > svg", figure);
  const size = (element, name) => Number(element.getAttribute(name));
  // The row of a frame, or the next one; and where it begins.
  const rowFrom = (svg, frame) => all("g.row", svg).find((row) => row.dataset.from >= frame);
  const edge = (svg, frame) => {
    const row = rowFrom(svg, frame);
    return row ? size(find(".band", row), "y") : size(svg, "height");
  };

  // The rows before the one that differs. The numbers of states are left out where only one mode
  // has them.
  function sharedTimeline(one, other, split) {
    const shared = one.cloneNode(true);
    delete shared.dataset.of;
    const texts = (svg, frame) => all('g.said[data-from="' + frame + '"] text', svg);
    const others = pictures(other);
    for (const [index, svg] of pictures(shared).entries()) {
      if (split !== undefined) svg.dataset.bottom = edge(svg, split);
      for (const frame of new Set(all("g.said.now", svg).map((said) => said.dataset.from))) {
        const known = others[index] ? texts(others[index], frame).map((text) => text.textContent) : [];
        for (const text of texts(svg, frame).filter((one) => !known.includes(one.textContent))) {
          text.textContent = text.textContent.replace(/(, )?state \d+$/, "");
        }
      }
    }
    return shared;
  }

  // MARK: What a read saw

  // Frames each version that was read at this step and the command that read it, and draws a line
  // from one to the other where they stand beside each other.
  function tellSights() {
    for (const [element, ...names] of sights.splice(0)) element.classList.remove(...names);
    for (const old of all(".sight")) old.remove();
    for (const name of shownModes()) {
      for (const sight of (row(name, at)?.dataset.seen ?? "").split(" ").filter((text) => text)) {
        tellSight(runs.get(name), sight.split(":"));
      }
    }
  }

  function tellSight(run, [lane, version, key, cells]) {
    const shown = (name) => all("." + name + " .now tbody tr.now", run);
    const seat = find(".stored > .now thead tr.now", run)?.children[Number(lane) + 2]?.className;
    const line = shown("stored")[key];
    const found = cells ? cells.split(",").map((cell) => line?.children[cell]) : [];
    if (version) found.push(...shown("versions")[version]?.children ?? []);
    for (const cell of found.filter((one) => one && seat)) {
      cell.classList.add("seen", seat);
      sights.push([cell, "seen", seat]);
    }
    const own = ".timeline:not([data-of]), [data-of=" + JSON.stringify(run.dataset.mode) + "]";
    const reader = all(own, together ?? run).map((part) => readerIn(part, Number(lane))).find(Boolean);
    if (!reader || !seat) return;
    const frame = draw("rect", "sight " + seat + "-line", {
      x: reader.x - 4, y: reader.y - 2, width: reader.width + 8, height: reader.height + 4, rx: 4,
    });
    reader.svg.insertBefore(frame, find(".heading", reader.svg));
    if (cells && !together) connect(frame, line, run, seat);
  }

  // The box of the command that a lane gave at this step, if it gave just one.
  function readerIn(part, lane) {
    for (const svg of pictures(part).filter((one) => one.clientWidth > 0)) {
      const starts = all(".heading :is(.s1, .s2, .s3, .s4)", svg)
        .filter((name) => name.matches("text")).map((name) => size(name, "x"));
      const isOwn = (text) => size(text, "x") >= starts[lane] - 2
        && size(text, "x") < (starts[lane + 1] ?? Infinity) - 2;
      const said = all("g.said.lit", svg).map((group) =>
        all("text:not(.rim, .alarm)", group).filter(isOwn)).filter((texts) => texts.length > 0);
      if (said.length !== 1) continue;
      const boxes = said[0].map((text) => text.getBBox());
      const [x, y] = ["x", "y"].map((name) => Math.min(...boxes.map((box) => box[name])));
      const width = Math.max(...boxes.map((box) => box.x + box.width)) - x;
      const height = Math.max(...boxes.map((box) => box.y + box.height)) - y;
      return { svg, x, y, width, height };
    }
    return null;
  }

  function draw(kind, className, attributes) {
    const element = document.createElementNS(find("svg").namespaceURI, kind);
    element.setAttribute("class", className);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  }

  // A line from a command to the row of the data that it read; it turns between the columns.
  function connect(frame, row, run, seat) {
    const stage = find(".stage").getBoundingClientRect();
    const [from, to] = [frame, row].map((element) => element.getBoundingClientRect());
    const [lanes, data] = [".lanes", ".data"].map((part) => find(part, run).getBoundingClientRect());
    const isSeen = (box, view) => box.top >= view.top && box.bottom <= view.bottom;
    if (data.left < lanes.right - 1 || !isSeen(from, lanes) || !isSeen(to, data)) return;
    const [x, y] = [from.right - stage.left, (from.top + from.bottom) / 2 - stage.top];
    const [turn, end] = [data.left - stage.left + 4, (to.top + to.bottom) / 2 - stage.top];
    const lines = draw("svg", "sight sights", { "aria-hidden": "true" });
    const tip = to.left - stage.left - 5;
    const path = "M" + x + " " + y + "H" + turn + "V" + end + "H" + tip;
    lines.append(
      draw("path", seat + "-line", { d: path }),
      draw("circle", seat + "-fill", { cx: tip, cy: end, r: 3 }));
    find(".stage").append(lines);
  }

  // MARK: Moving

  function changed() {
    show();
    root.dispatchEvent(new CustomEvent("step", { bubbles: true, detail: { step: at, mode } }));
  }

  // Returns whether there was anywhere to go.
  function go(to) {
    const target = Math.min(Math.max(to, 0), end);
    if (target === at) return false;
    at = target;
    changed();
    return true;
  }

  // Shows a mode; with two, it replaces the second one, and choosing that again swaps them.
  function choose(name) {
    if (!runs.has(name) || name === mode) return;
    if (beside === name) [mode, beside] = [beside, mode];
    else if (beside) beside = name;
    else mode = name;
    changed();
  }

  // Two modes, the second of which answers something in another way, if there is one.
  function compare() {
    const others = modes.filter((name) => name !== mode);
    const differs = (name) => frames.some((_, frame) => answer(name, frame) !== answer(mode, frame));
    beside = beside ? null : others.find(differs) ?? others[0] ?? null;
    changed();
  }

  // Goes on by itself, up to a question or the end.
  function play(isOn = timer === 0) {
    clearInterval(timer);
    timer = isOn ? setInterval(() => {
      if (!root.isConnected || !go(at + 1) || isQuestion(at) || at === end) play(false);
    }, 2000) : 0;
    find(".play").setAttribute("aria-pressed", isOn);
  }

  function open(panel, isOpen = !root.classList.contains("with-" + panel)) {
    root.classList.toggle("with-" + panel, isOpen);
    find(".shows-" + panel).setAttribute("aria-pressed", isOpen);
    fit();
  }

  // Shows the commands to come too, without their answers.
  function lookAhead() {
    find(".shows-ahead").setAttribute("aria-pressed", root.classList.toggle("ahead"));
    fit();
  }

  const name = () => names.get(mode)[at][0];

  // MARK: Printing

  // A slide for each question and key step, with the picture as it is there.
  function slides() {
    const box = make("div", "slides");
    const run = runs.get(mode);
    for (const frame of frames.keys()) {
      const isKey = row(mode, frame)?.dataset.key !== undefined;
      if (!isQuestion(frame) && !isKey) continue;
      const slide = make("section", "slide");
      slide.append(make("h2", "", find("h1").textContent), make("p", "faint", "In " + run.ariaLabel.slice(3)));
      const picture = find(".timeline", run).cloneNode(true);
      settle(piecesOf(picture), frame);
      for (const svg of all("svg:not(.sign)", picture)) {
        svg.removeAttribute("style");
        find(".heading", svg)?.removeAttribute("transform");
        cropped(svg);
      }
      slide.append(picture);
      if (isQuestion(frame)) {
        slide.append(find('.passage[data-from="' + frame + '"] .predict').cloneNode(true));
      } else {
        const said = make("p", "caption");
        said.append(command(frame), make("span", "", answer(mode, frame).replaceAll("\n", "  ")));
        slide.append(said);
      }
      box.append(slide);
    }
    return box;
  }

  // Paper shows the pictures as they are at the end.
  function whole() {
    for (const svg of all(".run svg:not(.sign)")) {
      svg.removeAttribute("style");
      svg.setAttribute("viewBox", "0 0 " + svg.getAttribute("width") + " " + svg.getAttribute("height"));
      find(".heading", svg)?.removeAttribute("transform");
    }
  }

  function print(kind) {
    document.documentElement.dataset.print = kind;
    const extra = kind === "slides" ? slides() : null;
    if (extra) root.append(extra);
    window.print();
    extra?.remove();
    delete document.documentElement.dataset.print;
  }

  // MARK: Keys, buttons, and fingers

  function keyed(event) {
    if (!root.isConnected) return quit.abort();
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    const { target, key } = event;
    if (target.isContentEditable || target.matches?.("textarea, select, input:not([type=range])")) return;
    if (event.shiftKey && key !== " ") return;
    if (key === " " && target.matches?.("button, summary")) return;
    if (target === slider && /^(Arrow|Page|Home|End)/.test(key)) return;
    const ways = {
      " ": event.shiftKey ? at - 1 : at + 1, ArrowRight: at + 1, PageDown: at + 1,
      ArrowLeft: at - 1, PageUp: at - 1, Home: 0, End: end,
    };
    const acts = {
      w: () => open("why"), d: () => open("data"), p: () => play(), c: compare, a: lookAhead,
    };
    let isUsed = true;
    if (key in ways) {
      play(false);
      isUsed = go(ways[key]);
    } else if (modes[key - 1]) choose(modes[key - 1]);
    else if (key in acts && (key !== "c" || modes.length > 1)) acts[key]();
    else if (key === "Escape") for (const panel of all(".live details[open]")) panel.open = false;
    else isUsed = false;
    // At the ends, the keys are left to the page around this one.
    if (isUsed) event.preventDefault();
  }

  // A swipe steps, except where it scrolls.
  let start = null;
  on(root, "touchstart", ({ touches: [finger], touches, target }) => {
    const scrolls = (box) => box && box !== root
      && (box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).overflowX !== "visible"
        || scrolls(box.parentElement));
    start = touches.length === 1 && target !== slider && !scrolls(target.closest("div, article"))
      ? finger : null;
  });
  // Otherwise a browser may take it for a way back to the page before.
  on(root, "touchmove", (event) => {
    const [finger] = event.touches;
    if (start && event.cancelable
      && Math.abs(finger.clientX - start.clientX) > Math.abs(finger.clientY - start.clientY)) {
      event.preventDefault();
    }
  });
  on(root, "touchend", ({ changedTouches: [finger] }) => {
    if (!start) return;
    const [x, y] = [finger.clientX - start.clientX, finger.clientY - start.clientY];
    if (Math.abs(x) > 48 && Math.abs(x) > 2 * Math.abs(y)) go(at + (x < 0 ? 1 : -1));
    start = null;
  });

  const moves = { first: () => 0, back: () => at - 1, next: () => at + 1, last: () => end };
  for (const [way, target] of Object.entries(moves)) {
    on(find("." + way), "click", () => {
      play(false);
      go(target());
    });
  }
  on(slider, "input", () => go(Number(slider.value)));
  on(find(".play"), "click", () => play());
  on(find(".compare"), "click", compare);
  on(find(".shows-data"), "click", () => open("data"));
  on(find(".shows-why"), "click", () => open("why"));
  on(find(".shows-ahead"), "click", lookAhead);
  on(find(".fold"), "click", () => {
    find(".fold").setAttribute("aria-pressed", root.classList.toggle("unfolded"));
    find(".passage.now")?.scrollIntoView({ block: "nearest" });
  });
  for (const button of all(".modes [data-mode]")) {
    on(button, "click", () => choose(button.dataset.mode));
  }
  for (const button of all("[data-print]")) {
    on(button, "click", () => {
      find("details.print").open = false;
      print(button.dataset.print);
    });
  }
  // A button that is clicked does not take the keys away from the lesson.
  on(root, "mousedown", (event) => {
    if (event.target.closest("button")) event.preventDefault();
  });
  on(document, "keydown", keyed);
  on(window, "beforeprint", whole);
  on(window, "afterprint", fit);
  for (const lanes of all(".lanes, .data")) {
    on(lanes, "scroll", () => {
      if (lanes.matches(".lanes")) hold(lanes);
      tellSights();
    });
  }
  const watcher = new ResizeObserver(() => (root.isConnected ? fit() : quit.abort()));
  watcher.observe(root);
  quit.signal.addEventListener("abort", () => {
    watcher.disconnect();
    clearInterval(timer);
  });

  // The table of all steps would give the answers away.
  for (const steps of all(".steps")) steps.open = false;
  for (const part of all(".modes, .foot, .choices, .reason")) part.hidden = false;
  root.classList.add("live");
  open("why", !isHiding && root.clientWidth > 700);
  show();

  return {
    go, choose, name,
    // The frame that has this name in links; -1 if there is none.
    find: (wanted) => names.get(mode).findIndex((list) => list.includes(wanted)),
    stop: () => quit.abort(),
    get step() { return at; },
    get mode() { return mode; },
    get run() { return runs.get(mode); },
  };
}

// A page of its own: the address names the step and the mode.
{
  const root = document.querySelector("main > .lesson");
  if (root) {
    const query = new URLSearchParams(location.search);
    document.documentElement.classList.toggle("embed", query.has("embed"));
    const player = lesson(root, { mode: query.get("mode") ?? undefined });
    const first = player.mode;
    const follow = () => player.go(player.find(location.hash.slice(1)));
    let timer = 0;
    follow();
    window.addEventListener("hashchange", follow);
    // Browsers object if the address changes as fast as a slider moves.
    root.addEventListener("step", () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (player.mode !== first || query.has("mode")) query.set("mode", player.mode);
        const asked = query.toString().replaceAll(/=(?=&|$)/g, "");
        try {
          history.replaceState(null, "", (asked && "?" + asked) + "#" + player.name());
        } catch (error) {
          // A page in a sandbox may not change its address.
        }
      }, 100);
    });
  }
}

// An arrow lights the two commands that it connects, and says what they did.
function light(arrow, isLit) {
  const picture = arrow.ownerSVGElement;
  for (const end of arrow.dataset.ends.split(" ")) {
    picture.querySelector('[data-cell="' + end + '"]').classList.toggle("lit", isLit);
  }
  const words = picture.parentElement.querySelector(".arrow-words");
  if (words) words.textContent = isLit ? arrow.getAttribute("aria-label") : "";
}
for (const [type, isLit] of [
  ["pointerover", true], ["focusin", true], ["pointerout", false], ["focusout", false],
]) {
  document.addEventListener(type, (event) => {
    const arrow = event.target.closest(".arrow");
    if (arrow) light(arrow, isLit);
  });
}

// How far each lesson of the course was read is kept in this browser only, if it keeps anything.
function known(name) {
  try {
    return JSON.parse(localStorage.getItem("isolab " + name));
  } catch (error) {
    return null;
  }
}

// Shows on the cards of the course how far each lesson was read.
function tellProgress() {
  for (const card of document.querySelectorAll("[data-lesson]")) {
    const { far, of } = known(card.dataset.lesson) ?? {};
    if (!far) continue;
    card.classList.add(far >= of ? "done" : "begun");
    card.querySelector(".progress").textContent = far >= of
      ? "\u2713 read" : Math.round(100 * far / of) + "% read";
  }
}

{
  document.addEventListener("step", (event) => {
    const { step } = event.detail;
    const { name } = event.target.dataset;
    const of = event.target.querySelectorAll(".frames > li").length;
    const far = Math.max(step + 1, known(name)?.far ?? 0);
    if (step === 0 || !event.target.querySelector(".course-links")) return;
    try {
      localStorage.setItem("isolab " + name, JSON.stringify({ far, of }));
    } catch (error) {
      // A page in a sandbox keeps nothing.
    }
  });
  tellProgress();
}
