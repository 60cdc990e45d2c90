"use strict";

// Rows of the timeline can be dragged to another place in the order. A finger has to rest on its row
// for a moment first, because otherwise it scrolls.
const Dragging = {
  start(view) {
    let drag = null, timer = 0;
    view.root.addEventListener("pointerdown", (event) => {
      const piece = event.target.closest(".run.now :is(g.row, g.said)");
      const row = piece && Dragging.rows(view).find((one) => one.dataset.from === piece.dataset.from);
      if (!row || event.button !== 0) return;
      drag = { row, start: event.clientY, to: null, rests: event.pointerType === "touch" };
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (!drag?.rests) return;
        drag.rests = false;
        drag.row.classList.add("dragged");
      }, 350);
    });
    view.root.addEventListener("pointermove", (event) => {
      if (!drag || Math.abs(event.clientY - drag.start) < 6) return;
      if (drag.rests) {
        drag = null;
        return;
      }
      event.preventDefault();
      drag.row.classList.add("dragged");
      const rows = Dragging.rows(view);
      const under = rows.findLast((row) => row.getBoundingClientRect().top <= event.clientY);
      for (const row of rows) row.classList.toggle("drop", row === under);
      drag.to = under ?? rows[0];
    });
    for (const type of ["touchmove", "contextmenu"]) {
      view.root.addEventListener(type, (event) => {
        if (drag && !drag.rests && event.cancelable) event.preventDefault();
      }, { passive: false });
    }
    const end = (event) => {
      if (!drag) return;
      const { row, to } = drag;
      drag = null;
      for (const one of Dragging.rows(view)) one.classList.remove("dragged", "drop");
      if (event.type === "pointercancel" || !to || to === row) return;
      const lines = [row, to].map((one) => view.frames[Number(one.dataset.from)]);
      const own = view.lesson.steps.filter(({ part }) => part === view.part).map(({ line }) => line);
      const [from, place] = lines.map((line) => own.indexOf(line));
      if (from >= 0 && place >= 0) view.moveLine(from, place, own);
    };
    view.root.addEventListener("pointerup", end);
    view.root.addEventListener("pointercancel", end);
  },

  rows(view) {
    return [...view.root.querySelectorAll(".run.now g.row.now")]
      .filter((row) => row.getBoundingClientRect().height > 0);
  },
};
