"""What programs and people cite a report with: files for citation programs, quotations, the text as Markdown."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from wagtail.contrib.routable_page.models import path, re_path

from publications.citing.formats import FORMATS
from publications.citing.items import item_of_version
from publications.models.versions import Version
from publications.plain_text import MEDIA_TYPE, report_in_markdown
from publications.quotations import quotations_of

if TYPE_CHECKING:
    from publications.models.reports import ReportPage

ENDING = rf"(?P<ending>{'|'.join(FORMATS)})"


class CitationRoutes:
    """`cite/`, `cite.bib`, `v1/cite.bib`, `report.md` (which `<report>.md` leads to). Before the routes of files."""

    @re_path(rf"^cite\.{ENDING}/$", name="citation_file")
    def citation_file(self: "ReportPage", request: HttpRequest, ending: str) -> HttpResponse:
        """The newest version for a citation program."""
        return citation_answer(self, public_version(self), ending)

    @re_path(rf"^v(?P<number>[1-9]\d{{0,3}})/cite\.{ENDING}/$", name="version_citation_file")
    def version_citation_file(self: "ReportPage", request: HttpRequest, number: str, ending: str) -> HttpResponse:
        """A certain version for a citation program."""
        return citation_answer(self, public_version(self, int(number)), ending)

    @path("cite/", name="cite")
    def cite(self: "ReportPage", request: HttpRequest) -> HttpResponse:
        """Every paragraph, finding and figure with its quotation, ready to be copied, without JavaScript."""
        version = public_version(self)
        return self.render(
            request,
            context_overrides={"version": version, "groups": quotations_of(self, version), "mode": "cite"},
            template="publications/report_cite.html",
        )

    @path("report.md/", name="markdown")
    def markdown(self: "ReportPage", request: HttpRequest) -> HttpResponse:
        """The whole text as Markdown."""
        text = report_in_markdown(self, public_version(self), request)
        response = HttpResponse(text, content_type=MEDIA_TYPE)
        response["Link"] = f'<{self.full_url}>; rel="canonical"'
        return response


def public_version(report: "ReportPage", number: int | None = None) -> Version:
    """The newest version that came out, or the one with this number. Raises Http404 where there is none."""
    version: Version | None = (
        report.newest_version if number is None else report.versions.public().light().filter(number=number).first()
    )
    if version is None:
        raise Http404(_("There is no such version."))
    return version


def citation_answer(report: "ReportPage", version: Version, ending: str) -> HttpResponse:
    """The file of a citation program."""
    version.report = report
    wanted = FORMATS[ending]
    response = HttpResponse(wanted.write(item_of_version(version)), content_type=wanted.media_type)
    name = f"{report.slug}-v{version.number}.{ending}"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Link"] = f'<{report.full_url}>; rel="canonical"'
    return response
