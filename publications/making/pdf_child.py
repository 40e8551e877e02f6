"""Draws one PDF in a process of its own: `python pdf_child.py FOLDER`. Knows neither Django nor the database.

A report of a hundred pages takes 400 MB while it is laid out, which a Python process never gives back; and a report
that takes too much ends this process and not the worker. FOLDER holds job.json and the files that it names; the PDF
is written there as made.pdf. Nothing is read from anywhere else.
"""

import json
import resource
import sys
from pathlib import Path
from typing import Any

NO_PANGO = 3  # exit status
MOST_MEMORY = 2 * 1024**3  # address space, bytes: three times what a hundred pages map
MOST_CPU = 300  # seconds


def main(folder: Path) -> int:
    """Draw what job.json says. Returns the exit status."""
    try:
        import weasyprint  # noqa: PLC0415  (loads Pango)
        import weasyprint.text.fonts  # noqa: PLC0415
    except OSError as missing:
        sys.stderr.write(str(missing))
        return NO_PANGO
    job = json.loads((folder / "job.json").read_text(encoding="utf-8"))
    fetcher = fetcher_of(weasyprint, folder, job["files"])
    font_config = weasyprint.text.fonts.FontConfiguration()
    sheets = [
        weasyprint.CSS(string=sheet["text"], base_url=sheet["url"], url_fetcher=fetcher, font_config=font_config)
        for sheet in job["sheets"]
    ]
    document = weasyprint.HTML(string=job["html"], base_url=job["url"], url_fetcher=fetcher)
    document.write_pdf(
        folder / "made.pdf",
        stylesheets=sheets,
        font_config=font_config,
        pdf_variant="pdf/ua-1",
        pdf_identifier=job["identifier"].encode(),
    )
    return 0


def confine() -> None:
    """Let this process take no more than a long report needs."""
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_CPU, MOST_CPU))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def fetcher_of(weasyprint: Any, folder: Path, files: dict[str, list[str]]) -> Any:
    """The one way by which a PDF may read anything: the files of the job, by their addresses."""

    class JobFetcher(weasyprint.urls.URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            if url not in files:
                raise ValueError(f"Not a part of this report: {url[:200]}")
            name, media_type = files[url]
            body = (folder / name).read_bytes()
            return weasyprint.urls.URLFetcherResponse(url, body, {"Content-Type": media_type})

    return JobFetcher(allowed_protocols=("data",))


if __name__ == "__main__":
    confine()
    sys.exit(main(Path(sys.argv[1])))
