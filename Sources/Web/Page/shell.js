"use strict";

// The shell: what is typed, and its answers below one another.
class Shell {
  constructor(root, bench, actions) {
    [this.root, this.bench, this.actions] = [root, bench, actions];
    this.log = element("div", { class: "log", role: "log", "aria-live": "polite" });
    const form = Prompt.form("line", "…");
    root.append(this.log, form);
    this.prompt = new Prompt(form, {
      offer: (text) => bench.ask("shell", "lab_offer", text),
      show: (text) => this.say([text]),
      // One after the other, also if several are pasted.
      run: (line) => { this.last = this.last.then(() => this.run(line)); },
    });
    this.last = Promise.resolve();
    this.times = false;
  }

  get columns() {
    const probe = element("span", { class: "probe" }, "0".repeat(50));
    this.log.append(probe);
    const width = probe.getBoundingClientRect().width / 50;
    probe.remove();
    return Math.max(24, Math.min(120, Math.floor(this.log.clientWidth / width) - 1));
  }

  async begin() {
    this.say(["This is isolab in a page. Type help for the commands. The lessons are in the course."]);
    this.point((await this.bench.ask("shell", "lab_prompt")));
  }

  point({ step, session, sign, words, place }) {
    this.prompt.label.textContent = `${step} ${session}${sign}>`;
    this.prompt.label.className = "s" + (place % 4 + 1) + "-text";
    this.prompt.input.setAttribute("aria-label", `Step ${step}, ${session}${words}`);
  }

  say(rows, name = "answer") {
    const entry = element("div", { class: name });
    for (const row of rows) entry.append(coloured(row), "\n");
    this.log.append(entry);
    this.log.scrollTop = this.log.scrollHeight;
  }

  async run(line) {
    this.say([`${this.prompt.label.textContent} ${line}`], "typed");
    const began = performance.now();
    try {
      await this.show(await this.actions.working(this.bench.change("lab_enter", line, this.columns)), began);
    } catch (error) {
      this.say([error.message === "stopped" ? "; stopped; nothing has changed"
        : "; the lab failed at this line and restarted without it"]);
      if (error.message !== "stopped") await this.bench.again();
    }
  }

  async show(answer, began) {
    this.say(answer.rows);
    if (answer.timing !== undefined) this.times = answer.timing;
    else if (this.times) this.say([`  ; took ${(performance.now() - began).toFixed(1)} ms`]);
    this.point(answer.prompt);
    if (answer.file) download(answer.file.name, answer.file.text);
    if (answer.play !== undefined) this.actions.play(answer.play, answer.name);
    if (answer.open) await this.open(answer.open);
    if (answer.quit) this.say(["; to leave, close this tab"]);
  }

  // Plays a file from this computer.
  async open(name) {
    const file = await this.actions.choose();
    if (!file) return this.say([`  ; no file was chosen for ${name}`]);
    const text = file.name.replaceAll("\n", " ") + "\n" + await file.text();
    await this.show(await this.bench.change("lab_open", text, this.columns));
  }
}
