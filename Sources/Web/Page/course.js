"use strict";

// The course: a map, and the lessons in groups. page.js shows how far each was read.
class Course {
  constructor(root, { markup, cells }) {
    root.innerHTML = markup;
    // The lessons of the map's cells that are not built in.
    this.cells = cells;
  }

  show() { tellProgress(); }
}

// Where a link of a page leads in the lab; null if it does not lead to a lesson.
function target(link) {
  const found = link.match(/^([a-z0-9-]+)\.html(?:\?mode=([a-z0-9]+))?(?:#(.+))?$/);
  if (!found) return null;
  const [, name, mode, place] = found;
  if (name === "index") return "course";
  return [name, mode ?? "", place ?? ""].join("/").replace(/\/+$/, "");
}
