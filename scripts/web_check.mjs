// Compares the lab's module with the native program: see scripts/web-check.
import { execFile, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import vm from "node:vm";
import { Programs } from "./web_programs.mjs";

const [isolab, moduleFile, scratch, programCount, seed] = process.argv.slice(2);
const root = path.dirname(import.meta.dirname);
const Lab = vm.runInThisContext(
  fs.readFileSync(`${root}/Sources/Web/Page/module.js`, "utf8") + "\nLab");
const compiled = new WebAssembly.Module(fs.readFileSync(moduleFile));
const allModes = ["ru", "rc", "si", "wsi", "ssi", "2pl", "sgt"];
const forms = [
  "svg", "svg-graph", "svg-versions", "dot", "mermaid", "json", "notation", "md", "sql",
];

// MARK: What was found

const tally = new Map();
const shown = new Map();

// Counts a comparison, and shows the first line that differs of the first few of each kind.
function compare(kind, what, native, ours) {
  const count = tally.get(kind) ?? { equal: 0, different: 0 };
  tally.set(kind, count);
  if (native === ours) return void (count.equal += 1);
  count.different += 1;
  if ((shown.set(kind, (shown.get(kind) ?? 0) + 1)).get(kind) > 5) return;
  const [left, right] = [native.split("\n"), ours.split("\n")];
  const at = left.findIndex((line, index) => line !== right[index]);
  const place = at < 0 ? left.length : at;
  console.log(`${kind}: ${what}: line ${place + 1}`);
  console.log(`  native ${excerpt(left[place], right[place])}`);
  console.log(`  module ${excerpt(right[place], left[place])}`);
}

// The part of a long line in which it differs from another one.
function excerpt(line = "(no such line)", other = "") {
  let start = 0;
  while (start < line.length && line[start] === other[start]) start += 1;
  start = Math.max(0, start - 60);
  return JSON.stringify((start > 0 ? "..." : "") + line.slice(start, start + 160));
}

// MARK: The native program

// What the program prints, or nothing if it refuses.
function printed(...options) {
  return new Promise((resolve) => {
    execFile(isolab, options, { maxBuffer: 1 << 30 }, (error, text) => resolve(error ? "" : text));
  });
}

// Runs jobs, one per core at a time.
async function all(jobs) {
  const rest = jobs.values();
  const worker = async () => { for (const job of rest) await job(); };
  await Promise.all(Array.from({ length: os.availableParallelism() }, worker));
}

// What the interactive shell answers to lines; its home is a folder of its own.
async function shellAnswers(lines, folder) {
  fs.mkdirSync(folder);
  const script = `${root}/scripts/web_check.py`;
  const python = spawn("python3", [script, isolab, folder], { stdio: ["pipe", "pipe", "inherit"] });
  python.stdin.end(JSON.stringify(lines));
  const pieces = [];
  for await (const piece of python.stdout) pieces.push(piece);
  return JSON.parse(Buffer.concat(pieces).toString());
}

// MARK: Lessons and scripts

// The files in a folder; `file` is what the native program opens.
function scripts(folder, ending) {
  return fs.readdirSync(`${root}/${folder}`, { recursive: true })
    .filter((name) => name.endsWith(ending)).sort().map((name) => `${folder}/${name}`)
    .map((file) => ({ file, text: fs.readFileSync(`${root}/${file}`, "utf8") }));
}

const hasCommands = ({ text }) => text.includes("```isolab");

const lessons = scripts("Scenarios", ".md")
  .map(({ file, text }) => ({ file: path.basename(file, ".md"), text }));
const recorded = [
  ...scripts("Tests", ".isolab"),
  ...scripts("Sources/Help/Pages", ".md").filter(hasCommands),
  ...scripts("docs", ".md").filter(hasCommands),
];

function modes(text) {
  const words = [...text.matchAll(/^\.modes (.*)$/gm)].at(-1)?.[1];
  if (words === "all") return allModes;
  return words?.split(" ") ?? ["rc", "si", "wsi", "ssi"];
}

function transcript({ file, text }, form, mode) {
  return async () => {
    const native = await printed("export", file, "-o", "-", "--format", form, "--mode", mode);
    const ours = new Lab(compiled).call("lesson_export", [form, mode, file, text].join("\n"));
    const kind = { md: "transcripts", html: "pages" }[form] ?? "exports";
    compare(kind, `isolab export ${file} --format ${form} --mode ${mode}`, native, ours);
  };
}

// MARK: Shells

// Lines that answer otherwise in a page, for the reasons given.
const leftOut = [
  /^\.(on|resume)\b/, // a page reaches no database, and keeps no journal
  /^\.(play|open|timing)\b/, // a page shows lessons, opens files, and measures time itself
  /^\.(timeout|advance)\b/, // real time passes in the native shell
  /^(\.quit|quit|exit|\\q)\b/, // the native shell ends
  /[\x00-\x1f\x7f]/, // the line editor takes these for keys
];

// Whether the lab follows real time after that line.
const isTimed = (line) => /^\.(lesson forgotten-transaction|timeout)\b/.test(line);

function lines(text) {
  const blocks = [...text.matchAll(/^```isolab.*\n([^]*?)^```/gm)].map((block) => block[1]);
  return (blocks.length > 0 ? blocks.join("\n") : text).split("\n")
    .filter((line) => line !== "" && !line.startsWith("  "));
}

// The lines of a script as they are typed, with words that look at the lab after them.
function typedScript({ text }, mode) {
  const own = lines(text);
  const end = own.findIndex(isTimed);
  return [
    ".reset", `.mode ${mode}`, ...(end < 0 ? own : own.slice(0, end)), ".why", ".why serializable",
    ".timeline", ".timeline rw", ".graph", ".versions", ".transactions", ".locks", ".bloat",
    ".rerun ssi", ".undo", ".compare", ".undo", ".undo 2", ".branches", ".redo", ".rules",
  ];
}

// The prompt of the module's shell, and its answer to a line; files that it makes are kept.
function answered(lab, line, files) {
  try {
    const { step, session, sign } = JSON.parse(lab.call("lab_prompt"));
    const { rows, file } = JSON.parse(lab.call("lab_enter", line, 80));
    if (file) files.set(file.name, file.text);
    // The help says where the page differs.
    const same = rows.filter((row) => !/^  ; (on |to leave )?this page/.test(row));
    return [`${step} ${session}${sign}> `, ...same].join("\n").replace(/\x1b\[[0-9;]*m/g, "");
  } catch (error) {
    return `the module fails: ${error.message}`;
  }
}

// The same lines in both shells, each of them fresh.
function shell(typed, folder) {
  return async () => {
    const lines = [".ascii off", ...typed.filter((line) => !leftOut.some((one) => one.test(line)))];
    const native = await shellAnswers(lines, folder);
    const lab = new Lab(compiled);
    lab.call("lab_new", "", 1);
    const files = new Map();
    let start = 0;
    for (const [index, line] of lines.entries()) {
      if (line === ".reset") start = index;
      const theirs = native[index].flat().join("\n");
      const ours = answered(lab, line, files);
      compare("commands", lines.slice(start, index + 1).join(" | "), theirs, ours);
      // What follows may differ because of this.
      if (theirs !== ours) break;
    }
    for (const [name, text] of files) {
      const file = `${folder}/${name}`;
      compare("files", name, fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "", text);
    }
  };
}

// MARK: Random programs

const random = new Programs(Number(seed));
const programs = Array.from({ length: Number(programCount) }, () => random.program());

// Programs as one file, in which each line may fail.
function file(programs, number) {
  const name = `${scratch}/programs${number}.isolab`;
  const parts = programs.map((lines) => lines.map((line) => `${line}\n  error\n`).join(""));
  const text = `# programs\n.modes all\n${parts.join(".reset\n")}`;
  fs.writeFileSync(name, text);
  return { file: name, text };
}

function chunks(list, size) {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size));
}

// MARK: All of it

process.chdir(root);
const begun = Date.now();
const topics = [
  "", ...scripts("Sources/Help/Pages", ".md").map(({ file }) => path.basename(file, ".md")),
  ...[...(await printed("-e", "help topics")).matchAll(/^  ;   (.*)/gm)]
    .flatMap(([, names]) => names.split(/ +/)),
];
const jobs = [
  ...lessons.flatMap((lesson) => modes(lesson.text).flatMap((mode) =>
    [...forms, "html"].map((form) => transcript(lesson, form, mode)))),
  ...recorded.flatMap((script) => modes(script.text).map((mode) => transcript(script, "md", mode))),
  ...chunks(programs, 50).map(file).flatMap((script) =>
    allModes.map((mode) => transcript(script, "md", mode))),
  ...programs.slice(0, 50).flatMap((lines, index) => {
    const script = file([lines], `-${index}`);
    return [...forms, "html"].map((form, place) =>
      transcript(script, form, allModes[(index + place) % allModes.length]));
  }),
  ...chunks([...lessons, ...recorded], 10).map((some, number) => shell(
    some.flatMap((script, index) => typedScript(script, allModes[index % allModes.length])),
    `${scratch}/scripts${number}`)),
  shell(lessons.flatMap(({ file }, index) =>
    [".reset", `.mode ${allModes[index % 7]}`, `.lesson ${file}`, ".why", ".explore si ssi"]
      .slice(0, file === "forgotten-transaction" ? 3 : 5)), `${scratch}/lessons`),
  shell(topics.map((topic) => `help ${topic}`), `${scratch}/help`),
  ...chunks(programs, 25).map((some, number) => shell(
    some.flatMap((lines, index) => random.typed(lines, `${number}-${index}`)),
    `${scratch}/programs${number}`)),
];
await all(jobs);
const counts = [...tally].map(([kind, { equal, different }]) =>
  `${equal} ${kind} equal` + (different > 0 ? `, ${different} DIFFERENT` : ""));
const seconds = Math.round((Date.now() - begun) / 1000);
console.log(`seed ${seed}, ${programs.length} programs, ${seconds} s: ${counts.join("; ")}`);
process.exitCode = [...tally.values()].some(({ different }) => different > 0) ? 1 : 0;
