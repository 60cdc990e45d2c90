"""Uses the page of the lab in Chromium as a person would: web_pages.py BROWSER PAGE SCRATCH.

scripts/web calls it with the page that it has built, and an empty folder.
"""

import pathlib
import sys
import time

from browser import CONTRAST, Browser

BUTTON = "[...document.querySelectorAll('.tools button')].find((b) => b.textContent === '%s')"
NEWS = "document.querySelector('.news').innerText"
LOG = "document.querySelector('.log').innerText"
# Texts in less than 13 pixels, and boxes that stand out of the window.
TIGHT = """(() => {
  const found = [];
  for (const e of document.querySelectorAll("main *")) {
    if (!e.checkVisibility() || e.closest("svg, script")) continue;
    const hasText = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    if (hasText && parseFloat(getComputedStyle(e).fontSize) < 13) found.push(e.textContent.slice(0, 30));
  }
  if (document.documentElement.scrollWidth > innerWidth) found.push("wider than the window");
  return found;
})()"""

# Where the rows of the timeline can be taken, once two frames agree about it.
ROWS = """new Promise((done) => {
  let last = "";
  const look = () => {
    const places = [...document.querySelectorAll(".run.now g.row.now")]
      .map((row) => row.getBoundingClientRect()).filter((box) => box.height)
      .map((box) => [box.x + 40, box.y + box.height / 2]);
    if (places.length > 1 && JSON.stringify(places) === last) return done(places);
    last = JSON.stringify(places);
    requestAnimationFrame(() => requestAnimationFrame(look));
  };
  look();
})"""
DRAGGED = "document.querySelector('.run.now g.row.dragged')"
# A page whose timers never end: for it, everything happens at once.
TIMELESS = "window.setTimeout = () => 0"


class Checks:
    """The checks. Each failure is printed and counted."""

    def __init__(self, browser, page, scratch):
        self.browser, self.address = browser, pathlib.Path(page).resolve().as_uri()
        self.scratch = pathlib.Path(scratch)
        self.failures = self.checks = 0

    def expect(self, what, found, wanted=True):
        self.checks += 1
        if found != wanted:
            self.failures += 1
            print("scripts/web: %s: found %r instead of %r" % (what, found, wanted))

    def open(self, place=""):
        self.browser.open(self.address + place)
        self.until("the lab is ready", "document.documentElement.dataset.ready !== undefined")

    def until(self, what, condition, seconds=60):
        """Waits until something is the case in the page."""
        end = time.monotonic() + seconds
        while not self.browser.run("Boolean(%s)" % condition):
            if time.monotonic() > end:
                return self.expect(what, False)
            time.sleep(0.05)
        return self.expect(what, True)

    def press(self, *keys):
        for key in keys:
            self.browser.press(key)

    def type(self, field, line):
        """Types a line into a prompt, and enters it."""
        self.browser.run(
            "(() => { const i = document.querySelector(%r); i.focus(); i.value = %r; "
            "i.form.requestSubmit(); })()" % (field, line))

    def click(self, button):
        self.browser.run((BUTTON % button) + ".click()")

    # MARK: What a person does

    def policy(self):
        self.open()
        policy = self.browser.run(
            "document.querySelector('meta[http-equiv=Content-Security-Policy]').content")
        rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
        self.expect("nothing is let in", rules["default-src"], "'none'")
        self.expect("the module may run", "'wasm-unsafe-eval'" in rules["script-src"])
        self.expect("no other script may run", "unsafe-inline" not in policy)
        self.expect("nothing is connected", "connect-src" not in rules)
        self.expect("the course is there", self.browser.run(
            "document.querySelectorAll('#course a').length") >= 30)

    def lesson(self):
        """Steps, types a branch, and leaves it."""
        self.open("#write-skew")
        self.until("the lesson is shown", "document.querySelector('.lesson h1')")
        frames = "document.querySelectorAll('.frames li').length"
        count = self.browser.run(frames)
        self.press("End")
        self.until("the end is shown", "document.querySelector('.lesson .next[aria-disabled=true]')")
        self.press("Home", *["ArrowRight"] * 9)
        self.until("each session has a prompt", "document.querySelectorAll('.typing form').length === 2")
        self.type("#type-1", "GET alice_status")
        self.until("the answer is shown", NEWS + ".includes('alice_status=on')")
        self.until("it is a branch", "!(%s).hidden" % (BUTTON % "Leave branch"))
        self.expect("the branch is shorter", self.browser.run(frames) < count)
        self.type("#type-0", "COMIT")
        self.until("a mistake is told", NEWS + ".includes('COMMIT')")
        self.type("#type-0", ".why")
        self.until("why answers", NEWS + ".includes('explain')")
        self.click("Leave branch")
        self.until("the lesson is back", "(%s).hidden && %s === %d" % (
            BUTTON % "Leave branch", frames, count))

    def order(self):
        """Moves a step by keys and by hand, and runs one of all orders."""
        self.open("#write-skew/si/9")
        self.until("the lesson is shown", "document.querySelector('.run.now g.row.now')")
        self.browser.run("document.dispatchEvent(new KeyboardEvent('keydown', "
                         "{ key: 'ArrowUp', altKey: true, bubbles: true }))")
        self.until("a moved step is a branch", "!(%s).hidden && !document.querySelector('.news').hidden" % (
            BUTTON % "Leave branch"))
        self.click("Leave branch")
        self.until("the lesson is back", "(%s).hidden" % (BUTTON % "Leave branch"))
        rows = self.browser.run(ROWS)
        self.drag(rows[-1], rows[-2])
        self.until("a dragged step is a branch", "!(%s).hidden" % (BUTTON % "Leave branch"))
        self.finger()
        self.open("#write-skew/si/9")
        self.until("the lesson is shown", "document.querySelector('.run.now g.row.now')")
        self.click("All orders")
        self.until("each order is a square", "document.querySelectorAll('.cells .cell').length === 3003")
        self.press("Escape")
        self.expect("Escape closes the squares", self.browser.run("document.querySelector('.grid').hidden"))
        self.click("All orders")
        self.until("they come again", "document.querySelector('.cells .cell.clean')?.checkVisibility()")
        self.browser.run("document.querySelector('.cells .cell.clean').click()")
        self.until("a square runs its order", NEWS + ".includes('What changed')")

    def finger(self):
        """A finger that rests on a row drags it; one that moves at once scrolls."""
        self.browser.size(390, 844)
        self.browser.call("Emulation.setTouchEmulationEnabled", enabled=True)
        for rests, what in [(False, "a finger that moves at once drags nothing"),
                            (True, "a step dragged by a finger is a branch")]:
            self.open("#write-skew/si/9")
            self.until("the lesson is shown", "document.querySelector('.run.now g.row.now')")
            (x, y), (_, end) = self.browser.run(ROWS + ".then((rows) => [rows.at(-1), rows.at(-2)])")
            if not rests:
                self.browser.run(TIMELESS)
            self.touch("touchStart", x, y)
            if rests:
                self.until("a finger that rests takes the row", DRAGGED)
            for part in range(1, 9):
                self.touch("touchMove", x, y + (end - y) * part / 8)
            self.browser.call("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
            branch = "!(%s).hidden" % (BUTTON % "Leave branch")
            if rests:
                self.until(what, branch)
            else:
                self.expect(what, self.browser.run(branch), False)
        self.browser.call("Emulation.setTouchEmulationEnabled", enabled=False)
        self.browser.call("Emulation.clearDeviceMetricsOverride")

    def touch(self, kind, x, y):
        self.browser.call("Input.dispatchTouchEvent", type=kind, touchPoints=[{"x": x, "y": y}])

    def drag(self, start, end):
        for kind, (x, y) in [
            ("mousePressed", start), ("mouseMoved", end), ("mouseMoved", end), ("mouseReleased", end),
        ]:
            self.browser.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left",
                              buttons=1, clickCount=1)

    def sample(self):
        """More orders than squares: a sample, the numbers of all, and an example of each outcome."""
        self.open("#long-fork/rc/14")
        self.until("the lesson is shown", "document.querySelector('.run.now g.row.now')")
        self.click("All orders")
        told = "document.querySelector('.grid').innerText"
        self.until("the sample is shown", "document.querySelectorAll('.cells .cell').length >= 1000")
        self.expect("it says so", "A sample of the 4,204,200 orders" in self.browser.run(told))
        self.until("all orders are counted", told + ".includes('4,204,200 are possible')")
        self.expect("the numbers are exact", [
            text in self.browser.run(told) for text in ["clean: 4,101,888", "long-fork: 102,312"]],
            [True, True])
        self.browser.run("document.querySelector('.cells .cell.anomaly').click()")
        self.until("a square runs its order", NEWS + ".includes('What changed')")
        self.expect("with its outcome", "ANOMALY long-fork" in self.browser.run(
            "document.querySelector('.run.now .steps').textContent"))
        self.open("#long-fork/2pl/5")
        self.until("the lesson is shown", "document.querySelector('.run.now g.row.now')")
        self.click("All orders")
        example = "document.querySelector('.cells .cell.example')"
        self.until("outcomes that the sample lacks have examples", example)
        self.expect("the rare outcome", self.browser.run(
            example + ".title.split(': ').at(-1)"), "deadlock, waits")
        self.browser.run(example + ".click()")
        self.until("an example is run", NEWS + ".includes('What changed')")
        self.expect("and leads to its outcome", "ABORTED deadlock" in self.browser.run(
            "document.querySelector('.run.now .steps').textContent"))

    def reads(self):
        """A read lights what it saw, also after a branch; two modes share their rows."""
        self.open("#write-skew/si/4")
        self.until("the read is framed", "document.querySelectorAll('.stored .seen').length === 2"
                   " && document.querySelector('.sights path')")
        self.type("#type-1", "GET alice_status")
        self.until("the branch is framed", "document.querySelector('.stored .seen.s2')")
        self.browser.run("document.querySelector('.compare').click()")
        self.until("two modes share their rows", "document.querySelector('.together h2')")

    def low(self):
        """In a low window, nothing stands on something else, and the controls stay."""
        apart = """(() => {
          const boxes = [".bar", ".top", ".words", ".run.now .lanes", ".prompts", ".foot"]
            .map((name) => [name, document.querySelector(name).getBoundingClientRect()]);
          const bad = boxes.filter(([, b]) => b.bottom > innerHeight + 1 || b.height < 20).map(([name]) => name);
          for (const [one, a] of boxes) for (const [other, b] of boxes) {
            if (one < other && a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1
              && b.top < a.bottom - 1) bad.push(one + other);
          }
          const lanes = document.querySelector(".run.now .lanes").getBoundingClientRect();
          if (lanes.height < 100) bad.push("lanes " + lanes.height);
          return bad;
        })()"""
        for width, height in [(1280, 360), (740, 360), (360, 740), (390, 844)]:
            self.browser.size(width, height)
            for lesson in ["#write-skew/si/9", "#long-fork/rc/9"]:
                self.open(lesson)
                self.until("the lesson is shown", "document.querySelector('.typing form')")
                what = "%s at %d x %d" % (lesson, width, height)
                self.expect("nothing overlaps, " + what, self.browser.run(apart), [])
                self.expect("nothing scrolls sideways, " + what, self.browser.run(
                    "[...document.querySelectorAll('.typing, .tools')]"
                    ".every((e) => e.scrollWidth <= e.clientWidth + 1)"))
        self.browser.call("Emulation.clearDeviceMetricsOverride")

    def help(self):
        """The help says where the page differs from a terminal."""
        self.open("#shell")
        self.type("#line", "help .save")
        self.until("the page differs", LOG + ".includes('on this page, the file is a download')")

    def link(self):
        """A link carries the whole lab."""
        self.open("#lost-update")
        self.until("the lesson is shown", "document.querySelector('.lesson h1')")
        told = "document.querySelector('.lesson').innerText.length + document.querySelector('h1').textContent"
        before = self.browser.run(told)
        self.browser.run("document.getElementById('share').click()")
        self.until("the address has the lab", "location.hash.startsWith('#lab=')")
        place = self.browser.run("location.hash")
        self.open(place)
        self.until("the lesson is shown", "document.querySelector('.lesson h1')")
        self.expect("the link shows the same lesson", self.browser.run(told), before)

    def shell(self):
        """Types into the shell; a file is downloaded, long work is stopped."""
        self.browser.call("Page.setDownloadBehavior", behavior="allow",
                          downloadPath=str(self.scratch))
        self.open("#shell")
        for line in ["BEGIN", "PUT x 1", "COMMIT", ".save kept.md"]:
            self.type("#line", line)
            self.until(line + " is answered", "document.querySelector('.log').lastChild.className === 'answer'")
        end = time.monotonic() + 30
        while not (self.scratch / "kept.md").exists() and time.monotonic() < end:
            time.sleep(0.1)
        kept = self.scratch / "kept.md"
        self.expect("the lesson is downloaded", kept.exists() and "PUT x 1" in kept.read_text())
        self.type("#line", ".sessions a b c d e f")
        for session in ["a", "b", "c", "d", "e", "f"]:
            for line in ["BEGIN", "GET k1", "PUT k2 1", "GET k3", "PUT k4 1", "GET k5", "COMMIT"]:
                self.type("#line", "%s: %s" % (session, line))
        self.type("#line", ".explore")
        self.until("long work can be stopped", "!document.getElementById('busy').hidden")
        self.browser.run("document.querySelector('#busy button').click()")
        self.until("it is stopped", LOG + ".includes('stopped')")
        self.type("#line", "BEGIN")
        self.type("#line", "GET x")
        self.until("the lab goes on where it was", LOG + ".trimEnd().endsWith('x=1')")

    def screens(self):
        """All sizes, in light and dark."""
        for width in [360, 768, 1280, 1920]:
            for scheme in ["light", "dark"]:
                self.browser.call(
                    "Emulation.setDeviceMetricsOverride", width=width, height=800,
                    deviceScaleFactor=1, mobile=width < 700)
                self.browser.media(prefers_color_scheme=scheme)
                for place in ["#course", "#write-skew/si/9", "#shell"]:
                    self.open(place)
                    what = "%s at %d in %s" % (place, width, scheme)
                    self.until(what, "document.querySelector('main').innerText.trim() !== ''")
                    self.expect(what + ": contrast", self.browser.run(CONTRAST), [])
                    self.expect(what + ": room", self.browser.run(TIGHT), [])

    def quiet(self):
        """No request leaves the page, and nothing fails."""
        own = {self.address, "about:blank"}
        for event in self.browser.events:
            method, told = event.get("method"), event.get("params", {})
            if method == "Network.requestWillBeSent":
                address = told["request"]["url"].split("#")[0]
                self.expect("a request", address in own or address.startswith("blob:"))
            elif method == "Runtime.exceptionThrown":
                self.expect("an exception", told["exceptionDetails"]["exception"]["description"], None)
            elif method in ["Log.entryAdded", "Runtime.consoleAPICalled"]:
                self.expect(method, told, None)


def main():
    program, page, scratch = sys.argv[1:]
    browser = Browser(program, scratch)
    try:
        checks = Checks(browser, page, scratch)
        for check in [
            checks.policy, checks.lesson, checks.order, checks.sample, checks.reads, checks.low,
            checks.help, checks.link, checks.shell, checks.screens,
            checks.quiet,
        ]:
            check()
    finally:
        browser.quit()
    print("scripts/web: %d checks in Chromium, %d failed" % (checks.checks, checks.failures))
    sys.exit(1 if checks.failures else 0)


main()
