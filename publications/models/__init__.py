"""Reports and what belongs to them. Import them from here.

Inside the package imports run one way: versions know nothing of the others, findings and authors neither,
reports know them all, the library knows reports.
"""

from publications.models.authors import ReportAuthor
from publications.models.findings import Finding
from publications.models.library import PublicationIndexPage
from publications.models.reports import ReportPage
from publications.models.versions import ReportFile, Version

__all__ = ["Finding", "PublicationIndexPage", "ReportAuthor", "ReportFile", "ReportPage", "Version"]
