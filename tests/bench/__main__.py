"""Start a portal with the demo site, measure it on loopback, print the tables (docs/performance.md explains them)."""

import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.bench.inside import look_inside
from tests.bench.library import FEW, MANY, costs_of_library
from tests.bench.load import Client, Cost, cost_of_page, cost_of_signing, style_sheet_of
from tests.bench.making import costs_of_long_report
from tests.bench.processes import memory_of, web_workers
from tests.bench.reading import costs_of_reading
from tests.bench.signing import HEAD as DATABASES
from tests.bench.signing import costs_of_signing
from tests.bench.weight import weigh
from tests.browser.addresses import REPORT
from tests.running import CHROMIUM, CHROMIUM_OPTIONS, RunningPortal, running_portal

LIST, SEARCH, PDF = "/publications/", "/search/?q=islamophobia", f"{REPORT}latest.pdf"
# What: address, target as a multiple of a static file, how often it is asked for.
KEPT = {
    "home, kept": ("/", 2, 600),
    "report, kept": (REPORT, 2, 600),
    "list, kept": (LIST, 2, 600),
    "PDF, kept": (PDF, 1.2, 600),
}
MADE = {
    "home": ("/", 25, 90),
    "report": (REPORT, 35, 90),
    "list of publications": (LIST, 45, 90),
    "search": (SEARCH, 60, 90),
    "PDF": (PDF, None, 150),
}
STATIC_TIMES, SIGN_TIMES, SIGN_TARGET = 1200, 60, 12
QUERIES = {"home": ("/", 4), "report": (REPORT, 6), "list of publications": (LIST, 6), "search": (SEARCH, None)}
QUERIES |= {"PDF": (PDF, None)}


def table(title: str, head: list[str], rows: list[list[str]]) -> None:
    """Print a table that can be pasted into Markdown."""
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    lines = [[cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in [head, *rows]]
    lines.insert(1, ["-" * width for width in widths])
    sys.stdout.write(f"\n{title}\n\n" + "".join(f"| {' | '.join(line)} |\n" for line in lines))
    sys.stdout.flush()


def print_costs(portal: RunningPortal) -> None:
    """CPU of an answer as a multiple of a static file, beside the target."""
    client, workers = Client(portal), web_workers(portal.pid)
    static = cost_of_page(client, style_sheet_of(client), STATIC_TIMES, workers)
    measured: dict[str, tuple[Cost, float | None]] = {"static file": (static, None)}
    for name, (path, target, times) in KEPT.items():
        measured[name] = (cost_of_page(client, path, times, workers), target)
    passer = Client(portal, passes_by=True)
    for name, (path, target, times) in MADE.items():
        measured[name] = (cost_of_page(passer, path, times, workers), target)
    measured["sign form, POST"] = (cost_of_signing(passer, SIGN_TIMES, workers), SIGN_TARGET)
    rows = [
        [name, f"{cost.cpu / static.cpu:.1f}", f"≤ {target}" if target else "", f"{cost.cpu:.2f}", f"{cost.wait:.1f}"]
        for name, (cost, target) in measured.items()
    ]
    table("CPU of one answer", ["what", "× a static file", "target", "CPU ms", "median ms, one client"], rows)


def print_queries(portal: RunningPortal) -> float:
    """Queries of each page; returns the seconds of a first answer."""
    seconds, queries = look_inside(portal, [path for path, _target in QUERIES.values()])
    rows = [
        [name, str(queries[path]), "" if target is None else f"≤ {target}"] for name, (path, target) in QUERIES.items()
    ]
    table("SQL queries of a page, uncached", ["page", "queries", "target for a bare body"], rows)
    return seconds


def print_weights(portal: RunningPortal) -> None:
    """What a first view of the report and a second page cost a visitor."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_OPTIONS)
        first, second = weigh(browser, portal.url, [REPORT, LIST])
        browser.close()
    rows = [
        ["report, first view", str(first.requests), "≤ 9", kilobytes(first.without("Image")), "≤ 100"],
        ["the same without fonts", "", "", kilobytes(first.without("Image", "Font")), "≤ 37"],
        ["list, as a second page", str(second.requests), "≤ 3", kilobytes(second.without("Image")), "≤ 20"],
    ]
    table("Bytes over the wire, compressed, without images", ["view", "requests", "target", "kB", "target"], rows)


def kilobytes(count: int) -> str:
    """Of 1,000 bytes."""
    return f"{count / 1000:.1f}"


def main() -> None:
    """Every table, the starts last: the second start needs the first to have stopped."""
    with tempfile.TemporaryDirectory() as name:
        folder, started = Path(name), time.monotonic()
        with running_portal(folder) as portal:
            first = time.monotonic() - started
            print_costs(portal)
            answer = print_queries(portal)
            print_weights(portal)
            long_report = costs_of_long_report(portal)
            memory = [memory_of(worker) for worker in web_workers(portal.pid)]
            table("Signing", DATABASES, costs_of_signing(portal))
            library = costs_of_library(portal)  # the last: it leaves thousands of reports behind
        started = time.monotonic()
        with running_portal(folder):
            second = time.monotonic() - started
    rows = [
        ["first start, empty folder: seconds until ready", f"{first:.1f}", "≤ 60"],
        ["second start: seconds until ready", f"{second:.1f}", "≤ 10"],
        ["one process from nothing to a first page: seconds", f"{answer:.1f}", "≤ 1.3"],
        ["memory of a web worker, MB: its share", f"{statistics.mean(one.share for one in memory):.0f}", "≤ 95"],
        ["memory of a web worker, MB: resident", f"{statistics.mean(one.resident for one in memory):.0f}", ""],
    ]
    table("Starting, and memory after all of the above", ["what", "measured", "target"], rows)
    table("A report of a hundred pages", ["what", "measured", "target"], long_report)
    head = ["list of publications", f"CPU ms with {FEW}", f"with {MANY:,}", "×", "target", "queries", "target"]
    table("The library with few and with many reports", head, library)
    table("Reading an uploaded PDF in its child process", ["what", "measured", "target"], costs_of_reading())


if __name__ == "__main__":
    main()
