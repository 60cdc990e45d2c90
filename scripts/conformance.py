"""Runs every lesson in many orders on each database, and counts how many match isolab's own.

Started by scripts/conformance.
"""

import argparse
import json
import subprocess
import sys

KINDS = ["events", "outcome", "explained", "unexplained"]
PAGE = """# Conformance

`scripts/conformance --table` ran each part of each lesson on these databases, at each level, and in all orders of its
steps. If a part had too many orders, the script ran {limit} of them, drawn with seed {seed}. It ran the same orders on isolab's
engine, in the mode that is the level's counterpart. The columns count the orders that are possible on at least one
side:

- **event by event**: every command got the same answer, and the same commands waited, continued, or were aborted.
- **in outcome**: the same transactions committed, they read the same values, and the same rows are
  stored at the end.
- **explained**: the runs differ, and a model of the database predicts all its answers and names the reason. The [known
  differences](../known-differences.md) describe the reasons.
- **unexplained**: the runs differ, and isolab knows no reason.

A lesson is missing if every part of it begins transactions in modes that the database does not have.
"""


class Row:
    """The counts of a lesson, or of all, in a level."""

    def __init__(self):
        self.orders = 0
        self.counts = dict.fromkeys(KINDS, 0)
        self.reasons = {}
        # What shows an unexplained difference again.
        self.unexplained = []

    def add(self, found, lesson, url):
        match = found["match"]
        self.orders += match["orders"]
        for kind in KINDS:
            self.counts[kind] += match[kind]
        for reason in match["reasons"]:
            name = reason["reason"]
            self.reasons[name] = self.reasons.get(name, 0) + reason["orders"]
        part = found["explored"].rpartition(", part ")[2]
        part = f" --part {part}" if part.isdigit() else ""
        mode = f" --mode {found['mode']}" if found["mode"] else ""
        for witness in match["witnesses"]:
            if witness["match"] == "unexplained":
                show = f"{lesson}{part}{mode} --show {witness['number']} --on '{url}'"
                self.unexplained.append(f"isolab explore {show}")

    def merge(self, other):
        self.orders += other.orders
        for kind in KINDS:
            self.counts[kind] += other.counts[kind]
        for name, count in other.reasons.items():
            self.reasons[name] = self.reasons.get(name, 0) + count
        self.unexplained += other.unexplained

    def cells(self):
        return [str(self.orders)] + [str(self.counts[kind]) for kind in KINDS]


def lessons(isolab):
    listed = subprocess.run([isolab, "lessons"], capture_output=True, text=True, check=True)
    return sorted(line.split()[0] for line in listed.stdout.splitlines() if line.strip())


def explore(isolab, lesson, url, options):
    """The objects of a lesson, one for each part and level."""
    command = [
        isolab, "explore", lesson, "--on", url, "--mode", "all", "--json",
        "--limit", str(options.limit), "--seed", str(options.seed),
    ]
    run = subprocess.run(command, capture_output=True, text=True)
    found = [json.loads(line) for line in run.stdout.splitlines()]
    skipped = all("skipped" in line for line in run.stderr.splitlines())
    if run.returncode != 0 and not (skipped and not found):
        sys.exit(f"scripts/conformance: {lesson} on {url}: {run.stderr.strip()}")
    return found


def measure(isolab, url, names, options):
    """The database's name, and a row for each lesson and level, in that order."""
    title, rows = url, {}
    for lesson in names:
        for found in explore(isolab, lesson, url, options):
            title = found["on"]
            level = found["level"] if found["mode"] else "as named in BEGIN"
            rows.setdefault((lesson, level), Row()).add(found, lesson, url)
        if sys.stderr.isatty():
            print(f"\r{lesson:40}", end="", file=sys.stderr, flush=True)
    return title, rows


def table(title, rows, links):
    heads = ["lesson", "level", "orders", "event by event", "in outcome", "explained"]
    lines = [heads + ["unexplained"], ["---"] * 7]
    whole = Row()
    for (lesson, level), row in rows.items():
        name = f"[{lesson}](../../Scenarios/{lesson}.md)" if links else lesson
        lines.append([name, level] + row.cells())
        whole.merge(row)
    lines.append(["all", ""] + whole.cells())
    if not links:
        widths = [max(len(line[i]) for line in lines) for i in range(7)]
        lines = [[cell.ljust(w) for cell, w in zip(line, widths)] for line in lines]
        return whole, [f"{title}:"] + ["  ".join(line).rstrip() for line in lines if "---" not in line[0]]
    return whole, [f"## {title}", ""] + [f"| {' | '.join(line)} |" for line in lines]


def reasons(whole):
    found = sorted(whole.reasons.items(), key=lambda item: (-item[1], item[0]))
    return [f"- `{name}`: {count}" for name, count in found]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("isolab")
    parser.add_argument("--limit", type=int, default=250)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lesson", action="append")
    parser.add_argument("--table", action="store_true")
    parser.add_argument("urls", nargs="+")
    options = parser.parse_args()
    names = options.lesson or lessons(options.isolab)
    pages, unexplained = [], []
    for url in options.urls:
        title, rows = measure(options.isolab, url, names, options)
        whole, lines = table(title, rows, options.table)
        if whole.reasons:
            lines += ["", "This list gives the number of orders that differ for each reason:", ""] + reasons(whole)
        pages.append("\n".join(lines))
        unexplained += whole.unexplained
    if options.table:
        print(PAGE.format(limit=options.limit, seed=options.seed))
    print("\n\n".join(pages))
    for command in unexplained:
        print(command, file=sys.stderr)
    sys.exit(1 if unexplained else 0)


if __name__ == "__main__":
    main()
