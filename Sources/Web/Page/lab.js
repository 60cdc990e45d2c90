"use strict";

// The page: the course, a lesson, and the shell; the address says which.
(async function () {
  const find = (id) => document.getElementById(id);
  const source = find("worker").textContent;
  const packed = find("module");
  const bench = new Bench(source);
  const busy = find("busy");

  // Shows a Stop button while something takes long.
  async function working(promise) {
    const timer = setTimeout(() => { busy.hidden = false; }, 300);
    try { return await promise; } finally {
      clearTimeout(timer);
      busy.hidden = true;
    }
  }
  busy.querySelector("button").addEventListener("click", () => bench.stop());

  function choose() {
    return new Promise((keep) => {
      const input = element("input", { type: "file", accept: ".md,.isolab,.txt" });
      input.addEventListener("change", () => keep(input.files[0]));
      input.addEventListener("cancel", () => keep(null));
      input.click();
    });
  }
  let noticed = 0;
  function say(text) {
    find("notice").textContent = text;
    find("notice").hidden = text === "";
    clearTimeout(noticed);
    noticed = setTimeout(() => { find("notice").hidden = true; }, 8000);
  }
  const actions = {
    working, choose, say,
    play: (text, name) => openText(text, name ?? "here"),
  };

  // Links that carry a lesson: deflated, in the letters of base64url.
  const letters = (bytes) => btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  async function squeezed(data, stream) {
    const result = new Blob([data]).stream().pipeThrough(stream);
    return new Uint8Array(await new Response(result).arrayBuffer());
  }
  async function packedText(text) {
    return letters(await squeezed(text, new CompressionStream("deflate-raw")));
  }
  async function unpackedText(coded) {
    const bytes = Uint8Array.from(
      atob(coded.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
    return new TextDecoder().decode(
      await squeezed(bytes, new DecompressionStream("deflate-raw")));
  }

  const began = performance.now();
  const content = await bench.unpack(
    bytes(packed.textContent),
    packed.dataset.sizes.split(" ").map(Number));
  packed.remove();
  const shell = new Shell(find("shell"), bench, actions);
  await shell.begin();
  const lessons = new LessonView(find("lesson"), bench, actions);
  const course = new Course(find("course"), content);

  function reveal(name) {
    for (const one of ["course", "lesson", "shell"]) find(one).hidden = one !== name;
    for (const link of document.querySelectorAll("nav a")) {
      link.toggleAttribute("aria-current", link.hash === "#" + name);
    }
    find("share").hidden = name !== "lesson";
  }
  async function openText(text, name) {
    if (!await lessons.open(text, name)) return;
    history.pushState(null, "", "#here");
    reveal("lesson");
  }
  async function route() {
    say("");
    const address = decodeURIComponent(location.hash.slice(1));
    if (address === "shell") {
      reveal("shell");
      shell.prompt.input.focus();
    } else if (address === "" || address === "course") {
      reveal("course");
      course.show();
    } else if (address.startsWith("lab=")) {
      const [found, text] = parted(await unpackedText(address.slice(4)));
      const [name, mode, place] = found.split("/");
      if (await lessons.open(text, name, { mode, place })) reveal("lesson");
    } else if (address !== "here") {
      const [name, mode = "", place = ""] = address.split("/");
      const text = course.cells[name] ?? await bench.text("lesson", "lesson_text", name);
      if (text === "") return say(`There is no lesson named ${name}.`);
      if (await lessons.open(text, name, { mode, place })) reveal("lesson");
    }
  }
  const parted = (text) => {
    const end = text.indexOf("\n");
    return [text.slice(0, end), text.slice(end + 1)];
  };

  find("open").addEventListener("click", async () => {
    const file = await choose();
    if (file) await openText(await file.text(), file.name.replace(/\.[^.]*$/, ""));
  });
  find("share").addEventListener("click", async () => {
    const { lesson: { name, text }, player } = lessons;
    const place = [name, player.mode, player.name()].join("/");
    history.replaceState(null, "", "#lab=" + await packedText(`${place}\n${text}`));
    try {
      await navigator.clipboard.writeText(location.href);
      say("The link is on the clipboard. It contains the whole lesson.");
    } catch {
      say("The address of this page now contains the whole lesson. Copy the address to share it.");
    }
  });
  find("main").addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const place = link && target(link.getAttribute("href"));
    if (!place) return;
    event.preventDefault();
    location.hash = place;
  });
  window.addEventListener("hashchange", () => working(route()));
  await route();
  document.documentElement.dataset.ready = Math.round(performance.now() - began);
})();
