"""Drives Chromium through pipes with the DevTools protocol and checks the pages of the lessons.

scripts/pages calls it with the browser and a folder that contains site/ and hiding.html.
"""

import json
import os
import pathlib
import select
import subprocess
import sys

# How many seconds to wait for the browser. The script waits for answers and never sleeps.
PATIENCE = 600


class Browser:
    """One page in a headless browser."""

    def __init__(self, program, scratch):
        ours, theirs = os.pipe()
        answers, mine = os.pipe()
        # The browser reads descriptor 3 and writes descriptor 4.
        command = 'exec 3<&%d 4>&%d; exec "$@"' % (ours, mine)
        options = [
            "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe",
            "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
            "--user-data-dir=%s/profile" % scratch, "--window-size=1280,900", "about:blank",
        ]
        self.process = subprocess.Popen(
            ["bash", "-c", command, "bash", program] + options, pass_fds=(ours, mine),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(ours)
        os.close(mine)
        self.out, self.into = theirs, answers
        self.buffer, self.number, self.events = b"", 0, []
        self.session = None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call(
            "Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ["Page", "Runtime", "Log", "Network", "Accessibility"]:
            self.call(domain + ".enable")

    def read(self):
        while b"\0" not in self.buffer:
            # Long enough for the slowest machine; without a limit, a dead browser would block forever.
            if not select.select([self.into], [], [], PATIENCE)[0]:
                raise SystemExit("scripts/pages: the browser has not answered for %d seconds" % PATIENCE)
            piece = os.read(self.into, 1 << 16)
            if not piece:
                raise SystemExit("scripts/pages: the browser has exited")
            self.buffer += piece
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.read()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise SystemExit("%s: %s" % (method, answer["error"]))
                return answer["result"]
            self.events.append(answer)

    def open(self, address):
        # An address that differs only after the # would not reload the page.
        for target in ["about:blank", address]:
            self.call("Page.navigate", url=target)
            while not any(e.get("method") == "Page.loadEventFired" for e in self.events):
                self.events.append(self.read())
            self.events = [e for e in self.events if e.get("method") != "Page.loadEventFired"]

    def run(self, expression):
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in result:
            raise SystemExit("%s: %s" % (expression, result["exceptionDetails"]))
        return result["result"].get("value")

    def press(self, key):
        codes = {"ArrowRight": 39, "ArrowLeft": 37, "Home": 36, "End": 35, "Enter": 13, "Tab": 9}
        for kind in ["keyDown", "keyUp"]:
            self.call(
                "Input.dispatchKeyEvent", type=kind, key=key, code=key,
                windowsVirtualKeyCode=codes[key], text="\r" if key == "Enter" else "")

    def media(self, kind="", **features):
        pairs = [{"name": n.replace("_", "-"), "value": v} for n, v in features.items()]
        self.call("Emulation.setEmulatedMedia", media=kind, features=pairs)

    def quit(self):
        try:
            self.session = None
            self.call("Browser.close")
            self.process.wait(PATIENCE)
        except (SystemExit, OSError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()


CONTRAST = """(() => {
  const light = (c) => c.map((v) => v / 255).map((v) => v <= 0.04045 ? v / 12.92 :
    ((v + 0.055) / 1.055) ** 2.4).reduce((s, v, i) => s + v * [0.2126, 0.7152, 0.0722][i], 0);
  const parts = (t) => t.match(/[0-9.]+/g).map(Number);
  const ground = (e) => {
    for (; e; e = e.parentElement) {
      const c = parts(getComputedStyle(e).backgroundColor);
      if (c.length < 4 || c[3] > 0) return c.slice(0, 3);
    }
    return [255, 255, 255];
  };
  const poor = [];
  for (const e of document.querySelectorAll("body *")) {
    const hasText = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    if (!hasText || !e.checkVisibility()) continue;
    if (e.closest("title, script, [aria-disabled=true]")) continue;
    const style = getComputedStyle(e);
    const colour = parts(e.namespaceURI.endsWith("svg") ? style.fill : style.color).slice(0, 3);
    const [a, b] = [light(colour), light(ground(e.closest("svg")?.parentElement ?? e))].sort();
    const [low, high] = a < b ? [a, b] : [b, a];
    const ratio = (high + 0.05) / (low + 0.05);
    if (ratio < 4.5) poor.push(e.textContent.slice(0, 30) + " " + ratio.toFixed(2));
  }
  return poor;
})()"""

VISIBLE = "document.querySelectorAll('.run.now .timeline g.now').length"


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
        self.expect("the script is running", b.run("document.documentElement.matches('.live')"))
        self.expect("one mode is shown", b.run(
            "[...document.querySelectorAll('.run')].filter(r => r.checkVisibility()).length"), 1)
        self.expect("answers are hidden at first", b.run("document.querySelector('.steps').open"), False)
        self.expect("rows are hidden at first", b.run(VISIBLE), 0)
        end = b.run("document.getElementById('slider').max * 1")
        place = "document.getElementById('slider').value * 1"

        b.press("ArrowRight")
        self.expect("keys do nothing without focus", b.run(place), 0)
        b.run("document.getElementById('player').focus()")
        b.run("window.passed = 0; document.addEventListener('keydown', () => window.passed += 1)")
        b.press("ArrowLeft")
        self.expect("at the start, the page passes the key on", b.run("window.passed"), 1)
        for _ in range(3):
            b.press("ArrowRight")
        self.expect("arrow keys step", b.run(place), 3)
        self.expect("the page consumes the arrow keys", b.run("window.passed"), 1)
        self.expect("rows appear with the steps", b.run(VISIBLE) > 0)
        self.expect("the address follows", b.run("location.hash"), "#1")
        b.press("End")
        self.expect("End goes to the end", b.run(place), end)
        b.press("ArrowRight")
        self.expect("at the end, the page passes the key on", b.run("window.passed"), 2)
        b.press("Home")
        self.expect("Home goes to the start", b.run(place), 0)

        b.run("document.getElementById('slider').focus()")
        b.press("ArrowRight")
        b.press("ArrowRight")
        self.expect("the slider steps by one", b.run(place), 2)
        self.expect("the slider announces its position", b.run(
            "document.getElementById('slider').getAttribute('aria-valuetext')"),
            "start, .rule on-call: count(* = on) >= 1")
        for name, wanted in [("next", 3), ("back", 2), ("last", end), ("first", 0)]:
            b.run("document.getElementById('%s').focus()" % name)
            b.press("Enter")
            self.expect("the button " + name, b.run(place), wanted)

    def questions(self):
        b = self.browser
        b.open(self.page("write-skew", "#9a"))
        now = "document.getElementById('now').textContent"
        self.expect("a question pauses", "What do you predict?" in b.run(now))
        self.expect("Next is called Reveal", b.run("document.getElementById('next').textContent"), "Reveal")
        # Hidden parts of pictures count as visible but have no rectangles.
        self.expect("the answer is hidden before Reveal", b.run(
            "[...document.querySelectorAll('main *')].filter(e => e.checkVisibility()"
            " && e.getClientRects().length > 0"
            " && [...e.childNodes].some(n => n.nodeType === 3 && n.data.includes('ANOMALY')))"
            ".length"), 0)
        b.run("document.getElementById('next').click()")
        self.expect("the answer is shown after Reveal", "ANOMALY write-skew" in b.run(now))

    def modes(self):
        b = self.browser
        b.open(self.page("write-skew", "?mode=ssi#10"))
        now = "document.getElementById('now').innerText"
        self.expect("a link opens a step in a mode", "ABORTED dangerous" in b.run(now))
        b.run("document.querySelector('input[value=si]').click()")
        self.expect("another mode shows the same step", "ANOMALY write-skew" in b.run(now))
        self.expect("the cycle is drawn", b.run(
            "[...document.querySelectorAll('.run.now .graph div.now text')]"
            ".filter(t => t.textContent.startsWith('* rw') && t.checkVisibility()).length"), 2)
        self.expect("the address names the mode", b.run("location.search"), "?mode=si")
        b.open(self.page("write-skew", "?mode=ssi#13"))
        self.expect("a step inside a RETRY leads there", "RETRY" in b.run(now))
        b.open(self.page("tombstones", "?mode=rc"))
        shown = (
            "[...document.querySelectorAll('[data-modes]')].map(e => getComputedStyle(e).display"
            " === 'none' ? '' : e.dataset.modes).filter(m => m).join()")
        self.expect("text about the mode alone", b.run(shown), "rc")
        b.run("document.querySelector('input[value=wsi]').click()")
        self.expect("and about another one", b.run(shown), "si wsi ssi")
        b.open(self.page("write-skew", "#2.7"))
        self.expect("a link opens a second part", b.run(now).split("\n")[0], "7 alice*> COMMIT")
        self.expect("the page names the part", b.run(
            "document.getElementById('place').textContent"), "part 2, step 7")
        b.open(self.page("write-skew", "?embed#3"))
        self.expect("an embedded page has no title", b.run(
            "document.querySelector('h1').checkVisibility()"), False)
        self.expect("an embedded page has a picture", b.run(
            "document.querySelector('.run.now .timeline svg').checkVisibility()"))
        b.open(self.hiding + "#10")
        self.expect("the explanation is closed until you ask", b.run(
            "document.querySelector('#now details').open"), False)

    def narrow(self):
        """Wide pictures and tables scroll on their own, and words are not broken."""
        b = self.browser
        for width in [320, 480, 1024]:
            b.call("Emulation.setDeviceMetricsOverride", width=width, height=800,
                   deviceScaleFactor=1, mobile=False)
            for rest in ["#10", "?embed#10"]:
                b.open(self.page("write-skew", rest))
                self.expect("at %d the page does not scroll sideways, %s" % (width, rest), b.run(
                    "document.documentElement.scrollWidth <= innerWidth"))
                self.expect("at %d versions are not broken, %s" % (width, rest), b.run(
                    "[...document.querySelectorAll('.run.now .versions .now :is(td, th)')]"
                    ".every(c => c.clientHeight < 40)"))
        b.call("Emulation.clearDeviceMetricsOverride")

    def readers(self):
        b = self.browser
        b.open(self.page("long-fork", "#14"))
        nodes = b.call("Accessibility.getFullAXTree")["nodes"]
        roles = {"button", "slider", "radio", "link", "image", "table", "group", "region"}
        for node in nodes:
            role = node.get("role", {}).get("value")
            if node.get("ignored") or role not in roles:
                continue
            if role in {"group", "region", "table"} and not any(
                    p["name"] == "focusable" for p in node.get("properties", [])):
                continue
            self.expect("each %s has a name" % role, bool(node.get("name", {}).get("value")))
        for theme in ["light", "dark"]:
            b.media(prefers_color_scheme=theme, prefers_reduced_motion="reduce")
            self.expect("contrast, " + theme, b.run(CONTRAST), [])
        self.expect("reduced motion stops the animation", b.run(
            "getComputedStyle(document.querySelector('.timeline g.now')).animationName"), "none")
        b.media(forced_colors="active")
        self.expect("forced colors apply to the pictures", b.run(
            "getComputedStyle(document.querySelector('.run.now svg text.s1')).fill"
            " === getComputedStyle(document.querySelector('h1')).color"))
        b.media()

    def paper(self):
        b = self.browser
        b.open(self.page("write-skew"))
        b.media("print")
        rows = "[...document.querySelectorAll('.steps tbody tr')]"
        b.run("window.dispatchEvent(new Event('beforeprint'))")
        self.expect("all modes are printed", b.run(
            "[...document.querySelectorAll('.run')].every(r => r.checkVisibility())"))
        self.expect("all steps are printed", b.run(rows + ".every(r => r.checkVisibility())"))
        self.expect("all text is printed", b.run(
            "[...document.querySelectorAll('.passage')].every(r => r.checkVisibility())"))
        self.expect("the page can be printed", len(b.call("Page.printToPDF")["data"]) > 10000)
        b.media()
        b.call("Emulation.setScriptExecutionDisabled", value=True)
        b.open(self.page("write-skew", "#3"))
        b.call("Emulation.setScriptExecutionDisabled", value=False)
        self.expect("all steps are shown without the script", b.run(rows + ".every(r => r.checkVisibility())"))
        self.expect("buttons are hidden without the script", b.run(
            "document.getElementById('next').checkVisibility()"), False)

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
            b.run("for (const r of document.querySelectorAll('input[type=radio]')) { r.click();"
                  " const s = document.getElementById('slider');"
                  " for (let i = 0; i <= s.max; i += 1)"
                  " { s.value = i; s.dispatchEvent(new Event('input')); } }")
            self.expect(page.name + " steps to its end", b.run(
                "document.getElementById('slider').value === document.getElementById('slider').max"))
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
            checker.steps, checker.questions, checker.modes, checker.narrow, checker.readers,
            checker.paper, checker.course, checker.everything,
        ]:
            check()
    finally:
        browser.quit()
    print("scripts/pages: %d checks, %d failed" % (checker.checks, checker.failures))
    sys.exit(1 if checker.failures else 0)


main()
