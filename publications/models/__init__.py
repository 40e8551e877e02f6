"""Reports and what belongs to them. Import them from here.

Inside the package imports run one way: versions know nothing of the others; what hangs on a version or a report, such
as findings, corrections and releases, knows versions alone; reports know them all, the library knows reports.
"""

from publications.models.authors import ReportAuthor
from publications.models.corrections import Correction
from publications.models.downloads import DownloadDay, LogPosition
from publications.models.drawings import ChartDrawing
from publications.models.findings import Finding
from publications.models.library import PublicationIndexPage
from publications.models.releases import PressLink, Release, ReleaseDateChange
from publications.models.reports import ReportPage
from publications.models.series import Series
from publications.models.survey import SurveyDetails
from publications.models.terms import Term
from publications.models.uploads import DesignedFile, FilePage
from publications.models.versions import FrozenPage, ReportFile, Version
from publications.models.withdrawals import Withdrawal
from publications.models.word_imports import WordImport

__all__ = [
    "ChartDrawing",
    "Correction",
    "DesignedFile",
    "DownloadDay",
    "FilePage",
    "Finding",
    "FrozenPage",
    "LogPosition",
    "PressLink",
    "PublicationIndexPage",
    "Release",
    "ReleaseDateChange",
    "ReportAuthor",
    "ReportFile",
    "ReportPage",
    "Series",
    "SurveyDetails",
    "Term",
    "Version",
    "Withdrawal",
    "WordImport",
]
