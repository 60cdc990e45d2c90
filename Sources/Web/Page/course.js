"use strict";

// The course: its lessons in groups. Which ones were opened is kept in this browser only.
class Course {
  constructor(root, bench) { [this.root, this.bench] = [root, bench]; }

  async show() {
    if (this.root.childElementCount === 0) {
      this.root.innerHTML = await this.bench.text("lesson", "course_markup");
    }
    const seen = this.seen;
    for (const link of this.root.querySelectorAll("a[href]")) {
      const name = link.getAttribute("href").replace(/^#/, "").split("/")[0];
      link.classList.toggle("visited", seen.has(name));
    }
  }

  get seen() {
    try {
      return new Set(JSON.parse(localStorage.getItem("isolab-course") ?? "[]"));
    } catch {
      return new Set();
    }
  }

  note(name) {
    try {
      localStorage.setItem("isolab-course", JSON.stringify([...this.seen.add(name)]));
    } catch {
      // A browser may keep nothing.
    }
  }
}
