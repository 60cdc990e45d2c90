"use strict";

// All orders of a part's steps: a square for each, colored by what the order leads to. If there are
// more than `most`, the squares are a sample, and the lab counts the orders without running each.
class Grid {
  static most = 5000;
  static sample = 1000;
  static looks = [
    ["broken", "R", (kind) => kind.some((trait) => trait.endsWith("-broken"))],
    ["anomaly", "A", (kind) => kind.some((trait) => !Grid.plain.has(trait))],
    ["deadlock", "D", (kind) => kind.includes("deadlock")],
    ["needed", "×", (kind) => kind.includes("abort needed")],
    ["needless", "÷", (kind) => kind.some((trait) => trait.startsWith("abort not"))],
    ["waits", "w", (kind) => kind.includes("waits")],
    ["other", "?", (kind) => kind.length > 0],
    ["clean", "", () => true],
  ];
  static plain = new Set([
    "abort needed", "abort not needed", "abort not decided", "deadlock", "waits", "error",
  ]);

  constructor(view) {
    this.view = view;
    this.root = element("section", { class: "grid", hidden: true, "aria-label": "All orders" });
  }

  close() {
    if (this.root.hidden) return;
    this.root.hidden = true;
    this.view.root.querySelector(".tools button")?.focus();
  }

  async open() {
    if (!this.root.hidden) return this.close();
    const { view } = this;
    let found;
    try {
      found = await view.actions.working(view.bench.ask(
        "lesson", "lesson_orders", view.given, view.part, Grid.most, Grid.sample));
    } catch (error) {
      return view.tell([error.message === "stopped" ? "Stopped." : String(error)]);
    }
    if (!found) return view.tell(["These steps have no orders to show."]);
    const name = view.player.run.ariaLabel.slice(3);
    const isWhole = found.drawn === null;
    this.root.replaceChildren(
      element("h2", {}, isWhole ? `All ${found.all} orders of these steps in ${name}`
        : `A sample of the ${found.all ?? "more than 10^19"} orders of these steps in ${name}`),
      element("p", { class: "told" }, isWhole ? this.wholeTold(found) : this.sampleTold(found)),
      element("p", { class: "counted", role: "status" }),
      element("button", { type: "button", onclick: () => this.close() }, "Back to the lesson"),
      this.legend(found), this.cells(found));
    this.root.hidden = false;
    (this.root.querySelector("[aria-current]:not([aria-current=false])")
      ?? this.root.querySelector(".cell[tabindex='0']"))?.focus();
    if (!isWhole) await this.count(found);
  }

  wholeTold({ all, orders }) {
    const possible = orders.length.toLocaleString("en");
    return possible === all ? ""
      : `${possible} are possible; the others would require a session to act while it waits.`;
  }

  sampleTold({ drawn, orders }) {
    const [all, possible] = [drawn, orders.length].map((count) => count.toLocaleString("en"));
    return `The lab drew ${all} of them at random. ${all === possible ? "Each is a square."
      : `The ${possible} possible ones are squares; the others would require a session to act while it waits.`}`;
  }

  // Counts all orders of a sample's whole by outcome, and adds an example of each outcome that the
  // sample lacks.
  async count(found) {
    const { view, root } = this;
    const told = root.querySelector(".counted");
    told.textContent = "Counting all orders…";
    let counts;
    try {
      counts = await view.actions.working(
        view.bench.ask("lesson", "lesson_counts", view.given, view.part));
    } catch (error) {
      told.textContent = "The lab did not count all orders. The numbers are those of the sample.";
      return;
    }
    if (!told.isConnected) return;
    const names = found.kinds.map((kind) => kind.join());
    const known = new Set(found.orders.map(([order]) => order));
    const examples = [];
    const numbers = found.kinds.map(() => "0");
    for (const { traits, count, example } of counts.kinds) {
      let kind = names.indexOf(traits.join());
      if (kind < 0) {
        kind = found.kinds.push(traits) - 1;
        if (!known.has(example)) examples.push([example, kind]);
      }
      numbers[kind] = count;
    }
    told.textContent = (counts.told ? `In ${counts.told}.`
      : `The lab counted all orders: ${counts.possible} are possible. The legend shows exact numbers.`)
      + (examples.length === 0 ? ""
        : ` Squares with a dashed edge are examples of outcomes that the sample lacks: ${examples.length}.`);
    const all = { ...found, orders: [...found.orders, ...examples] };
    root.querySelector(".legend").replaceWith(this.legend(all, numbers));
    root.querySelector(".cells").replaceWith(this.cells(all, found.orders.length));
    root.querySelector(".cell[tabindex='0']")?.focus();
  }

  static look(kind) { return Grid.looks.find(([, , fits]) => fits(kind)); }

  // `numbers` says how many orders there are of each kind, if more than the squares.
  legend({ kinds, orders }, numbers) {
    const squares = kinds.map(() => 0);
    for (const [, kind] of orders) squares[kind]++;
    const counts = numbers ?? squares;
    return element("p", { class: "legend" }, ...kinds.map((kind, index) => {
      const [name, sign] = Grid.look(kind);
      return element("button", {
        type: "button", "aria-pressed": "false", onclick: (event) => this.filter(event, index),
      }, element("span", { class: "cell " + name }, sign), ` ${kind.join(", ") || "clean"}: ${counts[index]} `);
    }));
  }

  // Only the orders of one kind, or all again.
  filter({ currentTarget }, kind) {
    const isOn = currentTarget.getAttribute("aria-pressed") === "true";
    for (const button of this.root.querySelectorAll(".legend button")) {
      button.setAttribute("aria-pressed", "false");
    }
    currentTarget.setAttribute("aria-pressed", String(!isOn));
    for (const cell of this.root.querySelectorAll(".cells .cell")) {
      cell.hidden = !isOn && Number(cell.dataset.kind) !== kind;
    }
  }

  // Those from `drawn` on are examples.
  cells({ kinds, lanes, orders }, drawn = Infinity) {
    const now = this.view.lesson.steps.filter(({ part }) => part === this.view.part)
      .map(({ session }) => lanes.indexOf(session)).join(" ");
    const cells = orders.map(([order, kind], index) => {
      const [name, sign] = Grid.look(kinds[kind]);
      const isExample = index >= drawn;
      const told = `${isExample ? "example" : index + 1}: ${order.split(" ").map((lane) => lanes[lane]).join(", ")}: `
        + (kinds[kind].join(", ") || "clean");
      return element("button", {
        type: "button", class: `cell ${name}${isExample ? " example" : ""}`, title: told, "aria-label": told, "data-kind": kind,
        "aria-current": order === now, tabindex: index === 0 ? 0 : -1,
        onclick: () => this.view.runOrder(order),
      }, sign);
    });
    return element("div", { class: "cells", onkeydown: (event) => this.walk(event) }, ...cells);
  }

  // The arrow keys go from square to square.
  walk(event) {
    if (event.key === "Escape") return this.close();
    const cells = [...this.root.querySelectorAll(".cells .cell:not([hidden])")];
    const row = cells.findIndex((cell) => cell.offsetTop !== cells[0].offsetTop);
    const width = row < 0 ? cells.length : row;
    const distance = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -width, ArrowDown: width }[event.key];
    const next = cells[cells.indexOf(document.activeElement) + (distance ?? NaN)];
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    next.focus();
  }
}
