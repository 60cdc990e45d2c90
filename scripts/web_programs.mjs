// Random programs for scripts/web-check: the same seed gives the same programs.
//
// The module counts with 32 bits, so many numbers are near 2^31, 2^32, and 2^63.

const numbers = [
  "0", "1", "-1", "7", "65536", "2147483647", "2147483648", "-2147483648", "-2147483649",
  "4294967295", "4294967296", "9007199254740993", "4611686018427387904", "9223372036854775806",
  "9223372036854775807", "-9223372036854775807", "-9223372036854775808", "9223372036854775808",
];
const texts = [
  "on", "off", '"two words"', '"ä"', '"日本語"', '"👩‍👩‍👧"', '"e\u0301"', '"ﬁ"', '"\\u{202E}x"',
  '"a\\nb"', '""', "07", '"="', "ÄÖÜ", '"\u200B"', '"אבג"', '"ß"',
];
const keys = ["x", "y", "a1", "a2", "room12/ann", '"k ä"', '"👍🏽"', "z/1"];
const ranges = ["*", "*", "a*", "room12/*", "a..y", "x", '"k"..z', ""];
const modes = ["ru", "rc", "si", "wsi", "ssi", "2pl", "sgt"];
const endings = ["svg", "graph.svg", "versions.svg", "dot", "mmd", "json", "txt", "md", "sql"];
const spans = ["500ms", "30s", "1.5m", "2h", "600h", "10000h"];
const counts = ["1", "2", "3", "2147483648", "4294967297", "99999999999999999999"];

const wrongLines = [
  "GTE x", "PUT x", "PUT x 10 -3", "BEGIN maybe", "GET", "alice BEGIN", "UPDATE x", "SUM x = 1",
  'PUT "open 1', "IF 1 = 1", "PUT x $n + 1", "SCAN a..", ".mode nothing", ".seed", ".seed x",
  ".rule", ".rule a", "nobody: GET x", ".why 9999999999", ".undo 9999999999",
  ".branches 9999999999", ".nothing", "PUT x (((1)", "PUT x 1 = 1 = 1", "COMMIT now", "GET .x",
  ".autovacuum 9999999999", "9999999999 alice> GET x", ".lesson nothing", "help nothing",
  ".explore nothing", ".compare nothing", ".rerun nothing", ".versions x y", "ÄPUT x 1",
  "PUT x 9223372036854775807 + 1", "PUT x -9223372036854775808 / -1", "PUT x 1 % 0",
  'PUT "\\u{110000}" 1', 'PUT "\\q" 1', ".cancel bob", ".retry bob", ".rules", ".advance 1",
];

export class Programs {
  constructor(seed) { this.state = (seed ^ 0x9e3779b9) >>> 0 || 1; }

  // A number below a bound, after Marsaglia's xorshift.
  below(bound) {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state = (this.state ^ (this.state << 5)) >>> 0;
    return this.state % bound;
  }

  of(list) { return list[this.below(list.length)]; }
  key() { return this.of(this.keys); }
  chance(percent) { return this.below(100) < percent; }

  value() { return this.chance(70) ? this.of(numbers) : this.of(texts); }

  expression(depth = 0) {
    if (depth > 2 || this.chance(30)) {
      return this.of([
        () => this.value(), () => this.of(numbers), () => `value(${this.key()})`,
        () => `count(${this.of(ranges)})`, () => `sum(${this.of(ranges)})`, () => "$n",
      ])();
    }
    const [left, right] = [this.expression(depth + 1), this.expression(depth + 1)];
    return this.of([`(${left}) ${this.of(["+", "-", "*", "/", "%"])} ${right}`, `-(${left})`]);
  }

  condition() {
    const sides = [this.expression(1), this.of(["=", "!=", "<", "<=", ">", ">="]), this.value()];
    const other = this.chance(20) ? ` ${this.of(["and", "or"])} count(*) > 1` : "";
    return (this.chance(15) ? "not " : "") + sides.join(" ") + other;
  }

  // A command inside a transaction.
  command() {
    const [key, range] = [this.key(), this.of(ranges)];
    const filter = this.chance(20) ? ` = ${this.value()}` : "";
    return this.of([
      () => `GET ${key}`, () => `GET ${key}`, () => `GET ${key}`, () => `GET ${key} AS n`,
      () => `GET ${key} FOR UPDATE`, () => `PUT ${key} ${this.value()}`,
      () => `PUT ${key} ${this.value()}`, () => `PUT ${key} ${this.value()}`,
      () => `PUT ${key} ${this.expression()}`,
      () => `PUT ${key} value(${key}) + ${this.of(numbers)}`, () => `DELETE ${key}`,
      () => `SCAN ${range}${filter}`, () => `COUNT ${range}${filter} AS n`,
      () => `SUM ${range} AS n`, () => `UPDATE ${range}${filter} SET $value + ${this.value()}`,
      () => `DELETE ${range || "*"}${filter}`,
      () => `IF ${this.condition()} THEN PUT ${key} ${this.expression()}`,
    ])();
  }

  begin() {
    const mode = this.chance(20) ? ` ${this.of(modes)}` : "";
    const kind = this.chance(8) ? ` READ ONLY${this.chance(30) ? " DEFERRABLE" : ""}` : "";
    return `BEGIN${mode}${kind}`;
  }

  preparation() {
    const seeds = this.keys.filter(() => this.chance(80)).map((key) => `${key}=${this.value()}`);
    return [
      ...(this.chance(30) ? [".sessions carol"] : []),
      ...(this.chance(15) ? [`.conflicts first-${this.of(["updater", "committer"])}`] : []),
      ...(seeds.length ? [`.seed ${seeds.join(" ")}`] : []),
      ...(this.chance(30) ? [`.rule r: ${this.of(["count", "sum"])}(*) < ${this.value()}`] : []),
      ...(this.chance(10) ? [".autocommit on"] : []),
      ...(this.chance(10) ? [`.autovacuum ${this.of(counts)}`] : []),
      ...(this.chance(10) ? [`.timeout ${this.of(["", "idle ", "wait "])}${this.of(spans)}`] : []),
    ];
  }

  // The lines of a program, which begins on a fresh lab.
  program() {
    // Few keys, so that transactions meet.
    this.keys = keys.filter(() => this.chance(15)).concat("x");
    const lines = this.preparation();
    const sessions = ["alice", "bob", ...(lines.includes(".sessions carol") ? ["carol"] : [])];
    const open = new Set();
    for (let left = 8 + this.below(20); left > 0; left -= 1) {
      const session = this.of(sessions);
      const isOpen = open.has(session);
      let command = this.command();
      if (!isOpen && this.chance(95)) command = this.begin();
      if (isOpen && this.chance(16)) {
        command = this.of(["COMMIT", "COMMIT", "COMMIT", "ROLLBACK", "RETRY"]);
      }
      if (command.startsWith("BEGIN")) open.add(session);
      if (command === "COMMIT" || command === "ROLLBACK") open.delete(session);
      lines.push(`${session}: ${command}`);
      if (this.chance(3)) lines.push(this.of([".vacuum", ".vacuum marks", ".bloat"]));
      if (this.chance(3)) lines.push(`.advance ${this.of(spans)}`);
    }
    return lines.concat([...open].filter(() => this.chance(80)).map((name) => `${name}: COMMIT`));
  }

  // The same as it is typed: with words of the lab, and with wrong lines, in between and after it.
  typed(lines, number) {
    const typed = [".reset", `.mode ${this.of(modes)}`];
    for (const line of lines) {
      typed.push(line);
      if (this.chance(4)) typed.push(this.of(wrongLines));
      if (this.chance(3)) typed.push(this.of([".undo", ".locks", ".why", ".transactions", "bob:"]));
    }
    for (const word of [".why", ".timeline", ".graph", ".versions"]) {
      if (this.chance(50)) typed.push(word);
    }
    const steps = lines.filter((line) => !line.startsWith(".")).length;
    typed.push(this.of([
      ".why serializable", ".timeline rw", ".transactions", ".locks", ".bloat", ".branches",
      `.why ${this.of(counts)}`, `.undo ${this.of(counts)}`, ".sql on", ".sql off",
    ]));
    if (this.chance(15)) typed.push(`.rerun ${this.of(modes)}`, ".undo");
    if (this.chance(10)) typed.push(`.compare ${this.of(modes)} ${this.of(modes)}`);
    if (this.chance(20) && steps < 9) typed.push(`.explore ${this.of(modes)}`);
    if (this.chance(20)) {
      typed.push(`.export p${number}.${this.of(endings)}`);
    }
    if (this.chance(5)) typed.push(`.save p${number}.md`);
    if (this.chance(5)) typed.push(`.once p${number}.txt`, ".transactions");
    return typed;
  }
}
