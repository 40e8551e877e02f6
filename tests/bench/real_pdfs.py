"""Reads every PDF below a folder as an upload is read, and prints what it came to.

Run as `python -m tests.bench.real_pdfs FOLDER`. A folder of real ones: `apt-get download` some packages with
documentation (r-doc-pdf, texlive-latex-base-doc, lilypond-doc-pdf, debian-refcard), then `dpkg -x` each into it.
"""

import logging
import statistics
import sys
import time
from collections import Counter
from pathlib import Path

from publications.inspection.reading import Inspection, inspect


def read_all(folder: Path) -> list[tuple[float, Path, Inspection]]:
    """Seconds, file, outcome; links to the same file and links to nothing are left out."""
    outcomes = []
    for path in sorted({found.resolve() for found in folder.rglob("*.pdf") if found.is_file()}):
        started = time.monotonic()
        found = inspect(path)
        outcomes.append((time.monotonic() - started, path, found))
    return outcomes


def main(folder: str) -> None:
    """A table of states, the slowest, and those that were not read whole."""
    logging.disable()
    outcomes = read_all(Path(folder))
    states = Counter(f"{found.state} {found.reason}".strip() for _seconds, _path, found in outcomes)
    seconds = [one for one, _path, _found in outcomes]
    pages = sum(len(found.texts) for _seconds, _path, found in outcomes)
    lines = [
        f"{len(outcomes)} files, {pages} pages in {sum(seconds):.0f} s: {1000 * sum(seconds) / pages:.1f} ms a page"
    ]
    lines.append(f"a file: median {statistics.median(seconds):.2f} s, slowest {max(seconds):.2f} s")
    lines += [f"{count:5} {state}" for state, count in states.most_common()]
    lines += [
        f"{path.name}: {found.state} {found.reason}, {len(found.texts)} of {found.pages} pages"
        for _seconds, path, found in outcomes
        if found.state != "ok"
    ]
    for fact in (
        "is_tagged",
        "language",
        "author",
        "notes",
        "attachments",
        "scripts",
        "is_encrypted",
        "older_revisions",
    ):
        lines.append(f"{sum(bool(found.facts.get(fact)) for _s, _p, found in outcomes):5} with {fact}")
    lines.append(f"{sum(not found.facts.get('is_all_seen') for _s, _p, found in outcomes):5} not checked as a whole")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
