"use strict";

// All orders of a part's steps: a square for each, coloured by what the order leads to.
class Grid {
  static most = 5000;
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
      found = await view.actions.working(
        view.bench.ask("lesson", "lesson_orders", view.given, view.part, Grid.most));
    } catch (error) {
      return view.tell([error.message === "stopped" ? "Stopped." : String(error)]);
    }
    if (!found) return this.tooMany();
    this.root.replaceChildren(
      element("h2", {}, `All ${found.all} orders of these steps, ${view.player.run.ariaLabel.replace("In", "in")}:`),
      element("p", {}, found.orders.length === found.all ? ""
        : `${found.orders.length} are possible; in the others, a session would have to act while it waits.`),
      element("button", { type: "button", onclick: () => this.close() }, "Back to the lesson"),
      this.legend(found), this.cells(found));
    this.root.hidden = false;
    (this.root.querySelector("[aria-current]:not([aria-current=false])")
      ?? this.root.querySelector(".cell[tabindex='0']"))?.focus();
  }

  // The lab counts them together instead.
  async tooMany() {
    const { view } = this;
    view.tell(["There are too many orders to show as squares. This table counts them by outcome:"]);
    await view.run(".explore");
  }

  static look(kind) { return Grid.looks.find(([, , fits]) => fits(kind)); }

  legend({ kinds, orders }) {
    const counts = kinds.map(() => 0);
    for (const [, kind] of orders) counts[kind]++;
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

  cells({ kinds, lanes, orders }) {
    const now = this.view.lesson.steps.filter(({ part }) => part === this.view.part)
      .map(({ session }) => lanes.indexOf(session)).join(" ");
    const cells = orders.map(([order, kind], index) => {
      const [name, sign] = Grid.look(kinds[kind]);
      const told = `${index + 1}: ${order.split(" ").map((lane) => lanes[lane]).join(", ")}: `
        + (kinds[kind].join(", ") || "clean");
      return element("button", {
        type: "button", class: "cell " + name, title: told, "aria-label": told, "data-kind": kind,
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
