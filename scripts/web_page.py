#!/usr/bin/env python3
"""web_page.py MODULE SITE PAGE: puts the lab into one file: style, scripts, and the packed module.

SITE is what isolab export --all writes; the course is taken from it. The page's policy lets in just this style and these scripts, and no request out.
"""
import base64
import hashlib
import json
import lzma
import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parent.parent / "Sources"
parts = root / "Web" / "Page"


def text(*names: str) -> str:
    return "".join((parts / name).read_text() for name in names)


def bare(source: str) -> str:
    """The same without comments of whole lines and without indentation."""
    source = re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL)
    lines = (line.strip() for line in source.splitlines())
    kept = (line for line in lines if line and not line.startswith("//"))
    return "\n".join(line for line in kept if line != '"use strict";') + "\n"


def tight(style: str) -> str:
    """A style sheet without the blanks that mean nothing."""
    style = re.sub(r"\s*([{};,])\s*", r"\1", bare(style))
    return re.sub(r":\s+", ":", style).replace(";}", "}")


# Four bytes in five letters: base64 would take six percent more. None of them ends a script.
LETTERS = str.maketrans("<>&", ",.:")


def checksum(source: str) -> str:
    digest = hashlib.sha256(source.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


module, site, target = map(pathlib.Path, sys.argv[1:])
code = module.read_bytes()
index = (site / "index.html").read_text()
course = json.dumps({
    "markup": re.search(r"<h1>.*</h1>", index).group() + re.search(
        r"<main.*?>(.*)</main>", index, re.DOTALL).group(1),
    "cells": {lesson.stem: lesson.read_text() for lesson in sorted(site.glob("*.md"))},
}).encode()
packed = lzma.compress(code + course, lzma.FORMAT_ALONE, filters=[{
    "id": lzma.FILTER_LZMA1, "preset": 9 | lzma.PRESET_EXTREME, "lc": 4, "lp": 0, "pb": 0,
}])
style = tight((root / "Pages" / "page.css").read_text() + text("lab.css"))
script = '"use strict";' + bare("{\n" + (root / "Pages" / "page.js").read_text() + text(
    "bench.js", "prompt.js", "shell.js", "grid.js", "dragging.js", "lessons.js", "course.js",
    "lab.js") + "}\n")
policy = "; ".join([
    "default-src 'none'", f"style-src {checksum(style)}",
    f"script-src {checksum(script)} 'wasm-unsafe-eval' blob:", "worker-src blob:", "img-src data:",
    "base-uri 'none'", "form-action 'none'",
])
page = text("page.html").format(
    policy=policy, style=style, script=script, sizes=f"{len(code)} {len(course)}",
    worker='"use strict";' + bare(text("unpack.js", "module.js", "worker.js")),
    module=base64.b85encode(packed, pad=True).decode().translate(LETTERS))
target.write_text(page)
print(f"{target}: {len(page.encode()):,} bytes")
