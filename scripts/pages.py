"""Drives Chromium over the DevTools protocol, on pipes, and looks at the pages of the lessons.

Called by scripts/pages with the browser and a folder that holds site/ and hiding.html.
"""

import json
import os
import pathlib
import select
import subprocess
import sys

# Seconds to wait for the browser, which is only ever waited for, never slept for.
PATIENCE = 600


class Browser:
    """One page in a browser without a window."""

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
            # Long enough for the slowest machine; without it a dead browser would hold up all.
            if not select.select([self.into], [], [], PATIENCE)[0]:
                raise SystemExit("the browser has said nothing for %d seconds" % PATIENCE)
            piece = os.read(self.into, 1 << 16)
            if not piece:
                raise SystemExit("the browser has ended")
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
        # A new address that differs behind # only would not load the page again.
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


class Looker:
    """What is looked at; each fault is told and counted."""

    def __init__(self, browser, scratch):
        self.browser, self.site = browser, pathlib.Path(scratch) / "site"
        self.hiding = (pathlib.Path(scratch) / "hiding.html").as_uri()
        self.faults = self.looks = 0

    def expect(self, what, found, wanted=True):
        self.looks += 1
        if found != wanted:
            self.faults += 1
            print("FAULT %s: %r, not %r" % (what, found, wanted))

    def page(self, name, rest=""):
        return (self.site / (name + ".html")).as_uri() + rest

    def steps(self):
        b = self.browser
        b.open(self.page("write-skew"))
        self.expect("the script runs", b.run("document.documentElement.matches('.live')"))
        self.expect("one mode is shown", b.run(
            "[...document.querySelectorAll('.run')].filter(r => r.checkVisibility()).length"), 1)
        self.expect("no answers at first", b.run("document.querySelector('.steps').open"), False)
        self.expect("no rows at first", b.run(VISIBLE), 0)
        end = b.run("document.getElementById('slider').max * 1")
        place = "document.getElementById('slider').value * 1"

        b.press("ArrowRight")
        self.expect("keys are left alone without focus", b.run(place), 0)
        b.run("document.getElementById('player').focus()")
        b.run("window.passed = 0; document.addEventListener('keydown', () => window.passed += 1)")
        b.press("ArrowLeft")
        self.expect("at the start the key goes on", b.run("window.passed"), 1)
        for _ in range(3):
            b.press("ArrowRight")
        self.expect("arrow keys step", b.run(place), 3)
        self.expect("and are used up", b.run("window.passed"), 1)
        self.expect("rows come with the steps", b.run(VISIBLE) > 0)
        self.expect("the address follows", b.run("location.hash"), "#1")
        b.press("End")
        self.expect("End goes to the end", b.run(place), end)
        b.press("ArrowRight")
        self.expect("at the end the key goes on", b.run("window.passed"), 2)
        b.press("Home")
        self.expect("Home goes back", b.run(place), 0)

        b.run("document.getElementById('slider').focus()")
        b.press("ArrowRight")
        b.press("ArrowRight")
        self.expect("the slider steps by one", b.run(place), 2)
        self.expect("the slider says where", b.run(
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
        self.expect("Next reveals", b.run("document.getElementById('next').textContent"), "Reveal")
        # Hidden parts of pictures count as visible, but have no rectangles.
        self.expect("nothing is told before", b.run(
            "[...document.querySelectorAll('main *')].filter(e => e.checkVisibility()"
            " && e.getClientRects().length > 0"
            " && [...e.childNodes].some(n => n.nodeType === 3 && n.data.includes('ANOMALY')))"
            ".length"), 0)
        b.run("document.getElementById('next').click()")
        self.expect("then it is", "ANOMALY write-skew" in b.run(now))

    def modes(self):
        b = self.browser
        b.open(self.page("write-skew", "?mode=ssi#10"))
        now = "document.getElementById('now').innerText"
        self.expect("a link leads to a step and a mode", "ABORTED dangerous" in b.run(now))
        b.run("document.querySelector('input[value=si]').click()")
        self.expect("another mode, same step", "ANOMALY write-skew" in b.run(now))
        self.expect("the circle is drawn", b.run(
            "[...document.querySelectorAll('.run.now .graph div.now text')]"
            ".filter(t => t.textContent.startsWith('* rw') && t.checkVisibility()).length"), 2)
        self.expect("the address says the mode", b.run("location.search"), "?mode=si")
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
        self.expect("a link leads to a second part", b.run(now).split("\n")[0], "7 alice*> COMMIT")
        self.expect("and the page says so", b.run(
            "document.getElementById('place').textContent"), "part 2, step 7")
        b.open(self.page("write-skew", "?embed#3"))
        self.expect("embedded, no title", b.run(
            "document.querySelector('h1').checkVisibility()"), False)
        self.expect("embedded, a picture", b.run(
            "document.querySelector('.run.now .timeline svg').checkVisibility()"))
        b.open(self.hiding + "#10")
        self.expect("an explanation waits to be asked", b.run(
            "document.querySelector('#now details').open"), False)

    def narrow(self):
        """What is too wide is moved by itself, and words stay whole."""
        b = self.browser
        for width in [320, 480, 1024]:
            b.call("Emulation.setDeviceMetricsOverride", width=width, height=800,
                   deviceScaleFactor=1, mobile=False)
            for rest in ["#10", "?embed#10"]:
                b.open(self.page("write-skew", rest))
                self.expect("at %d the page stays, %s" % (width, rest), b.run(
                    "document.documentElement.scrollWidth <= innerWidth"))
                self.expect("at %d versions are whole, %s" % (width, rest), b.run(
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
            self.expect("a name of a " + role, bool(node.get("name", {}).get("value")))
        for theme in ["light", "dark"]:
            b.media(prefers_color_scheme=theme, prefers_reduced_motion="reduce")
            self.expect("contrast, " + theme, b.run(CONTRAST), [])
        self.expect("nothing moves where it should not", b.run(
            "getComputedStyle(document.querySelector('.timeline g.now')).animationName"), "none")
        b.media(forced_colors="active")
        self.expect("forced colours reach the pictures", b.run(
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
        self.expect("on paper", len(b.call("Page.printToPDF")["data"]) > 10000)
        b.media()
        b.call("Emulation.setScriptExecutionDisabled", value=True)
        b.open(self.page("write-skew", "#3"))
        b.call("Emulation.setScriptExecutionDisabled", value=False)
        self.expect("without the script all steps", b.run(rows + ".every(r => r.checkVisibility())"))
        self.expect("and no dead buttons", b.run(
            "document.getElementById('next').checkVisibility()"), False)

    def everything(self):
        """Every page, to its end in every mode; nothing may be asked of the network."""
        b = self.browser
        for page in sorted(self.site.glob("*.html")):
            b.events = []
            b.open(page.as_uri())
            self.expect(page.name + " loads", b.run("document.title") != "")
            if page.name == "index.html":
                links = b.run("[...document.querySelectorAll('a')].map(a => a.href)")
                wanted = {p.as_uri() for p in self.site.glob("*.html")} - {page.as_uri()}
                self.expect("the index leads to all pages", set(links), wanted)
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
            self.expect(page + " asks for itself only", address.split("#")[0] in {
                "about:blank", (self.site / page).as_uri()})
        elif method == "Runtime.exceptionThrown":
            self.expect(page + " throws", told["exceptionDetails"], None)
        elif method == "Runtime.consoleAPICalled" or method == "Log.entryAdded":
            self.expect(page + " complains", told, None)


def main():
    program, scratch = sys.argv[1:]
    browser = Browser(program, scratch)
    try:
        looker = Looker(browser, scratch)
        for look in [looker.steps, looker.questions, looker.modes, looker.narrow, looker.readers, looker.paper,
                     looker.everything]:
            look()
    finally:
        browser.quit()
    print("scripts/pages: %d looks, %d faults" % (looker.looks, looker.faults))
    sys.exit(1 if looker.faults else 0)


main()
