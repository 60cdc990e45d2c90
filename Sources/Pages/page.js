"use strict";
(function () {
  const root = document.documentElement;
  const player = document.getElementById("player");
  if (!player) return;
  const find = (id) => document.getElementById(id);
  const slider = find("slider"), now = find("now"), place = find("place");
  const [first, back, next, last] = ["first", "back", "next", "last"].map(find);
  const frames = [...find("frames").children];
  const runs = [...document.querySelectorAll(".run")];
  const tagged = [...document.querySelectorAll("[data-modes]")];
  const spans = [...document.querySelectorAll("[data-from]")];
  const end = frames.length - 1;
  const query = new URLSearchParams(location.search);
  // The names of the frames in links, in each mode; a frame of several steps has several names.
  const anchors = Object.fromEntries(runs.map((run) => [
    run.dataset.mode, run.dataset.anchors.split(" ").map((names) => names.split(","))]));
  let at = 0;
  let mode = player.dataset.mode;

  // "step 5" or, in the second part, "part 2, step 5"; a command that takes no step comes after one.
  function whereabouts() {
    const anchor = anchors[mode][at][0];
    const [, , part, step, letter] = anchor.match(/^((\d+)\.)?(\d+)([a-z]*)$/);
    const prefix = part ? "part " + part + ", " : "";
    return prefix + (step === "0" ? "start" : (letter ? "after step " : "step ") + step);
  }

  // Shows the answer to the current command in the current mode, taken from the table of all steps.
  function tell() {
    const row = document.querySelector(
      '.run[data-mode="' + mode + '"] tr[data-frame="' + at + '"]');
    now.replaceChildren();
    if (!row) {
      const hint = document.createElement("p");
      hint.textContent = "question" in frames[at].dataset
        ? "What do you predict? Press Reveal to see what happens."
        : at === end ? "This is the end." : "Read this, then press Next.";
      hint.className = "faint";
      now.append(hint);
      return;
    }
    for (const cell of [...row.cells].slice(1)) {
      const part = document.createElement("div");
      part.className = cell.className;
      part.append(...[...cell.childNodes].map((node) => node.cloneNode(true)));
      for (const details of part.querySelectorAll("details")) {
        details.open = !("hiding" in root.dataset);
      }
      now.append(part);
    }
  }

  function show() {
    for (const run of runs) run.classList.toggle("now", run.dataset.mode === mode);
    for (const text of tagged) {
      text.classList.toggle("now", text.dataset.modes.split(" ").includes(mode));
    }
    for (const span of spans) {
      const from = Number(span.dataset.from);
      const to = "to" in span.dataset ? Number(span.dataset.to) : Infinity;
      span.classList.toggle("now", from <= at && at < to);
    }
    tell();
    player.dispatchEvent(new CustomEvent("step", { bubbles: true, detail: { step: at, mode } }));
    slider.value = at;
    slider.setAttribute("aria-valuetext", whereabouts() + ", " + frames[at].textContent);
    place.textContent = whereabouts();
    next.textContent = "question" in frames[at].dataset ? "Reveal" : "Next";
    for (const button of [first, back]) button.setAttribute("aria-disabled", at === 0);
    for (const button of [next, last]) button.setAttribute("aria-disabled", at === end);
  }

  function tellAddress() {
    try {
      const asked = query.toString().replaceAll(/=(?=&|$)/g, "");
      history.replaceState(null, "", (asked && "?" + asked) + "#" + anchors[mode][at][0]);
    } catch (error) {
      // A page in a sandbox may not change its address.
    }
  }

  // Returns whether there was anywhere to go. Browsers object if the address changes as fast as a slider.
  function go(to, isSliding) {
    const target = Math.min(Math.max(to, 0), end);
    if (target === at) return false;
    at = target;
    show();
    if (!isSliding) tellAddress();
    return true;
  }

  function follow() {
    const anchor = location.hash.slice(1);
    const found = anchors[mode].findIndex((names) => names.includes(anchor));
    if (found >= 0) at = found;
    show();
  }

  first.addEventListener("click", () => go(0));
  back.addEventListener("click", () => go(at - 1));
  next.addEventListener("click", () => go(at + 1));
  last.addEventListener("click", () => go(end));
  slider.addEventListener("input", () => go(Number(slider.value), true));
  slider.addEventListener("change", tellAddress);
  for (const radio of player.querySelectorAll("input[type=radio]")) {
    if (radio.value === query.get("mode")) mode = radio.value;
    radio.addEventListener("change", () => {
      mode = radio.value;
      query.set("mode", mode);
      show();
      tellAddress();
    });
  }
  for (const radio of player.querySelectorAll("input[type=radio]")) {
    radio.checked = radio.value === mode;
  }

  // Only while the player has the focus; at the ends the keys are left to the page around it.
  player.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (event.target.matches("input, summary, a")) return;
    const ways = {
      ArrowRight: at + 1, PageDown: at + 1, ArrowLeft: at - 1, PageUp: at - 1, Home: 0, End: end,
    };
    if (event.key in ways && go(ways[event.key])) {
      event.preventDefault();
      event.stopPropagation();
    }
  });
  window.addEventListener("hashchange", follow);
  window.addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });

  // The table of all steps would give the answers away.
  for (const steps of document.querySelectorAll(".steps")) steps.open = false;
  root.classList.add("live");
  root.classList.toggle("embed", query.has("embed"));
  player.hidden = now.hidden = false;
  follow();
})();

// An arrow lights the two commands that it connects, and says what they did.
function light(arrow, isLit) {
  const picture = arrow.ownerSVGElement;
  for (const end of arrow.dataset.ends.split(" ")) {
    picture.querySelector('[data-cell="' + end + '"]').classList.toggle("lit", isLit);
  }
  const words = picture.parentElement.querySelector(".arrow-words");
  if (words) words.textContent = isLit ? arrow.getAttribute("aria-label") : "";
}
for (const [type, isLit] of [
  ["pointerover", true], ["focusin", true], ["pointerout", false], ["focusout", false],
]) {
  document.addEventListener(type, (event) => {
    const arrow = event.target.closest(".arrow");
    if (arrow) light(arrow, isLit);
  });
}

// How far each lesson of the course was read is kept in this browser only, if it keeps anything.
{
  const known = (name) => {
    try {
      return JSON.parse(localStorage.getItem("isolab " + name));
    } catch (error) {
      return null;
    }
  };
  document.addEventListener("step", (event) => {
    const { step } = event.detail;
    const name = decodeURI(location.pathname.split("/").pop()).replace(/\.html$/, "");
    const of = document.querySelectorAll(".frames > li, #frames > li").length;
    const far = Math.max(step + 1, known(name)?.far ?? 0);
    if (step === 0 || !document.querySelector(".course-links")) return;
    try {
      localStorage.setItem("isolab " + name, JSON.stringify({ far, of }));
    } catch (error) {
      // A page in a sandbox keeps nothing.
    }
  });
  for (const card of document.querySelectorAll("[data-lesson]")) {
    const { far, of } = known(card.dataset.lesson) ?? {};
    if (!far) continue;
    card.classList.add(far >= of ? "done" : "begun");
    card.querySelector(".progress").textContent = far >= of
      ? "\u2713 read" : Math.round(100 * far / of) + "% read";
  }
}
