"""Runs exported scripts on a PostgreSQL server and compares its answers with those they expect.

scripts/sql calls it with the folder of the server's socket and the program isolab.
"""

import argparse
import collections
import concurrent.futures
import itertools
import os
import pathlib
import random
import re
import select
import subprocess
import sys
import tempfile

FIELD, RECORD, MARK = "\x1f", "\x1e", "\x1d"
# How many seconds to wait for a server that neither answers nor reports a wait.
PATIENCE = 60


class Failed(Exception):
    """The server or psql did something that cannot be compared."""


class Window:
    """A separate psql process, as a person would have it open."""

    def __init__(self, socket):
        command = [
            "psql", "-X", "-A", "-t", "-F", FIELD, "-R", RECORD, "-h", socket, "-U", "postgres",
            "-v", "VERBOSITY=verbose", "postgres",
        ]
        self.process = subprocess.Popen(
            ["stdbuf", "-o0"] + command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT)
        self.text = ""
        # What was typed and has not finished: a step for each piece of its lines.
        self.typed = []
        self.outputs = collections.defaultdict(list)
        self.pid = int(self.ask("SELECT pg_backend_pid();"))

    def write(self, text):
        self.process.stdin.write(text.encode())
        self.process.stdin.flush()

    def type(self, step, lines):
        # A mark follows each line. Lines within an \\if may be skipped, so they share one mark.
        pieces = lines if "\\endif" not in lines else ["\n".join(lines)]
        self.typed += [step] * len(pieces)
        self.write("".join("%s\n\\echo %s\n" % (piece, MARK) for piece in pieces))

    def read(self):
        """Reads the next output, and returns the steps that it completes."""
        piece = os.read(self.process.stdout.fileno(), 1 << 16)
        if not piece:
            raise Failed("psql has exited: " + self.text)
        self.text += piece.decode()
        done = []
        while MARK + "\n" in self.text:
            output, self.text = self.text.split(MARK + "\n", 1)
            step = self.typed.pop(0)
            self.outputs[step].append(output)
            if step not in self.typed:
                done.append(step)
        return done

    def ask(self, query):
        """Returns the answer to a query that does not wait."""
        self.type("own", [query])
        while "own" not in self.read():
            pass
        return self.outputs.pop("own")[0].strip("\n")

    def close(self):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()


class Step:
    def __init__(self, number, session, text):
        self.number, self.session, self.text = number, session, text
        self.lines, self.expect, self.released, self.marks = [], None, [], []
        self.presses = False


class Script:
    """The parts of an exported file."""

    def __init__(self, text):
        self.prepare, self.steps, self.final = [], {}, None
        self.variables = set(re.findall(r"isolab_\w+", text)) | {"condition"}
        lines = text.split("\n")
        start = next(n for n, line in enumerate(lines) if line.startswith("-- ===== prepare"))
        order = []
        for line in lines[:start]:
            if line.startswith("--   "):
                order += re.findall(r"(\d+) ([^\s,]+)", line)
        self.order = [int(number) for number, _ in order]
        sessions = {int(number): session for number, session in order}
        step = None
        for line in lines[start:]:
            if line.startswith("-- ===== at the end"):
                step = self.final = Step(0, "", "at the end")
                continue
            heading = re.match(r"-- step (\d+): (.*)", line)
            if heading:
                number = int(heading[1])
                step = self.steps[number] = Step(number, sessions[number], heading[2])
            elif step is None:
                self.prepare += [line] if line and not line.startswith("--") else []
            elif line.startswith("-- expect: "):
                step.expect = line[11:]
            elif line.startswith("-- lets "):
                found = re.match(r"-- lets (\S+) go on: step (\d+) (.*)", line)
                step.released.append((int(found[2]), found[3]))
            elif line.startswith("-- PostgreSQL "):
                step.marks.append(line[3:])
            elif line.startswith("-- if this window hangs"):
                step.presses = True
            elif line and not line.startswith("--"):
                step.lines.append(line)
        self.windows = []
        for number in self.order:
            if sessions[number] not in self.windows:
                self.windows.append(sessions[number])


class Run:
    """One run of a script on the server."""

    def __init__(self, socket, control, pool, script):
        self.socket, self.control, self.pool, self.script = socket, control, pool, script
        self.windows = {}
        self.done = set()
        self.problems, self.certain, self.open, self.compared = [], 0, 0, 0

    def play(self):
        if self.script.prepare:
            self.control.ask("SET client_min_messages = warning; " + " ".join(self.script.prepare))
        try:
            for name in self.script.windows:
                self.windows[name] = self.pool.pop() if self.pool else Window(self.socket)
            for number in self.script.order:
                self.play_step(self.script.steps[number])
            self.play_end()
        finally:
            for window in self.windows.values():
                self.give_back(window)

    def give_back(self, window):
        """Resets the window for the next script, or closes it."""
        if window.typed:
            window.process.kill()
            window.close()
            self.control.ask("SELECT pg_terminate_backend(%d, 10000);" % window.pid)
            return
        window.outputs.clear()
        window.ask("ROLLBACK;")
        window.ask("DISCARD ALL;")
        for name in self.script.variables:
            window.ask("\\unset %s" % name)
        self.pool.append(window)

    def play_step(self, step):
        window = self.windows[step.session]
        hung = bool(window.typed)
        finished = []
        if step.presses and hung:
            self.control.ask("SELECT pg_cancel_backend(%d);" % window.pid)
            hanging = window.typed[0]
            while hanging in window.typed:
                finished += window.read()
            finished += self.settle()
            hung = bool(window.typed)
        if step.lines:
            window.type(step.number, step.lines)
        else:
            window.outputs[step.number] = []
            self.done.add(step.number)
        finished += self.settle()
        self.compare(step, hung, [n for n in finished if n != step.number])

    def settle(self):
        """Reads until no session makes progress, and returns the steps that have finished."""
        finished, tries, self.unnamed = [], 0, 0
        while True:
            busy = {w.process.stdout.fileno(): w for w in self.windows.values() if w.typed}
            ready = select.select(list(busy), [], [], 0)[0] if busy else []
            for number in ready:
                finished += busy[number].read()
            if ready:
                continue
            if not busy or self.stuck(busy.values()):
                if not select.select(list(busy), [], [], 0)[0]:
                    break
            tries += 1
            if tries > 2000 and not select.select(list(busy), [], [], PATIENCE)[0]:
                raise Failed("the server neither answers nor waits")
        self.done.update(finished)
        return finished

    def stuck(self, busy):
        """Whether each of them waits for a session that has nothing to do."""
        self.blockers = self.blocking([w.pid for w in busy])
        for start in self.blockers:
            seen, todo = set(), [start]
            while todo:
                pid = todo.pop()
                if pid in seen:
                    continue
                seen.add(pid)
                if pid in self.blockers:
                    if not self.blockers[pid]:
                        return False
                    if start in self.blockers[pid]:
                        return False
                    todo += self.blockers[pid]
        return True

    def blocking(self, pids):
        # A wait counts only after the server has searched for a cycle of waits. It always has by the
        # time a person types the next line, so the session that closes a cycle is the one it aborts.
        rows = self.control.ask(
            "SELECT p, array_to_string(pg_blocking_pids(p) || pg_safe_snapshot_blocking_pids(p), ','),"
            " (SELECT wait_event FROM pg_stat_activity WHERE pid = p)"
            " FROM unnest(ARRAY[%s]) AS p WHERE NOT EXISTS (SELECT FROM pg_locks WHERE pid = p AND"
            " NOT granted AND coalesce(waitstart, now()) > clock_timestamp() - interval '20 ms');"
            % ", ".join(map(str, pids)))
        result = {pid: [] for pid in pids}
        for row in rows.split(RECORD) if rows else []:
            pid, others, event = row.split(FIELD)
            result[int(pid)] = [int(other) for other in others.split(",") if other]
            if event == "SafeSnapshot" and not others:
                # PostgreSQL names no session if it still remembers an earlier transaction of the
                # connection. But the wait may also be about to end, so ask often.
                self.unnamed += 1
                result[int(pid)] = [0] if self.unnamed > 100 else []
        return result

    # What is compared with the expectations.

    def compare(self, step, hung, finished):
        own = [mark for mark in step.marks if not re.match(r"PostgreSQL \S+ ?\S*: step \d", mark)]
        window = self.windows[step.session]
        if step.number in self.done:
            found = observed(window.outputs[step.number], step)
        else:
            names = {w.pid: n for n, w in self.windows.items()}
            found = ("hangs", [] if hung else [names.get(p, "?") for p in self.blockers[window.pid]])
            if hung:
                found = ("held", [])
        if step.expect is None:
            # Nothing was typed.
            return
        open_here = [mark for mark in own if mark.startswith("PostgreSQL may differ: in what")]
        own = [mark for mark in own if mark not in open_here]
        self.check(step, step.expect, own, found, step)
        if open_here or own and own[0].startswith("PostgreSQL may differ"):
            self.open += 1
        else:
            self.compare_released(step, finished)

    def compare_released(self, step, finished):
        expected = {}
        for number, answer in step.released:
            expected[number] = answer
        marks = {}
        for mark in step.marks:
            about = re.match(r"PostgreSQL differs: step (\d+) \S+ (.*)", mark)
            if about:
                marks[int(about[1])] = mark
        finished = [n for n in finished if self.script.steps[n].expect is not None]
        for number in sorted(set(expected) | set(finished) | set(marks)):
            other = self.script.steps[number]
            if number in finished:
                found = observed(self.windows[other.session].outputs[number], other)
            else:
                found = ("still", [])
            own = [re.sub(r": step \d+ \S+ ", ": ", marks[number])] if number in marks else []
            self.check(step, expected.get(number, "does not resume here"), own, found, other)

    def check(self, step, expect, marks, found, about):
        self.compared += 1
        if marks and marks[0].startswith("PostgreSQL may differ"):
            self.open += 1
            return
        if marks:
            self.certain += 1
            expect = marks[0].split(": ", 1)[1]
            expect = expect[: expect.rindex(" (")]
        if not holds(expect, found, about):
            self.problems.append(
                "step %d %s, %s: %s expected %r, but %r"
                % (step.number, step.session, about.text, "mark" if marks else "isolab", expect, found))

    def play_end(self):
        final = self.script.final
        text = self.control.ask("SELECT key, value FROM kv ORDER BY key;")
        found = ("answer", [text + "\n" if text else ""])
        self.check(final, final.expect, final.marks, found, final)


def observed(outputs, step):
    """The result of a step: an answer, or an error."""
    for output in outputs:
        error = re.search(r"(?:ERROR|FATAL):\s+(\w{5}): (.*)", output)
        if error:
            return ("error", [error[1], error[2]])
    return ("answer", outputs)


def unquoted(text):
    """The pairs of an answer: keys and values without quotes."""
    pairs, rest = [], text
    word = r'(?:"((?:[^"\\]|\\.)*)"|([^\s="]+))'
    while rest:
        found = re.match(word + "=" + word + " ?", rest)
        if not found:
            return None
        pairs.append(tuple(
            plain(found[n]) if found[n] is not None else found[n + 1] for n in (1, 3)))
        rest = rest[found.end():]
    return pairs


def plain(text):
    def one(match):
        if match[1]:
            return chr(int(match[1], 16))
        return {"n": "\n", "t": "\t"}.get(match[2], match[2])
    return re.sub(r"\\(?:u\{([0-9A-Fa-f]+)\}|(.))", one, text)


def holds(expect, found, step):
    kind, data = found
    words = expect.split(" ")
    if kind == "still":
        return words[0] == "WAITS" or expect == "does not resume here"
    if kind in ("hangs", "held"):
        if kind == "held":
            return words[0] == "HELD" or expect == "still hangs"
        names = expect.split(" (")[0].split(" ")[1:]
        if data == ["?"]:
            return words[0] in ("WAITS", "hangs,")
        if expect.startswith("hangs, for "):
            return set(data) == set(expect[11:].split(" "))
        return words[0] == "WAITS" and set(data) <= set(names)
    if kind == "error":
        state, message = data
        if expect == "does not resume here":
            # Ctrl-C: the step that presses it is checked instead.
            return state == "57014"
        wanted = re.search(r"ERROR (\w{5})(?:: ([^)]*))?", expect)
        if words[0] == "ABORTED" and words[1].startswith("timeout"):
            return state in ("22012", "25P02", "57014")
        if not wanted:
            return False
        if wanted[1] == "25P02":
            return state in ("25P02", "42601")
        kinds = ("dependencies" in message, "dependencies" in (wanted[2] or message))
        return state == wanted[1] and kinds[0] == kinds[1]
    return answers(expect, data, step)


def answers(expect, outputs, step):
    """Whether outputs without an error match the expected answer."""
    data = "".join(outputs)
    data = re.sub(r"(?:NOTICE|WARNING):.*\n(?:LOCATION:.*\n)?", "", data)
    tag = re.search(r"^(BEGIN|COMMIT|ROLLBACK|(?:INSERT 0|UPDATE|DELETE) (\d+)|SET)\n\Z", data, re.M)
    if expect == "ok rolled back (ROLLBACK)" or expect == "ROLLBACK":
        return bool(tag) and tag[1] == "ROLLBACK"
    if expect == "ok":
        if re.match(r"(?i)(IF .* THEN )?COMMIT", step.text):
            return bool(tag) and tag[1] == "COMMIT"
        if re.match(r"(?i)(IF .* THEN )?PUT", step.text):
            return bool(tag) and tag[2] == "1"
        return True
    count = re.fullmatch(r"(\d+) rows?", expect)
    if count:
        return bool(tag) and tag[2] == count[1]
    data = data.replace("SET\n", "")
    if expect == "skipped":
        return data == "" or bool(tag) and tag[2] == "0"
    rows = [row.split(FIELD) for row in data[:-1].split(RECORD)] if data.strip("\n") else []
    number = re.fullmatch(r"(?:count|sum) (-?\d+)", expect)
    if number:
        return len(rows) == 1 and rows[0][0].strip("'") == number[1]
    pairs = [] if expect == "(none)" else unquoted(expect)
    if pairs is None:
        return False
    if rows and len(rows[0]) == 1:
        if rows == [["NULL"]] and not pairs:
            return True
        if any("\\gset" in line for line in step.lines):
            return [literal(row[0]) for row in rows] == [value for _, value in pairs]
        return [row[0] for row in rows] == [value for _, value in pairs]
    return [tuple(row) for row in rows] == pairs


def literal(text):
    """The text that an SQL literal stands for."""
    escaped = text.startswith("E")
    inner = text[2:-1] if escaped else text[1:-1]
    inner = inner.replace("''", "'")
    return inner.replace("\\\\", "\\") if escaped else inner


class Programs:
    """Random lessons; the same seed gives the same lesson."""

    def __init__(self, seed):
        self.dice = random.Random(seed)
        self.open = {}

    def lesson(self, mode):
        dice = self.dice
        self.open = {}
        sessions = ["alice", "bob", "carol"][: dice.choice([2, 2, 3])]
        keys = ["a", "b", "c"][: dice.choice([1, 2, 2, 3])]
        there = [key for key in keys if dice.random() < 0.6]
        lines = ["# Random", ".sessions carol"]
        if there:
            lines.append(".seed " + " ".join("%s=%d" % (key, dice.randrange(10)) for key in there))
        alone = dice.random() < 0.1
        if alone:
            lines.append(".autocommit on")
        if dice.random() < 0.2:
            lines.append(".conflicts " + dice.choice(["first-updater", "first-committer"]))
        for session in sessions:
            if dice.random() < 0.7:
                lines.append("%s: BEGIN%s" % (session, self.manner(mode)))
                self.open[session] = True
        for _ in range(dice.randint(4, 14)):
            session = dice.choice(sessions)
            if dice.random() < 0.02:
                lines.append(".cancel " + session)
            if not self.open.get(session) and not (alone and dice.random() < 0.5):
                lines.append("%s: BEGIN%s" % (session, self.manner(mode)))
                self.open[session] = True
                continue
            word = self.command(keys)
            lines.append("%s: %s" % (session, word))
            if word in ("COMMIT", "ROLLBACK"):
                self.open[session] = False
        return "\n".join(lines) + "\n"

    def manner(self, mode):
        if self.dice.random() < 0.05:
            return " " + self.dice.choice(["rc", "si", "ssi", "2pl", "wsi", "sgt", "ru"])
        if mode in ("ssi", "si", "rc") and self.dice.random() < 0.05:
            return " READ ONLY" + (" DEFERRABLE" if mode == "ssi" and self.dice.random() < 0.3 else "")
        return ""

    def command(self, keys):
        dice = self.dice
        key = dice.choice(keys)
        number = dice.randrange(10, 100)
        area = dice.choice(["*", "a..c", "b..d", "a*"])
        return dice.choices(
            [
                "COMMIT", "ROLLBACK", "GET %s" % key, "GET %s FOR UPDATE" % key,
                "PUT %s %d" % (key, number), "DELETE %s" % key, "SCAN %s" % area,
                "COUNT %s" % area, "SUM %s" % area, "UPDATE %s SET $value + 1" % area,
                "DELETE %s = %d" % (area, dice.randrange(10)),
                "IF count(%s) > 1 THEN PUT %s %d" % (area, key, number),
                "PUT %s count(%s)" % (key, area),
                "IF count(%s) = 1 THEN UPDATE %s SET $value + 10" % (key, key),
                "IF count(%s) = 1 THEN PUT %s value(%s) + 100" % (key, key, key),
                "GET %s AS n" % key, "SCAN %s = %d" % (area, dice.randrange(10)), "DELETE %s" % area,
                "RETRY", "IF value(%s) = %d THEN DELETE %s" % (key, dice.randrange(10), dice.choice(keys)),
                "IF not value(%s) = %d THEN PUT %s 5" % (key, dice.randrange(10), dice.choice(keys)),
                "IF value(%s) != none THEN GET %s AS n" % (key, dice.choice(keys)),
                "IF value(a) = value(b) THEN COUNT %s" % area, "COUNT %s AS n" % area,
                "IF count(%s) > 0 THEN COMMIT" % area,
            ],
            [16, 3, 14, 5, 22, 9, 5, 3, 2, 4, 2, 3, 3, 2, 3, 2, 1, 2, 3, 2, 2, 1, 1, 1, 1],
        )[0]


MODES = ["ru", "rc", "si", "wsi", "ssi", "2pl", "sgt"]


def export(isolab, lesson, mode, part=1):
    """The script, or None if isolab refuses to export it."""
    done = subprocess.run(
        [isolab, "export", lesson, "--mode", mode, "--part", str(part), "--format", "sql", "-o", "-"],
        capture_output=True, text=True)
    return done.stdout if done.returncode == 0 else None


def of_lessons(isolab, files, modes):
    """The scripts of all parts of the lessons, with their titles."""
    def parts(job):
        file, mode = job
        found = []
        while True:
            text = export(isolab, str(file), mode, len(found) + 1)
            if text is None:
                return file.stem, mode, found
            found.append(text)

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for name, mode, texts in pool.map(parts, [(f, m) for f in files for m in modes]):
            for part, text in enumerate(texts):
                yield name, mode, "%s in %s, part %d" % (name, mode, part + 1), text, ""


def of_programs(isolab, count, seed, modes):
    """The scripts of random programs, without those that isolab refuses to export."""
    def program(number):
        mode = modes[number % len(modes)]
        lesson = Programs(seed + number).lesson(mode)
        with tempfile.NamedTemporaryFile("w", suffix=".isolab") as file:
            file.write(lesson)
            file.flush()
            return "random", mode, "--seed %d --modes %s" % (seed + number, mode), export(
                isolab, file.name, mode), lesson

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for job in pool.map(program, range(count)):
            if job[3] is not None:
                yield job


class Report:
    """Counts what was compared, and prints what did not hold."""

    def __init__(self):
        self.bad, self.cells, self.reasons = 0, collections.defaultdict(collections.Counter), (
            collections.Counter())

    def add(self, name, mode, title, text, lesson, run):
        self.cells[name, mode].update(
            scripts=1, expectations=run.compared, marks=run.certain, open=run.open)
        for reason in re.findall(r"-- PostgreSQL (?:differs|may differ): .* \((.*)\)", text):
            reason = re.sub(r"^\w+( and \w+)+ wake", "several wake", reason)
            self.reasons[re.sub(r"\d+", "N", reason)] += 1
        if run.problems:
            self.bad += 1
            print("== %s\n%s\n%s" % (title, "\n".join(run.problems), lesson), flush=True)

    def total(self, name, mode=None):
        total = collections.Counter()
        for (other, its), cell in self.cells.items():
            if other == name and mode in (None, its):
                total.update(cell)
        return total

    def told(self):
        total = sum(self.cells.values(), collections.Counter())
        return "%d scripts, %d expectations, %d marked, %d left to chance; %d scripts failed" % (
            total["scripts"], total["expectations"], total["marks"], total["open"], self.bad)

    def table(self, version):
        """The page docs/measured/postgresql.md."""
        lines = [
            "# The lessons on PostgreSQL", "",
            "`scripts/sql --table` ran the SQL scripts of all lessons, in all parts and modes, on PostgreSQL",
            "%s. It compared each expectation with what the server did: the answer or the error, whether the"
            % version,
            "window hangs and which session it waits for, and the rows at the end. Each cell gives the number of",
            "expectations and, if there are any, the number of those that the script marks as differences. At",
            "each mark, the server did what the mark says. For the reasons, see [what PostgreSQL does",
            "differently](../design/postgresql.md).", "",
            "| lesson | " + " | ".join(MODES) + " |", "| --- |" + " --- |" * len(MODES),
        ]
        for name in sorted({name for name, _ in self.cells if name != "random"}):
            cells = [self.cell(self.total(name, mode)) for mode in MODES]
            lines.append("| [%s](../../Scenarios/%s.md) | %s |" % (name, name, " | ".join(cells)))
        random = self.total("random")
        if random["scripts"]:
            lines += [
                "", "Random programs: %d scripts with %d expectations, %d of them marked, %d left to chance."
                % (random["scripts"], random["expectations"], random["marks"], random["open"]),
            ]
        lines += ["", "Scripts with an expectation or a mark that did not hold: %d." % self.bad]
        lines += ["", "This table lists the reasons for the marks, and how often each occurs:", ""]
        lines += ["| reason | marks |", "| --- | --- |"]
        lines += ["| %s | %d |" % row for row in self.reasons.most_common()]
        return "\n".join(lines)

    def cell(self, count):
        if not count["scripts"]:
            return "-"
        return "%d" % count["expectations"] + (
            ", %d marked" % (count["marks"] + count["open"]) if count["marks"] + count["open"] else "")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("socket")
    parser.add_argument("isolab")
    parser.add_argument("--random", type=int, default=0, help="add N random programs", metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--modes", default=None)
    parser.add_argument("--file", action="append", help="run this lesson instead of all")
    parser.add_argument("--no-lessons", action="store_true", help="run only the random programs")
    parser.add_argument("--table", action="store_true", help="print the page docs/measured/postgresql.md")
    options = parser.parse_args()
    modes = (options.modes or ",".join(MODES)).split(",")
    control = Window(options.socket)
    version = control.ask("SHOW server_version;").split(" ")[0]
    report, pool = Report(), []
    jobs = []
    if not options.no_lessons:
        files = options.file or sorted(pathlib.Path("Scenarios").glob("*.md"))
        if not options.file and not options.table:
            files += sorted(pathlib.Path("Tests/LabTests/Exports/PostgreSQL").glob("*.isolab"))
        jobs.append(of_lessons(options.isolab, [pathlib.Path(file) for file in files], modes))
    if options.random:
        jobs.append(of_programs(options.isolab, options.random, options.seed, modes))
    for name, mode, title, text, lesson in itertools.chain(*jobs):
        run = Run(options.socket, control, pool, Script(text))
        try:
            run.play()
        except Failed as failure:
            run.problems.append(str(failure))
        report.add(name, mode, title, text, lesson, run)
    if options.table:
        print(report.table(version))
    print("PostgreSQL %s: %s" % (version, report.told()), file=sys.stderr)
    sys.exit(1 if report.bad else 0)


if __name__ == "__main__":
    main()
