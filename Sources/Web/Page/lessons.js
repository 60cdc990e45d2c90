"use strict";

// A lesson that is shown, typed into, and changed. Each change makes another text, which is shown
// in its place; Back returns to the one before.
class LessonView {
  constructor(root, bench, actions) {
    [this.root, this.bench, this.actions] = [root, bench, actions];
    this.news = element("div", { class: "news", "aria-live": "polite", hidden: true });
    this.typing = element("div", { class: "typing" });
    this.grid = new Grid(this);
    const button = (text, title, act) => element("button", { type: "button", title, onclick: act }, text);
    this.back = button("Leave branch", "Return to the lesson as it was", () => this.leaveBranch());
    this.tools = element("div", { class: "tools" },
      button("All orders", "Show all orders of these steps as squares", () => this.grid.open()),
      button("Move up", "Move this step one place earlier (Alt+Up)", () => this.move(-1)),
      button("Move down", "Move this step one place later (Alt+Down)", () => this.move(1)),
      button("Save", "Download this lesson", () => this.save()), this.back);
    root.addEventListener("step", () => {
      this.grid.close();
      this.tell([]);
      this.stand();
    });
    document.addEventListener("keydown", (event) => this.key(event));
    this.branches = [];
    Dragging.start(this);
  }

  get text() { return this.lesson.text; }
  get given() { return `${this.player?.mode ?? this.lesson.mode}\n${this.lesson.name}\n${this.text}`; }
  // The number of the line that the page stands at, or of the last one before it.
  get line() {
    return this.frames.slice(0, this.player.step + 1).findLast((line) => line > 0) ?? 0;
  }
  get part() { return this.lesson.steps.findLast(({ line }) => line <= this.line)?.part ?? 1; }

  // Shows a lesson; false if it cannot be shown.
  async show(text, name, { mode = "", step = 0, place = "" } = {}) {
    const found = await this.bench.ask("lesson", "lesson_page", `${mode}\n${name}\n${text}`);
    if (found.error) {
      this.actions.say(found.error);
      return false;
    }
    this.lesson = { ...found, text, name };
    this.player?.stop();
    // The markup is the program's, which escapes all text; and the policy lets no other script in.
    this.root.innerHTML = found.markup;
    const player = this.root.querySelector(".lesson");
    // The number of the line of each frame; 0 for prose.
    this.frames = [...player.querySelectorAll(".frames > li")].map((one) => Number(one.dataset.line ?? 0));
    const prompts = player.querySelector(".prompts");
    prompts.append(this.news, this.typing, this.tools);
    prompts.hidden = false;
    player.querySelector(".stage").append(this.grid.root);
    this.back.hidden = this.branches.length === 0;
    this.grid.close();
    this.player = lesson(player, { step, mode: found.mode });
    if (place !== "") this.player.go(this.player.find(place));
    document.title = `${found.title ?? name} - isolab`;
    await this.stand();
    return true;
  }

  // Opens a lesson that is no branch.
  async open(text, name, place) {
    this.branches = [];
    this.tell([]);
    return this.show(text, name, place);
  }

  // Puts the lab behind the step that is shown, for what may be typed there.
  async stand() {
    const asked = this.asked = {};
    const state = await this.bench.ask("lesson", "lesson_stand", this.given, this.line);
    if (asked === this.asked) this.offerPrompts(state);
  }

  // A prompt for each session.
  offerPrompts({ sessions }) {
    const names = sessions.map(({ name }) => name).join(" ");
    if (this.names !== names) {
      this.names = names;
      this.forms = sessions.map(({ name }, index) => {
        const form = Prompt.form("type-" + index, name);
        form.classList.add("s" + (index % 4 + 1) + "-text");
        const prefix = (line) => line.startsWith(".") || line.startsWith("help") ? line : `${name}: ${line}`;
        new Prompt(form, {
          offer: (text) => this.bench.ask("lesson", "lab_offer", prefix(text)),
          show: (text) => this.tell([text]),
          run: (line) => this.run(prefix(line)),
        });
        return form;
      });
      this.typing.replaceChildren(...this.forms);
    }
    for (const [index, { name, sign }] of sessions.entries()) {
      this.forms[index].querySelector("label").textContent = `${name}${sign}>`;
    }
  }

  async run(line) {
    try {
      const columns = 80;
      const answer = await this.actions.working(
        this.bench.ask("lesson", "lab_enter", line, columns));
      this.tell(answer.rows);
      if (answer.file) download(answer.file.name, answer.file.text);
      if (answer.play !== undefined) return this.actions.play(answer.play, answer.name);
      if (answer.changed) {
        const told = [...answer.rows, "  ; This is a branch of the lesson."];
        await this.branch(await this.bench.text("lesson", "lesson_branch"), Infinity, () => told);
      }
    } catch (error) {
      this.tell([error.message === "stopped" ? "Stopped." : "The lab failed at this line, so the line was left out."]);
      await this.stand();
    }
  }

  // Shows a changed lesson, and says what has changed.
  async branch(text, step = Infinity, told = changes) {
    if (!text) return;
    const before = { ...this.lesson, step: this.player.step, mode: this.player.mode };
    this.branches.push(before);
    if (!await this.show(text, before.name, { mode: before.mode, step })) this.branches.pop();
    else this.tell(told(before.steps, this.lesson.steps));
  }

  async leaveBranch() {
    const before = this.branches.pop();
    this.tell([]);
    if (before) await this.show(before.text, before.name, before);
  }

  tell(rows) {
    this.news.hidden = rows.length === 0;
    this.news.replaceChildren(...rows.map((row) => element("div", {}, coloured(row))));
  }

  save() { download((this.lesson.name || "lesson") + ".md", this.text); }

  // MARK: Other orders

  // Moves the step that is shown by some steps.
  move(distance) {
    const own = this.lesson.steps.filter(({ part }) => part === this.part).map(({ line }) => line);
    const at = own.indexOf(this.line);
    if (at < 0) return this.tell(["To move a command, go to its step first."]);
    return this.moveLine(at, at + distance, own);
  }

  async moveLine(from, to, own) {
    if (to < 0 || to >= own.length || to === from) return;
    const session = (line) => this.lesson.steps.find((step) => step.line === line).session;
    const passed = own.slice(Math.min(from, to), Math.max(from, to) + 1)
      .filter((line) => line !== own[from] && session(line) === session(own[from]));
    if (passed.length > 0) {
      return this.tell([`The steps of ${session(own[from])} keep their order among themselves.`]);
    }
    const other = to > from ? own[to + 1] ?? 1e9 : own[to];
    const text = await this.bench.ask("lesson", "lesson_moved", this.given, own[from], other);
    const step = this.player.step + to - from;
    await this.branch(text, step);
  }

  async runOrder(order) {
    const given = `${order}\n${this.given}`;
    await this.branch(await this.bench.ask("lesson", "lesson_reordered", given, this.part));
  }

  key(event) {
    if (this.root.hidden) return;
    if (event.key === "z" && (event.ctrlKey || event.metaKey) && !event.target.matches?.("input")) {
      event.preventDefault();
      return this.leaveBranch();
    }
    if (!event.altKey || event.target.matches?.("input, textarea")) return;
    const distance = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (distance === undefined) return;
    event.preventDefault();
    this.move(distance);
  }
}

// What is answered otherwise than before, command by command of each session.
function changes(before, after) {
  const named = (steps) => {
    const counts = new Map(), answers = new Map();
    for (const { session, command, answer } of steps) {
      const name = `${session}: ${command}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
      answers.set(`${name}#${counts.get(name)}`, { name, answer: answer.join("; ") });
    }
    return answers;
  };
  const [old, now] = [named(before), named(after)];
  const rows = [];
  for (const [key, { name, answer }] of now) {
    const was = old.get(key);
    if (was && was.answer !== answer) rows.push(`${name}: ${was.answer} -> ${answer}`);
  }
  return rows.length > 0 ? ["What changed:", ...rows] : ["No answer changed."];
}
