"""Drives Chromium through pipes with the DevTools protocol, for the scripts that look at pages."""

import json
import os
import select
import subprocess

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
                raise SystemExit("scripts/browser: the browser has not answered for %d seconds" % PATIENCE)
            piece = os.read(self.into, 1 << 16)
            if not piece:
                raise SystemExit("scripts/browser: the browser has exited")
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
        result = self.call(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise SystemExit("%s: %s" % (expression, result["exceptionDetails"]))
        return result["result"].get("value")

    def press(self, key):
        codes = {
            "ArrowRight": 39, "ArrowLeft": 37, "Home": 36, "End": 35, "Enter": 13, "Tab": 9,
            " ": 32, "1": 49, "2": 50, "3": 51, "Escape": 27,
        }
        text = {"Enter": "\r"}.get(key, key if len(key) == 1 else "")
        for kind in ["keyDown", "keyUp"]:
            self.call(
                "Input.dispatchKeyEvent", type=kind, key=key, code=key,
                windowsVirtualKeyCode=codes[key], text=text if kind == "keyDown" else "")

    def swipe(self, x, to, y):
        """Moves a finger from one place to another."""
        for kind, points in [("touchStart", [(x, y)]), ("touchMove", [(to, y)]), ("touchEnd", [])]:
            self.call(
                "Input.dispatchTouchEvent", type=kind,
                touchPoints=[{"x": a, "y": b} for a, b in points])

    def size(self, width, height):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height,
                  deviceScaleFactor=1, mobile=False)

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
    if (!hasText || !e.checkVisibility() || !e.getClientRects().length) continue;
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

# Texts of a size below 13 pixels.
