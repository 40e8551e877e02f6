"""A CSL item as the files that citation programs read: BibTeX, RIS, CSL-JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass

from publications.citing.items import Item

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# What TeX reads as a command or as the end of a field.
TEX = {
    "\\": r"\textbackslash{}",
    # Named, because BibTeX counts braces even where TeX would not.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
TEX_SPECIAL = re.compile(r"[\\{}$&%#_~^]")


@dataclass(frozen=True)
class Format:
    """A kind of file: what readers call it, its media type, and what makes it of an item."""

    label: str
    media_type: str
    write: Callable[[Item], str]


def in_tex(text: str) -> str:
    """Text on one line, as TeX prints it."""
    return TEX_SPECIAL.sub(lambda found: TEX[found.group()], one_line(text))


def one_line(text: str) -> str:
    """Text without line breaks: in these files a line is a field."""
    return " ".join(text.split())


def bibtex(item: Item) -> str:
    """A `techreport`. Titles and bodies stand in braces of their own, so that no style changes their capitals or takes
    a body for people."""
    year, month = [*item["issued"]["date-parts"][0], None][:2]
    authors = [bibtex_name(author) for author in item.get("author", [])]
    note = f"Version {item['version']}"
    fields = {
        "author": " and ".join(authors),
        "title": f"{{{in_tex(item['title'])}}}",
        "institution": in_tex(item.get("publisher", "")),
        "year": str(year),
        "number": in_tex(item.get("number", "")),
        "type": in_tex(item.get("genre", "")),
        "note": note,
        "url": one_line(item["URL"]),
        "doi": one_line(item.get("DOI", "")),
        "isbn": one_line(item.get("ISBN", "")),
        "language": one_line(item["language"]),
        "abstract": in_tex(item.get("abstract", "")),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    if month is not None:
        lines.append(f"  month = {MONTHS[month - 1]},")
    return "\n".join([f"@techreport{{{item['id']},", *lines, "}", ""])


def bibtex_name(author: dict[str, str]) -> str:
    """`Khan, Afzal`, or a body in braces."""
    if "literal" in author:
        return f"{{{in_tex(author['literal'])}}}"
    return f"{in_tex(author['family'])}, {in_tex(author['given'])}"


def ris(item: Item) -> str:
    """A report in RIS: two letters, two blanks, a hyphen, a blank; lines end in CR and LF. A date ends where it is no
    longer known, its slashes stay."""
    year, month, day = [*item["issued"]["date-parts"][0], None, None][:3]
    lines = [("TY", "RPRT")]
    lines += [("AU", ris_name(author)) for author in item.get("author", [])]
    lines += [
        ("TI", item["title"]),
        ("PY", str(year)),
        ("DA", "/".join([str(year), f"{month:02}" if month else "", f"{day:02}" if day else "", ""])),
        ("ET", f"Version {item['version']}"),
        ("PB", item.get("publisher", "")),
        ("M3", item.get("genre", "")),
        ("SN", item.get("number", "")),
        ("SN", item.get("ISBN", "")),
        ("DO", item.get("DOI", "")),
        ("UR", item["URL"]),
        ("LA", item["language"]),
        ("AB", item.get("abstract", "")),
    ]
    printed = [f"{tag}  - {one_line(value)}" for tag, value in lines if value]
    return "\r\n".join([*printed, "ER  - ", ""])


def ris_name(author: dict[str, str]) -> str:
    """`Khan, Afzal`, or a body as it is."""
    return author["literal"] if "literal" in author else f"{author['family']}, {author['given']}"


def csl_json(item: Item) -> str:
    """A list of one item."""
    return json.dumps([item], ensure_ascii=False, indent=1)


FORMATS = {
    "bib": Format("BibTeX", "application/x-bibtex; charset=utf-8", bibtex),
    "ris": Format("RIS", "application/x-research-info-systems; charset=utf-8", ris),
    "json": Format("CSL-JSON", "application/vnd.citationstyles.csl+json", csl_json),
}
