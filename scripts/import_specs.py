"""Imports isolation tests and compares the lessons' answers with the tests' expected files.

Started by scripts/import-specs.
"""

import collections
import json
import pathlib
import re
import subprocess
import sys
import tempfile

PAGE = """# Imported tests of PostgreSQL

`scripts/import-specs --table FOLDER` read the isolation tests in PostgreSQL's sources, which are not
part of isolab. `isolab import` [turned each into a lesson](../import.md) or refused it. Each lesson
ran on {server} and on isolab's engine.

The last two columns count the permutations whose steps give the answers in the test's expected
file: the same rows, the same waits, and errors of the same kind at the same steps. The expected
file of a test without permutations contains every order of its steps.

isolab imports {imported} of the {all} tests.

## Imported

| test | permutations | the same on the server | the same on isolab's engine |
| --- | --- | --- | --- |
"""


class Step:
    """What a step of a permutation has answered."""

    def __init__(self):
        self.waits = False
        self.error = None
        self.rows = None

    def told(self):
        rows = None if self.rows is None else sorted(self.rows)
        return (self.waits, self.error, rows)


# MARK: Expected files

KINDS = [
    ("could not serialize", "serialization"), ("deadlock detected", "deadlock"),
    ("current transaction is aborted", "failed"),
]


def kind_of(error):
    return next((kind for text, kind in KINDS if text in error), "other")


def cell(text):
    text = text.strip()
    day = re.fullmatch(r"(\d\d)-(\d\d)-(\d{4})", text)
    if day:
        return "%s-%s-%s" % (day[3], day[1], day[2])
    return {"t": "true", "f": "false"}.get(text, text)


def expected(path):
    """The permutations of an expected file: names of steps, and their answers in that order."""
    permutations = []
    step = None
    table = None
    for line in path.read_text().splitlines():
        start = re.match(r"starting permutation: (.*)", line)
        ran = re.match(r"step (\w+): (.*)", line)
        if start:
            permutations.append((start[1].split(), []))
            step = None
        elif ran:
            table = None
            name, text = ran[1], ran[2]
            if text == "<... completed>":
                step = next(s for n, s in reversed(permutations[-1][1]) if n == name)
            else:
                step = Step()
                step.waits = text.endswith("<waiting ...>")
                permutations[-1][1].append((name, step))
        elif step is None:
            continue
        elif line.endswith("<waiting ...>"):
            step.waits = True
        elif line.startswith("ERROR: "):
            step.error = kind_of(line)
        elif re.fullmatch(r"[-+]+", line):
            table = step
            step.rows = []
        elif re.fullmatch(r"\(\d+ rows?\)", line):
            table = None
        elif table is not None:
            step.rows.append(tuple(cell(text) for text in line.split("|")))
    return permutations


# MARK: Lessons

def lesson_parts(lesson):
    """For each part, the step that each of its commands belongs to."""
    block = lesson.split("```isolab\n")[1].split("```")[0]
    parts = [[]]
    step = ""
    for line in block.splitlines():
        if line == ".reset":
            parts.append([])
        elif line.startswith("# "):
            named = re.match(r"# (\w+), \w+: ", line)
            step = named[1] if named else ""
        elif line and not line.startswith((" ", ".")):
            parts[-1].append(step)
    return parts


def answer(step, found, aborted):
    """Adds the answer of a command to that of its step; notes which sessions have failed."""
    outcome = found["outcome"]
    if outcome == "aborted":
        aborted.add(found["session"])
    if outcome in ("begun", "rolledback", "committed"):
        aborted.discard(found["session"])
    if outcome in ("waits", "held"):
        step.waits = step.waits or outcome == "waits"
    elif outcome == "aborted":
        kind = found["reason"]["kind"]
        step.error = "deadlock" if kind == "deadlock" else "serialization"
    elif outcome == "skipped" and found["session"] in aborted:
        step.error = step.error or "failed"
    elif outcome == "error":
        step.error = "error: " + found["message"]
    elif outcome in ("value", "rows", "count", "sum"):
        rows = {
            "value": lambda: [(found["key"], found["value"])] if found["value"] is not None else [],
            "rows": lambda: [tuple(row) for row in found["rows"]],
            "count": lambda: [(str(found["number"]),)],
            "sum": lambda: [(str(found["number"]),)],
        }[outcome]()
        step.rows = (step.rows or []) + rows


def run(isolab, lesson, steps, options):
    """The answers of each part: the steps in their order, with what came of them."""
    process = subprocess.run(
        [isolab, "run", str(lesson), "--json", "--keep-going"] + options, capture_output=True,
        text=True)
    parts = []
    for line in process.stdout.splitlines():
        found = json.loads(line)
        if "isolab" in found and not found.get("command"):
            parts.append((iter(steps[len(parts)]), [], {}, set()))
            continue
        if "session" not in found or "step" not in found:
            continue
        names, answers, by_number, aborted = parts[-1]
        name = next(names)
        if not answers or answers[-1][0] != name:
            answers.append((name, Step()))
        by_number[found["step"]] = answers[-1][1]
        answer(answers[-1][1], found, aborted)
        for resumed in found.get("resumed", []):
            answer(by_number[resumed["step"]], resumed, aborted)
    return [answers for _, answers, _, _ in parts]


# MARK: Comparing

def same_row(cells, row):
    """Whether a row of the server has what isolab shows: the value, and the key unless made up."""
    key = row[0].rpartition("/")[2]
    value = row[-1]
    if len(cells) == 1:
        return cells[0] in (key, value)
    return value in cells and (key in cells or key.isdigit() and key.lstrip("0") in cells)


def same(wanted, found):
    if wanted.error != found.error or wanted.waits != found.waits:
        return False
    if wanted.rows is None or wanted.error:
        return True
    rows = list(found.rows or [])
    if len(rows) != len(wanted.rows):
        return False
    for cells in wanted.rows:
        match = next((row for row in rows if same_row(cells, row)), None)
        if match is None:
            return False
        rows.remove(match)
    return True


def agrees(wanted, found):
    """The first step that differs; nil if none does."""
    by_name = collections.defaultdict(list)
    for name, step in found:
        by_name[name].append(step)
    for name, step in wanted:
        # A step that has become no command answers nothing.
        other = by_name[name].pop(0) if by_name[name] else Step()
        if not same(step, other):
            return "%s: expected %s, found %s" % (name, step.told(), other.told())
    return None


def every_order(spec, permutations):
    """The test with the permutations of its expected file, if it has none of its own."""
    text = spec.read_text()
    if re.search(r"^permutation\b", text, re.M):
        return text
    return text + "".join("permutation %s\n" % " ".join(names) for names, _ in permutations)


def compare(isolab, url, spec, wanted, scratch):
    test = scratch / spec.name
    test.write_text(every_order(spec, wanted))
    imported = subprocess.run([isolab, "import", str(test)], capture_output=True, text=True)
    if imported.returncode:
        sys.exit("%s: %s" % (spec.name, imported.stderr))
    lesson = scratch / (spec.stem + ".md")
    lesson.write_text(imported.stdout)
    steps = lesson_parts(imported.stdout)
    counts = []
    for options in (["--on", url], []):
        found = run(isolab, lesson, steps, options)
        if len(found) != len(wanted):
            sys.exit("%s: %d parts for %d permutations" % (spec.name, len(found), len(wanted)))
        faults = [agrees(w[1], f) for w, f in zip(wanted, found)]
        counts.append(sum(fault is None for fault in faults))
        for (names, _), fault in zip(wanted, faults):
            if fault:
                place = "server" if options else "engine"
                print("%s (%s): %s: %s" % (spec.name, place, " ".join(names), fault), file=sys.stderr)
    return counts


def reason(errors, name):
    first = errors.splitlines()[0]
    place, _, message = first.partition(": error: ")
    line = place.rpartition("/")[2].removeprefix(name + ":")
    return "%s | %s" % (line, message)


def main():
    isolab, url, folder = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    specs = sorted((folder / "specs").glob("*.spec"))
    rows, refused, failed = [], [], False
    with tempfile.TemporaryDirectory() as scratch:
        for spec in specs:
            imported = subprocess.run([isolab, "import", str(spec)], capture_output=True, text=True)
            wanted_file = folder / "expected" / (spec.stem + ".out")
            if imported.returncode == 1:
                refused.append("| %s | %s |" % (spec.stem, reason(imported.stderr, spec.name)))
            elif imported.returncode or not wanted_file.exists():
                sys.exit("%s: %s" % (spec.name, imported.stderr or "no expected file"))
            else:
                wanted = expected(wanted_file)
                server, engine = compare(isolab, url, spec, wanted, pathlib.Path(scratch))
                failed |= server < len(wanted)
                rows.append("| %s | %d | %d | %d |" % (spec.stem, len(wanted), server, engine))
    places = subprocess.run(
        [isolab, "-e", ".on"] + ["--on", url], capture_output=True, text=True).stdout
    version = re.search(r"PostgreSQL [\d.]+", places)
    print(PAGE.format(
        server=version[0] if version else "PostgreSQL", all=len(specs), imported=len(rows))
        + "\n".join(rows))
    print("\n## Refused\n\nThe table gives the first reason for each test, with its line and column.\n")
    print("| test | place | reason |\n| --- | --- | --- |\n" + "\n".join(refused))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
