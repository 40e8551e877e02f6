"""Which files a version should have, and who makes each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from publications.making import archive, epub, pdf, workbook
from publications.making.made import MadeFile, stem_of
from publications.making.tables import TableFiles
from publications.models import ReportFile, Version

Role, Format = ReportFile.Role, ReportFile.Format


@dataclass(frozen=True)
class Planned:
    """A file that a version should have. One that `needs_all` is made when all the others are there."""

    name: str
    role: str
    format: str
    make: Callable[[], MadeFile]
    table: str = ""
    needs_all: bool = False


def planned_files(version: Version) -> list[Planned]:
    """Every file, in the order in which they are made and shown; the archive last."""
    stem = stem_of(version)
    plan = [
        Planned(f"{stem}.pdf", Role.REPORT, Format.PDF, partial(pdf.make_pdf, version)),
        Planned(f"{stem}.epub", Role.REPORT, Format.EPUB, partial(epub.make_epub, version)),
    ]
    if workbook.has_data(version):
        plan.append(Planned(f"{stem}.xlsx", Role.DATA, Format.XLSX, partial(workbook.make_workbook, version)))
    plan += table_files(version)
    archived = partial(archive.make_archive, version)
    return [*plan, Planned(f"{stem}.zip", Role.ALL, Format.ZIP, archived, needs_all=True)]


def table_files(version: Version) -> list[Planned]:
    """The files of each figure and table, in reading order."""
    files = TableFiles(version)
    return [
        Planned(f"{name}.{kind.value}", Role.TABLE, kind, partial(files.make, name, kind), table=name)
        for name, table in files.tables.items()
        for kind in files.formats_of(table)
    ]
