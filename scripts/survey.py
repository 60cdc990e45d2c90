"""The section of docs/measured/databases.md about a place: survey.py PLACE CELLS.csv TABLE.md"""
import csv
import sys
import textwrap

TITLES = {
    "sqlite": "write-ahead log", "sqlite-journal": "rollback journal",
    "mariadb": "innodb_snapshot_isolation off",
}


def text(cell):
    """A cell of a table in Markdown."""
    return cell.replace("|", "\\|").replace("*", "\\*")


place, cells, table = sys.argv[1:]
with open(cells, encoding="utf-8", newline="") as file:
    rows = list(csv.DictReader(file))
with open(table, encoding="utf-8") as file:
    lines = file.read().split("\n")
end = next(index for index, line in enumerate(lines) if not line.startswith("|"))
title = rows[0]["store"] + (f", {TITLES[place]}" if place in TITLES else "")
print(f"\n## {title}\n")
print("\n".join(line if index < 2 else line.replace("*", "\\*")
                for index, line in enumerate(lines[:end])))
for paragraph in filter(None, lines[end:]):
    print()
    # A line that begins with a plus sign would be an item of a list.
    joined = text(paragraph).replace(" + ", "\0+\0")
    lines = textwrap.fill(joined, 118, break_long_words=False, break_on_hyphens=False)
    print(lines.replace("\0", " "))
seen = [row for row in rows if row["result"] == "possible"]
if seen:
    print("\nFor each cell with an anomaly, this table gives the shortest order that shows it:\n")
    print("| row | level | orders | the shortest |\n| --- | --- | --- | --- |")
    for row in seen:
        print(f"| {row['row']} | {row['level']} | {row['seen']} of {row['possible']} "
              f"| {text(row['order'])} |")
