"use strict";

// A line to type: Enter runs it, Tab completes it, the arrows recall earlier ones.
class Prompt {
  // `offer` returns what Tab offers for a text; `show` shows candidates; `run` runs a line.
  constructor(form, { offer, show, run }) {
    this.form = form;
    this.input = form.querySelector("input");
    this.label = form.querySelector("label");
    this.past = [];
    this.at = 0;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const line = this.input.value;
      this.input.value = "";
      if (line.trim() !== "") this.past.push(line);
      this.at = this.past.length;
      run(line);
    });
    this.input.addEventListener("keydown", async (event) => {
      if (event.key === "ArrowUp" && this.at > 0) this.input.value = this.past[--this.at];
      else if (event.key === "ArrowDown" && this.at < this.past.length) {
        this.input.value = this.past[++this.at] ?? "";
      } else if (event.key === "Tab" && !event.shiftKey && this.input.value !== "") {
        event.preventDefault();
        this.complete(await offer(this.input.value), show);
      } else return;
      event.stopPropagation();
    });
  }

  complete({ replace, suffix, usage, candidates }, show) {
    const typed = [...this.input.value];
    const kept = typed.slice(0, typed.length - replace).join("");
    if (candidates.length === 1) this.input.value = kept + candidates[0] + suffix;
    else if (candidates.length > 1) {
      const common = candidates.reduce((one, other) => {
        let length = 0;
        while (length < one.length && one[length] === other[length]) length++;
        return one.slice(0, length);
      });
      if (common.length > replace) this.input.value = kept + common;
      show(candidates.join("  "));
    }
    if (usage) show(usage);
  }

  static form(id, name) {
    return element("form", { class: "prompt" },
      element("label", { for: id }, name),
      element("input", {
        id, autocomplete: "off", autocapitalize: "off", autocorrect: "off", spellcheck: "false",
        enterkeyhint: "go",
      }));
  }
}
