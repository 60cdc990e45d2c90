"""Checks the pages of the lessons in Chromium.

scripts/pages calls it with the browser and a folder that contains site/ and hiding.html.
"""

import base64
import pathlib
import re
import sys

from browser import CONTRAST, Browser

SMALL = """(() => {
  const small = [];
  for (const e of document.querySelectorAll("body *")) {
    const hasText = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    if (!hasText || !e.checkVisibility() || !e.getClientRects().length) continue;
    if (e.closest("title, script, option")) continue;
    const svg = e.closest("svg");
    const scale = svg ? svg.clientWidth / svg.viewBox.baseVal.width : 1;
    const size = parseFloat(getComputedStyle(e).fontSize) * scale;
    if (size < 12.95) small.push(e.textContent.slice(0, 30) + " " + size.toFixed(1));
  }
  return small;
})()"""

# What of the step at hand cannot be seen: its row, the caption, the controls.
UNSEEN = """(() => {
  const inside = (box, view) => box.top >= view.top - 1 && box.bottom <= view.bottom + 1
    && box.left >= view.left - 1 && box.right <= view.right + 1;
  const screen = { top: 0, left: 0, right: innerWidth, bottom: innerHeight };
  const lost = [];
  for (const name of [".caption", ".next", ".back", "input[type=range]", ".modes"]) {
    const box = document.querySelector(name).getBoundingClientRect();
    if (!box.width || !inside(box, screen)) lost.push(name);
  }
  for (const lanes of document.querySelectorAll(".run.now .lanes")) {
    const row = [...lanes.querySelectorAll("g.said.lit")].filter((g) => g.getClientRects().length).at(-1);
    const view = lanes.getBoundingClientRect();
    const box = row?.getBoundingClientRect();
    if (row && (box.bottom > view.bottom || box.bottom < view.top + 30)) lost.push("row");
    const text = row?.querySelector(".s1, .s2, .s3, .s4")?.getBoundingClientRect();
    if (text && (text.left < view.left || text.right > view.right)) lost.push("text");
  }
  const page = document.documentElement;
  if (page.scrollWidth > innerWidth) lost.push("sideways");
  if (page.scrollHeight > innerHeight) lost.push("down");
  return lost.join();
})()"""

VISIBLE = "document.querySelectorAll('.run.now .timeline .wide g.row.now').length"
SLIDER = "document.querySelector('input[type=range]')"
PLACE = SLIDER + ".value * 1"
CAPTION = "document.querySelector('.caption').innerText"
MOVE = "(() => { const s = " + SLIDER + "; s.value = %s; s.dispatchEvent(new Event('input')); })()"
# Waits until the address names the step, which is a moment after it.
SETTLED = """new Promise((done) => {
  const end = Date.now() + 60000;
  const look = () => location.search + location.hash === "%s" || Date.now() > end
    ? done(location.search + location.hash) : setTimeout(look, 20);
  look();
})"""

# Waits for two frames, after which the page has observed its size.
FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


class Checks:
    """The checks. Each failure is printed and counted."""

    def __init__(self, browser, scratch):
        self.browser, self.site = browser, pathlib.Path(scratch) / "site"
        self.hiding = (pathlib.Path(scratch) / "hiding.html").as_uri()
        self.failures = self.checks = 0

    def expect(self, what, found, wanted=True):
        self.checks += 1
        if found != wanted:
            self.failures += 1
            print("FAILED %s: found %r, expected %r" % (what, found, wanted))

    def page(self, name, rest=""):
        return (self.site / (name + ".html")).as_uri() + rest

    def steps(self):
        b = self.browser
        b.open(self.page("write-skew"))
        self.expect("the script is running", b.run("Boolean(document.querySelector('.lesson.live'))"))
        self.expect("one mode is shown", b.run(
            "[...document.querySelectorAll('.run .data')].filter(r => r.checkVisibility()).length"), 1)
        self.expect("answers are hidden at first", b.run(
            "document.querySelector('.run.now .steps').open"), False)
        self.expect("rows are hidden at first", b.run(VISIBLE), 0)
        end = b.run(SLIDER + ".max * 1")

        b.run("window.passed = 0; document.addEventListener('keydown',"
              " (e) => { window.passed += e.defaultPrevented ? 0 : 1; })")
        b.press("ArrowLeft")
        self.expect("at the start, the page passes the key on", b.run("window.passed"), 1)
        for key in ["ArrowRight", " ", "ArrowRight"]:
            b.press(key)
        self.expect("keys step at once", b.run(PLACE), 3)
        self.expect("the page consumes the keys", b.run("window.passed"), 1)
        self.expect("rows appear with the steps", b.run(VISIBLE), 1)
        self.expect("the address follows", b.run(SETTLED % "#1"), "#1")
        b.press("End")
        self.expect("End goes to the end", b.run(PLACE), end)
        b.press("ArrowRight")
        self.expect("at the end, the page passes the key on", b.run("window.passed"), 2)
        b.press("Home")
        self.expect("Home goes to the start", b.run(PLACE), 0)

        b.run("{ const field = document.createElement('input'); field.id = 'field';"
              " document.querySelector('.prompts').hidden = false;"
              " document.querySelector('.prompts').append(field); field.focus(); }")
        for key in [" ", "1", "End", "ArrowRight"]:
            b.press(key)
        self.expect("keys typed into a field stay there", b.run("document.getElementById('field').value"), " 1")
        self.expect("keys typed into a field do not step", b.run(PLACE), 0)
        b.run("document.getElementById('field').remove()")

        b.run(SLIDER + ".focus()")
        b.press("ArrowRight")
        b.press("ArrowRight")
        self.expect("the slider steps by one", b.run(PLACE), 2)
        self.expect("the slider announces its position", b.run(SLIDER + ".getAttribute('aria-valuetext')"),
                    "start, .rule on-call: count(* = on) >= 1")
        for name, wanted in [("next", 3), ("back", 2), ("last", end), ("first", 0)]:
            b.run("document.querySelector('.%s').focus()" % name)
            b.press("Enter")
            self.expect("the button " + name, b.run(PLACE), wanted)
        b.call("Emulation.setTouchEmulationEnabled", enabled=True)
        b.swipe(900, 600, 400)
        self.expect("a swipe to the left steps", b.run(PLACE), 1)
        b.swipe(600, 900, 400)
        self.expect("a swipe to the right steps back", b.run(PLACE), 0)
        b.call("Emulation.setTouchEmulationEnabled", enabled=False)

    def again(self):
        """A player can be replaced by another one, as the page of the lab does after each line."""
        b = self.browser
        b.open(self.page("write-skew"))
        b.run("{ const old = document.querySelector('.lesson'); const root = old.cloneNode(true);"
              " old.replaceWith(root); window.told = [];"
              " root.addEventListener('step', (e) => window.told.push(e.detail.step + e.detail.mode));"
              " window.player = lesson(root, { step: 4 }); }")
        self.expect("it starts where it is told", b.run("player.step"), 4)
        b.press("ArrowRight")
        b.press("1")
        self.expect("only one player hears the keys", b.run("player.step"), 5)
        self.expect("the mode has changed", b.run("player.mode + player.run.dataset.mode"), "rcrc")
        self.expect("each change is an event", b.run("window.told.join()"), "5si,5rc")
        b.run("document.querySelector('.lesson').remove()")
        b.press("ArrowRight")
        self.expect("a player that is gone hears nothing", b.run("player.step"), 5)

    def questions(self):
        b = self.browser
        b.open(self.page("write-skew", "#9a"))
        verdict = "document.querySelector('.passage.now .verdict').innerText"
        score = "document.querySelector('.score').innerText"
        choose = ("[...document.querySelectorAll('.passage.now .choices button')]"
                  ".find(b => b.textContent === '%s').click()")
        self.expect("a question pauses", "What do you predict?" in b.run(CAPTION))
        self.expect("Next is called Reveal", b.run("document.querySelector('.says').textContent"), "Reveal")
        # Hidden parts of pictures count as visible but have no rectangles.
        self.expect("the answer is hidden before Reveal", b.run(
            "[...document.querySelectorAll('main *')].filter(e => e.checkVisibility()"
            " && e.getClientRects().length > 0"
            " && [...e.childNodes].some(n => n.nodeType === 3 && n.data.includes('ANOMALY')))"
            ".length"), 0)
        b.run(choose % "aborted")
        self.expect("the answer is shown after a choice", "ANOMALY write-skew" in b.run(CAPTION))
        self.expect("a wrong choice is answered", b.run(verdict),
                    "Wrong. bob: COMMIT answers ok, ANOMALY write-skew T1 T2, RULE on-call broken")
        self.expect("and counted", b.run(score), "0 of 1 right")
        b.run(choose % "ok")
        self.expect("a choice cannot be taken back", b.run(score), "0 of 1 right")
        b.run("document.querySelector('.modes [data-mode=ssi]').click()")
        self.expect("another mode asks anew", b.run(verdict), "")
        b.press("ArrowLeft")
        b.run(choose % "aborted")
        self.expect("a right choice is counted", b.run(score), "1 of 2 right")
        self.expect("and marked", b.run(
            "document.querySelector('.passage.now .choices .right').textContent"), "aborted")

    def modes(self):
        b = self.browser
        b.open(self.page("write-skew", "?mode=ssi#10"))
        self.expect("a link opens a step in a mode", "ABORTED dangerous" in b.run(CAPTION))
        self.expect("a button says what its mode does", b.run(
            "document.querySelector('.modes [aria-pressed=true]').innerText").split(),
            ["serializable-snapshot", "checks", "pivots"])
        self.expect("the legend explains what has occurred", b.run(
            "[...document.querySelectorAll('.run.now .key li')].filter(e => e.checkVisibility())"
            ".map(e => e.textContent).join()"), "BEGIN,COMMIT,aborted,led to the abort")
        b.open(self.page("write-skew", "?mode=ssi#9a"))
        self.expect("the legend does not answer the question", "abort" in b.run(
            "[...document.querySelectorAll('.run.now .key li')].filter(e => e.checkVisibility())"
            ".map(e => e.textContent).join()"), False)
        b.open(self.page("write-skew", "?mode=ssi#10"))
        b.press("2")
        self.expect("another mode shows the same step", "ANOMALY write-skew" in b.run(CAPTION))
        self.expect("the cycle is drawn", b.run(
            "[...document.querySelectorAll('.run.now .graph div.now text')]"
            ".filter(t => t.textContent.startsWith('* rw') && t.checkVisibility()).length"), 2)
        self.expect("the address names the mode", b.run(
            SETTLED % "?mode=si#10"), "?mode=si#10")
        b.open(self.page("write-skew", "?mode=ssi#13"))
        self.expect("a step inside a RETRY leads there", "RETRY" in b.run(CAPTION))
        b.open(self.page("tombstones", "?mode=rc"))
        shown = (
            "[...document.querySelectorAll('.passage [data-modes]')].map(e => getComputedStyle(e).display"
            " === 'none' ? '' : e.dataset.modes).filter(m => m).join()")
        self.expect("text about the mode alone", b.run(shown), "rc")
        b.run("document.querySelector('.modes [data-mode=wsi]').click()")
        self.expect("and about another one", b.run(shown), "si wsi ssi")
        b.open(self.page("write-skew", "#2.7"))
        self.expect("a link opens a second part", b.run(CAPTION).split("\n")[:2],
                    ["part 2, step 7", "alice: COMMIT"])
        b.open(self.page("write-skew", "?embed#9a"))
        self.expect("an embedded page has no title", b.run(
            "document.querySelector('h1').checkVisibility()"), False)
        self.expect("an embedded page has its question", b.run(
            "document.querySelector('.passage.now .predict').checkVisibility()"))
        b.open(self.hiding + "#10")
        self.expect("the explanation is closed until you ask", b.run(
            "document.querySelector('.reason').checkVisibility()"), False)
        b.run("document.querySelector('.shows-why').click()")
        self.expect("and then it is there", "certain since" in b.run(
            "document.querySelector('.reason').innerText"))

    def beside(self):
        b = self.browser
        b.open(self.page("write-skew", "#10"))
        b.run("document.querySelector('.compare').click()")
        heads = "[...document.querySelectorAll('.together h2')].map(h => h.textContent).join()"
        numbers = ("[...document.querySelectorAll('.together %s svg:has(.heading)')].filter(s => s.clientWidth)"
                   ".flatMap(s => { const top = s.viewBox.baseVal.y, end = top + s.viewBox.baseVal.height;"
                   " return [...s.querySelectorAll('g.said.now > [text-anchor=end]')]"
                   ".filter(t => t.getBBox().y >= top && t.getBBox().y < end).map(t => t.textContent); }).join()")
        lanes = "[...document.querySelectorAll('.together .apart > div')]"
        self.expect("equal rows are shown once", b.run(heads), "In both modes,In snapshot,In write-snapshot")
        self.expect("those before the difference", b.run(numbers % "> :first-child"), "1,2,3,4,5,6,7,8,9")
        self.expect("two timelines begin at the difference", b.run(numbers % ".apart"), "10,10")
        self.expect("they stand side by side", b.run(
            "((a, b) => a.top === b.top && a.right <= b.left)"
            "(..." + lanes + ".map(l => l.getBoundingClientRect()))"))
        self.expect("the first difference is marked", b.run(
            "[...document.querySelectorAll('.differs .band')].filter(r => r.getClientRects().length)"
            ".map(r => getComputedStyle(r).strokeDasharray).join()"), "6px, 4px,6px, 4px")
        b.press("ArrowLeft")
        b.press("ArrowLeft")
        self.expect("before it there is one timeline", b.run(heads), "In both modes")
        self.expect("the answer of both is told once", "both\nok" in b.run(CAPTION))
        b.press("ArrowRight")
        self.expect("a question says which mode it is about", [
            "predict in snapshot?" in b.run(CAPTION), b.run(
                "getComputedStyle(document.querySelector('.passage.now .choices'), '::before').content")],
            [True, '"In snapshot:"'])
        b.press("ArrowRight")
        self.expect("both answers are told", [
            word in b.run(CAPTION) for word in ["ANOMALY write-skew", "ABORTED overwritten-read"]],
            [True, True])
        b.run("document.querySelector('.modes [data-mode=ssi]').click()")
        self.expect("a mode takes the place of the second", "dangerous-structure" in b.run(CAPTION))
        b.run("document.querySelector('.compare').click()")
        self.expect("one mode again", b.run("document.querySelectorAll('.together').length"), 0)

    def reads(self):
        """A read lights what it saw, and the commands to come can be shown."""
        b = self.browser
        b.open(self.page("write-skew", "#4"))
        self.expect("what was read is framed", b.run(
            "[...document.querySelectorAll('.stored .seen')].filter(c => c.checkVisibility())"
            ".map(c => c.parentElement.children[0].textContent + c.cellIndex).join()"),
            "bob_status1,bob_status2")
        self.expect("its version is framed", b.run(
            "document.querySelectorAll('.run.now .versions tr.now:has(.seen)').length"), 1)
        ends = ("(() => { const f = document.querySelector('rect.sight').getBoundingClientRect();"
                " const r = document.querySelector('.stored .seen').parentElement.getBoundingClientRect();"
                " const l = document.querySelector('.sights path').getBoundingClientRect();"
                " return Math.abs(l.left - f.right) < 2 && l.right <= r.left && r.left - l.right < 8; })()")
        self.expect("a line leads from the command to it", b.run(FRAMES + ".then(() => %s)" % ends))
        b.press("ArrowRight")
        b.press("ArrowRight")
        self.expect("the frame is in the color of the session", b.run(
            "getComputedStyle(document.querySelector('.stored .seen')).color"
            " === getComputedStyle(document.querySelector('.heading text.s2')).fill"))
        for _ in range(3):
            b.press("ArrowRight")
        self.expect("a step that reads nothing has no frame", b.run(
            "document.querySelectorAll('.seen, .sight').length"), 0)
        coming = ("[...document.querySelectorAll('.run.now .wide g.said:not(.now) text')]"
                  ".filter(t => t.getClientRects().length).map(t => t.textContent).join(' ')")
        self.expect("commands to come are hidden", b.run(coming), "")
        b.run("document.querySelector('.shows-ahead').click()")
        self.expect("and shown if you ask, without answers", b.run(coming),
                    "10 COMMIT 11 RETRY 12 BEGIN 13 COUNT = on 14 COMMIT")
        b.run("document.querySelector('.shows-ahead').click()")
        self.expect("and hidden again", b.run(coming), "")

    def screens(self):
        """One screen at each size: nothing scrolls away, and everything can be read."""
        b = self.browser
        for name in ["write-skew", "lost-update", "long-fork", "deadlock", "hermitage"]:
            for width, height in [
                (320, 640), (360, 740), (768, 1024), (1280, 800), (1920, 1080), (740, 360), (1280, 360),
            ]:
                b.size(width, height)
                b.open(self.page(name))
                end = b.run(SLIDER + ".max * 1")
                foot = b.run("document.querySelector('.foot').getBoundingClientRect().top")
                for step in [0, end // 4, end // 2, end - 4, end]:
                    b.run(MOVE % step)
                    place = "%s at %d, step %d" % (name, width, step)
                    self.expect("everything is in its place, " + place, b.run(UNSEEN), "")
                    self.expect("the controls have not moved, " + place, b.run(
                        "document.querySelector('.foot').getBoundingClientRect().top"), foot)
                    self.expect("no text is small, " + place, b.run(SMALL), [])
                    for theme in ["light", "dark"] if step in (0, end // 2) else []:
                        b.media(prefers_color_scheme=theme, prefers_reduced_motion="reduce")
                        self.expect("contrast, %s, %s" % (theme, place), b.run(CONTRAST), [])
                    b.media()
        b.call("Emulation.clearDeviceMetricsOverride")

    def readers(self):
        b = self.browser
        b.open(self.page("long-fork", "#14"))
        nodes = b.call("Accessibility.getFullAXTree")["nodes"]
        roles = {"button", "slider", "link", "image", "table", "group", "region", "article"}
        for node in nodes:
            role = node.get("role", {}).get("value")
            if node.get("ignored") or role not in roles:
                continue
            if role in {"group", "region", "table"} and not any(
                    p["name"] == "focusable" for p in node.get("properties", [])):
                continue
            self.expect("each %s has a name" % role, bool(node.get("name", {}).get("value")))
        b.media(prefers_reduced_motion="reduce")
        self.expect("reduced motion stops the animation", b.run(
            "getComputedStyle(document.querySelector('.timeline g.now')).animationName"), "none")
        b.media(forced_colors="active")
        self.expect("forced colors apply to the pictures", b.run(
            "getComputedStyle(document.querySelector('.run.now svg text.s1')).fill"
            " === getComputedStyle(document.querySelector('h1')).color"))
        b.media()

    def paper(self):
        b = self.browser
        seen = "[...document.querySelectorAll('%s')].filter(e => e.checkVisibility()).length"

        def pages(**options):
            data = b.call("Page.printToPDF", preferCSSPageSize=True, **options)["data"]
            return len(re.findall(rb"/Type\s*/Page\b", base64.b64decode(data)))

        for name, most in [("write-skew", 8), ("hermitage", 24)]:
            b.open(self.page(name))
            count = pages()
            self.expect("one mode of %s fits %d pages, and takes %d" % (name, most, count), count <= most)
        b.open(self.page("write-skew"))
        b.media("print")
        self.expect("one mode is printed", b.run(seen % ".run"), 1)
        self.expect("all its steps are printed", b.run(
            "[...document.querySelectorAll('.run.now .steps tbody tr')].every(r => r.checkVisibility())"))
        self.expect("all text is printed", b.run(
            "[...document.querySelectorAll('.passage')].every(r => r.checkVisibility())"))
        b.media()
        # What stands on paper while the dialog is open.
        b.run("window.print = () => { window.dispatchEvent(new Event('beforeprint'));"
              " window.slides = document.querySelectorAll('.slide').length;"
              " window.kind = document.documentElement.dataset.print; }")
        for kind in ["mode", "sheet", "slides"]:
            b.run("document.querySelector('[data-print=%s]').click()" % kind)
            self.expect("the button prints " + kind, b.run("window.kind"), kind)
        self.expect("there is a slide for each question and key step", b.run("window.slides"), b.run(
            "document.querySelectorAll('.frames [data-question], .run.now tr[data-key]').length"))
        b.run("document.documentElement.dataset.print = 'sheet'")
        b.media("print")
        self.expect("the question sheet stands alone", b.run(seen % "main, footer"), 0)
        self.expect("and has lines to write on", b.run(seen % ".sheet .line") > 1)
        b.media()
        b.call("Emulation.setScriptExecutionDisabled", value=True)
        b.open(self.page("write-skew", "#3"))
        b.call("Emulation.setScriptExecutionDisabled", value=False)
        self.expect("all steps are shown without the script", b.run(
            "[...document.querySelectorAll('.steps tbody tr')].every(r => r.checkVisibility())"))
        self.expect("buttons are hidden without the script", b.run(seen % "button"), 0)

    def course(self):
        """The map leads to steps, arrows light their commands, and the index shows how far one has read."""
        b = self.browser
        b.open(self.page("index"))
        for outcome in ["nothing", "waits", "aborts", "anomaly"]:
            cells = "[...document.querySelectorAll('.map td.%s')]" % outcome
            self.expect("the map has cells of the kind " + outcome, b.run(cells + ".length > 0"))
            self.expect("each has a sign and a word, " + outcome, b.run(
                cells + ".every(c => /^[!\u00d7\u2016\u2713][a-z]/.test(c.textContent))"))
        self.expect("each lesson has a picture", b.run(
            "[...document.querySelectorAll('.card')].every(c => c.querySelector('svg circle'))"))
        for theme in ["light", "dark"]:
            b.media(prefers_color_scheme=theme)
            self.expect("contrast of the index, " + theme, b.run(CONTRAST), [])
        b.media()
        for width in [360, 768, 1280, 1920]:
            b.call("Emulation.setDeviceMetricsOverride", width=width, height=800,
                   deviceScaleFactor=1, mobile=False)
            self.expect("at %d the index does not scroll sideways" % width, b.run(
                "document.documentElement.scrollWidth <= innerWidth"))
            self.expect("at %d its text has at least 13 pixels" % width, b.run(
                "[...document.querySelectorAll('main *')].every(e => !e.textContent.trim()"
                " || e.closest('svg') || parseFloat(getComputedStyle(e).fontSize) >= 13)"))
        b.call("Emulation.clearDeviceMetricsOverride")
        b.open(self.page("write-skew", "?mode=ssi#10"))
        self.expect("a cell opens its step", "ABORTED dangerous" in b.run("document.body.innerText"))
        self.expect("the reasons of the abort are drawn", b.run(
            "[...document.querySelectorAll('.run.now g.arrow.now')]"
            ".filter(g => g.checkVisibility()).length"), 2)
        b.run("document.querySelector('.run.now g.arrow.now').dispatchEvent("
              "new FocusEvent('focusin', {bubbles: true}))")
        self.expect("an arrow lights its two commands", b.run(
            "document.querySelectorAll('.run.now .halo.lit').length"), 2)
        self.expect("a lesson leads to the next one", b.run(
            "document.querySelector('.course-links [rel=next]').getAttribute('href')"),
            "on-call-count.html")
        b.press("End")
        b.run("document.getElementById('last')?.click()")
        b.open(self.page("index"))
        self.expect("the index shows what was read", "read" in b.run(
            "document.querySelector('[data-lesson=write-skew] .progress').textContent"))

    def everything(self):
        """Steps through every page in every mode; no page may use the network."""
        b = self.browser
        for page in sorted(self.site.glob("*.html")):
            b.events = []
            b.open(page.as_uri())
            self.expect(page.name + " loads", b.run("document.title") != "")
            if page.name == "index.html":
                links = b.run("[...document.querySelectorAll('a')].map(a => a.href.split(/[?#]/)[0])")
                wanted = {p.as_uri() for p in self.site.glob("*.html")} - {page.as_uri()}
                self.expect("the index links to all pages", set(links), wanted)
                continue
            b.run("for (const r of document.querySelectorAll('.modes [data-mode]')) { r.click();"
                  " const s = " + SLIDER + "; for (let i = 0; i <= s.max; i += 1)"
                  " { s.value = i; s.dispatchEvent(new Event('input')); } }")
            b.run("{ document.querySelector('.modes [data-mode]').click();"
                  " document.querySelector('.compare:not([hidden])')?.click();"
                  " const s = " + SLIDER + "; for (let i = 0; i <= s.max; i += 1)"
                  " { s.value = i; s.dispatchEvent(new Event('input')); } }")
            self.expect(page.name + " steps to its end", b.run(
                SLIDER + ".value === " + SLIDER + ".max"))
            for event in b.events:
                self.judge(page.name, event)

    def judge(self, page, event):
        method, told = event.get("method"), event.get("params", {})
        if method == "Network.requestWillBeSent":
            address = told["request"]["url"]
            self.expect(page + " requests only itself", address.split("#")[0] in {
                "about:blank", (self.site / page).as_uri()})
        elif method == "Runtime.exceptionThrown":
            self.expect(page + " throws no exception", told["exceptionDetails"], None)
        elif method == "Runtime.consoleAPICalled" or method == "Log.entryAdded":
            self.expect(page + " logs nothing", told, None)


def main():
    program, scratch = sys.argv[1:]
    browser = Browser(program, scratch)
    try:
        checker = Checks(browser, scratch)
        for check in [
            checker.steps, checker.again, checker.questions, checker.modes, checker.beside, checker.reads,
            checker.screens, checker.readers, checker.paper, checker.course, checker.everything,
        ]:
            check()
    finally:
        browser.quit()
    print("scripts/pages: %d checks, %d failed" % (checker.checks, checker.failures))
    sys.exit(1 if checker.failures else 0)


main()
