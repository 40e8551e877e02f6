"""Lighthouse, as on a phone, on one page of each kind of a portal that it starts: `make lighthouse`.

Prints the four scores of every page and each audit that costs one of them. Exit code 1 where a score is under its
minimum. Nothing is asked for beyond loopback.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from tests.browser.addresses import CAMPAIGN, LANDING, REPORT
from tests.pictures import portal_at
from tests.running import CHROMIUM, CHROMIUM_OPTIONS, ROOT

LIGHTHOUSE = ROOT / ".venv" / "node_modules" / ".bin" / "lighthouse"
PAGES = {
    "home": "/",
    "report": REPORT,
    "campaign": CAMPAIGN,
    "landing": LANDING,
    "profile": "/people/afzal-khan/",
    "library": "/publications/",
    "search": "/search/?q=islamophobia",
}
MINIMUM = {"performance": 99, "accessibility": 100, "best-practices": 100, "seo": 100}
# Results of a search are kept out of search engines on purpose; the audit that minds is the one that counts for most.
EXCEPTED = {("search", "seo")}


@dataclass(frozen=True)
class Judgement:
    """Of one page: its scores of 100, the audits that lost points, and the scores of performance one by one."""

    page: str
    scores: dict[str, int]
    faults: list[str]
    runs: list[int]

    @property
    def short(self) -> list[str]:
        """The categories that are under their minimum."""
        return [
            category
            for category, score in self.scores.items()
            if score < MINIMUM[category] and (self.page, category) not in EXCEPTED
        ]


# Chromium now and then loses the trace of a load (NO_NAVSTART): no judgement at all, good or bad, so it looks again.
TRIES = 3


def report_of(url: str, *options: str) -> dict[str, Any]:
    """What Lighthouse finds: its own report. Raises SystemExit with its words where it cannot look."""
    command = [
        str(LIGHTHOUSE),
        url,
        "--quiet",
        "--output=json",
        "--no-enable-error-reporting",
        f"--chrome-flags={' '.join(['--headless=new', *CHROMIUM_OPTIONS])}",
        *options,
    ]
    environment = os.environ | {"CHROME_PATH": CHROMIUM}
    for _try in range(TRIES):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return dict(json.loads(done.stdout))
    raise SystemExit(f"Lighthouse could not look at {url}:\n{done.stderr}")


def score_of(report: dict[str, Any], category: str) -> int:
    """Of 100."""
    return round(report["categories"][category]["score"] * 100)


def faults_of(report: dict[str, Any], categories: list[str]) -> list[str]:
    """The audits that count and are not perfect, with what Lighthouse says of them."""
    faults = []
    for category in categories:
        for reference in report["categories"][category]["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
                faults.append(f"{category}: {audit['title']} {audit.get('displayValue', '')}".strip())
    return faults


def judge(url: str, page: str, runs: int) -> Judgement:
    """Look once at everything, then again at performance alone; its median counts, for the machine is never quiet."""
    report = report_of(url + PAGES[page])
    performance = [score_of(report, "performance")]
    for _run in range(runs - 1):
        again = report_of(url + PAGES[page], "--only-categories=performance")
        performance.append(score_of(again, "performance"))
    scores = {category: score_of(report, category) for category in MINIMUM}
    scores["performance"] = round(statistics.median(performance))
    imperfect = [category for category, score in scores.items() if score < 100]
    return Judgement(page, scores, faults_of(report, imperfect), performance)


def line(cells: list[str]) -> str:
    """A row of a Markdown table."""
    return "| " + " | ".join(cells) + " |\n"


def main() -> int:
    """The table, the faults, the exit code."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--url", default="", help="a portal that runs already")
    options.add_argument("--pages", nargs="+", choices=list(PAGES), default=list(PAGES))
    options.add_argument("--runs", type=int, default=3, help="of performance; the median counts")
    chosen = options.parse_args()
    sys.stdout.write(line(["page".ljust(8), *MINIMUM, "runs of performance"]))
    sys.stdout.write(line(["-" * 8, *("-" * len(category) for category in MINIMUM), "-" * 19]))
    judgements = []
    with portal_at(chosen.url) as url:
        for page in chosen.pages:
            judged = judge(url, page, chosen.runs)
            scores = [str(judged.scores[category]).ljust(len(category)) for category in MINIMUM]
            sys.stdout.write(line([page.ljust(8), *scores, ", ".join(map(str, judged.runs)).ljust(19)]))
            sys.stdout.flush()
            judgements.append(judged)
    for judged in judgements:
        for fault in judged.faults:
            sys.stdout.write(f"{judged.page}: {fault}\n")
    short = [f"{judged.page} ({', '.join(judged.short)})" for judged in judgements if judged.short]
    sys.stdout.write(f"Under the minimum: {', '.join(short)}\n" if short else "Every score reaches its minimum.\n")
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
