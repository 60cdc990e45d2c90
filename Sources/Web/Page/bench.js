"use strict";

// Asks the compiled lab, which works in a thread of its own. Work can be stopped: then a new thread
// begins, and the lines that were entered are played again. The same happens if the module fails.
class Bench {
  constructor(source) {
    this.source = source;
    this.waiting = new Map();
    this.number = 0;
    // What the shell's lab was asked to do, to do it again.
    this.calls = [];
    // Settled when the lab is where it was, after work was stopped.
    this.ready = Promise.resolve();
    this.begin();
  }

  begin() {
    this.worker = new Worker(URL.createObjectURL(new Blob([this.source])));
    this.worker.onmessage = ({ data: { id, result, fault } }) => {
      const { keep, fail } = this.waiting.get(id) ?? {};
      this.waiting.delete(id);
      if (fault === undefined) keep?.(result); else fail?.(new Error(fault));
    };
  }

  send(message) {
    const id = ++this.number;
    return new Promise((keep, fail) => {
      this.waiting.set(id, { keep, fail });
      this.worker.postMessage({ ...message, id });
    });
  }

  // Unpacks the module, and returns the course that is packed with it. `sizes` are theirs.
  async unpack(packed, sizes) {
    const { module, course } = await this.send({ packed, sizes });
    this.module = module;
    return course;
  }

  async text(lab, name, text = "", ...numbers) {
    await this.ready;
    return this.send({ lab, function: name, text, numbers });
  }

  async ask(lab, name, text, ...numbers) {
    return JSON.parse(await this.text(lab, name, text, ...numbers));
  }

  // Changes the shell's lab, and keeps how.
  async change(name, text, columns) {
    const answer = await this.ask("shell", name, text, columns);
    this.calls.push([name, text]);
    return answer;
  }

  // Ends all work; what waits for an answer is told so.
  async stop() {
    this.worker.terminate();
    for (const { fail } of this.waiting.values()) fail(new Error("stopped"));
    this.waiting.clear();
    this.begin();
    this.send({ module: this.module });
    return this.again();
  }

  // Does again what the shell's lab has done.
  again() {
    const calls = this.calls.map(([name, text]) =>
      this.send({ lab: "shell", function: name, text, numbers: [80] }));
    this.ready = Promise.allSettled(calls);
    return this.ready;
  }
}

// The bytes of a text in which five letters are four bytes, as scripts/web_page.py writes it.
function bytes(text) {
  const letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%:()*+-;,=.?@^_`{|}~";
  const values = new Uint8Array(128);
  for (let index = 0; index < 85; index++) values[letters.charCodeAt(index)] = index;
  const result = new DataView(new ArrayBuffer(text.length / 5 * 4));
  for (let at = 0; at < text.length; at += 5) {
    let value = 0;
    for (let place = 0; place < 5; place++) value = value * 85 + values[text.charCodeAt(at + place)];
    result.setUint32(at / 5 * 4, value);
  }
  return new Uint8Array(result.buffer);
}

// A text with the sequences that color a terminal's, as elements.
function coloured(text) {
  const line = document.createElement("span");
  let style = "";
  for (const [index, piece] of text.split(/\u001b\[([0-9;]*)m/).entries()) {
    if (index % 2 === 1) style = piece === "0" ? "" : "look-" + piece.replaceAll(";", "-");
    else if (piece !== "") {
      const span = document.createElement("span");
      span.className = style;
      span.textContent = piece;
      line.append(span);
    }
  }
  return line;
}

function element(name, attributes = {}, ...content) {
  const result = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) result.addEventListener(key.slice(2), value);
    else if (value !== false && value !== null) result.setAttribute(key, value === true ? "" : value);
  }
  result.append(...content);
  return result;
}

function download(name, text) {
  const link = element("a", { href: URL.createObjectURL(new Blob([text])), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
