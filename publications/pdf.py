"""The PDF of a report: made by WeasyPrint from the frozen version, tagged for screen readers (PDF/UA-1)."""

import hashlib
import io
import mimetypes
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pikepdf
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Site

from foundation.models import OrganisationSettings
from publications.models import Version
from publications.reading import reading_context

SVG_TAG = re.compile(r"<svg\b[^>]*>")


class PdfMakerMissingError(RuntimeError):
    """WeasyPrint cannot load Pango on this machine."""


class RefusedAddressError(ValueError):
    """A report's PDF asked for something that is neither our static files nor our media."""


@dataclass(frozen=True)
class MadePdf:
    """The bytes, and what was read from the bytes themselves."""

    data: bytes
    pages: int
    sha256: str
    language: str
    is_tagged: bool


def make_pdf(version: Version) -> MadePdf:
    """Render a version. Raises PdfMakerMissingError without Pango."""
    weasyprint = load_weasyprint()
    report = version.frozen_report()
    site = report.get_site() or Site.objects.select_related("root_page").get(is_default_site=True)
    organisation = OrganisationSettings.for_site(site)
    with override(report.language.partition("-")[0]):
        html = render_to_string(
            "publications/report_pdf.html",
            {
                **reading_context(report),
                "version": version,
                "page": report,
                "organisation": organisation,
                "address": version_address(version),
            },
        )
    colours = palette(organisation)
    fetcher = site_fetcher(weasyprint, site.root_url)
    font_config = weasyprint.text.fonts.FontConfiguration()
    sheets = [
        weasyprint.CSS(
            url=urljoin(site.root_url, f"{settings.STATIC_URL}portal/css/pdf.css"),
            url_fetcher=fetcher,
            font_config=font_config,
        ),
        weasyprint.CSS(string=as_properties(colours)),
    ]
    data = weasyprint.HTML(string=coloured(html, colours), base_url=report.full_url, url_fetcher=fetcher).write_pdf(
        stylesheets=sheets, font_config=font_config, pdf_variant="pdf/ua-1", pdf_identifier=version.sha256.encode()
    )
    return read_back(data)


def load_weasyprint() -> Any:
    """WeasyPrint, which loads Pango when it is imported."""
    try:
        import weasyprint  # noqa: PLC0415  (a machine without Pango must still start)
        import weasyprint.text.fonts  # noqa: PLC0415
    except OSError as missing:
        raise PdfMakerMissingError(_("Pango is not installed: PDFs wait until it is.")) from missing
    return weasyprint


def version_address(version: Version) -> str:
    """The public address of the report, for the imprint and the citation of the PDF."""
    return version.report.full_url or ""


def read_back(data: bytes) -> MadePdf:
    """What the finished file says of itself: nothing is claimed that the bytes do not hold."""
    with pikepdf.open(io.BytesIO(data)) as document:
        mark: Any = document.Root.get("/MarkInfo", {})
        return MadePdf(
            data=data,
            pages=len(document.pages),
            sha256=hashlib.sha256(data).hexdigest(),
            language=str(document.Root.get("/Lang", "")),
            is_tagged=bool(mark.get("/Marked", False)) and "/StructTreeRoot" in document.Root,
        )


def site_fetcher(weasyprint: Any, root_url: str) -> Any:
    """The one way by which a PDF may read anything: our static files and media, never the network or the disk."""
    static, media = urljoin(root_url, settings.STATIC_URL), urljoin(root_url, settings.MEDIA_URL)

    class SiteFetcher(weasyprint.urls.URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            try:
                if url.startswith(static):
                    body = read_static(path_below(url, static))
                elif url.startswith(media):
                    body = read_media(path_below(url, media))
                else:
                    raise RefusedAddressError(f"Refused to load {url[:200]} for a PDF.")
            except SuspiciousFileOperation as error:  # a path that leads out of the folder
                raise RefusedAddressError(f"Refused to load {url[:200]} for a PDF.") from error
            media_type = mimetypes.guess_type(urlsplit(url).path)[0] or "application/octet-stream"
            return weasyprint.urls.URLFetcherResponse(url, body, {"Content-Type": media_type})

    return SiteFetcher(allowed_protocols=("data",))


def path_below(url: str, prefix: str) -> str:
    """The path of `url` below `prefix`, without query."""
    return unquote(url.removeprefix(prefix).partition("?")[0].partition("#")[0])


def read_static(path: str) -> bytes:
    """A static file: from the source, which is there before collectstatic ran, else from the collected ones."""
    source = finders.find(path)
    if isinstance(source, str):
        with open(source, "rb") as file:
            return file.read()
    with staticfiles_storage.open(path) as file:
        return bytes(file.read())


def read_media(path: str) -> bytes:
    """A picture of the library. The storage refuses a path that leads out of it."""
    with default_storage.open(path) as file:
        return bytes(file.read())


def mixed(one: str, other: str, share: float) -> str:
    """`share` (0 to 1) of a colour such as `#161b2b`, the rest the other: WeasyPrint knows no color-mix."""
    pairs = zip(bytes.fromhex(one[1:]), bytes.fromhex(other[1:]), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def palette(organisation: OrganisationSettings) -> dict[str, str]:
    """The brand's colours for print: white paper, so that a printer lays down no tint."""
    ink, accent = organisation.ink, organisation.palette.light["accent"]
    return {
        "ink": ink,
        "accent": accent,
        "paper": organisation.paper,
        "stock": mixed(organisation.paper, "#ffffff", 0.42),
        "ink-2": mixed(ink, "#ffffff", 0.76),
        "rule": mixed(ink, "#ffffff", 0.26),
    }


def as_properties(colours: dict[str, str]) -> str:
    """The palette as custom properties for pdf.css."""
    return ":root{" + "".join(f"--{name}:{colour};" for name, colour in colours.items()) + "}"


def coloured(html: str, colours: dict[str, str]) -> str:
    """Give each drawing its own style sheet with plain colours: WeasyPrint passes none of the page's into an SVG."""
    ink, ground, tone = colours["ink"], "#ffffff", colours["accent"]
    style = (
        f"<style>.pn{{stroke:{ink};fill:none}}.pg{{stroke:{ground};fill:none}}.pf{{fill:{tone}}}"
        f".pc{{fill:{ground};stroke:{ink};stroke-width:.4}}.pm{{fill:{ground}}}.pt{{fill:{ink}}}"
        f".co{{fill:none;stroke:{ink};stroke-width:.55}}.ck{{fill:{tone};stroke:none}}"
        f".cm{{fill:none;stroke:{ink};stroke-width:1.6}}</style>"
    )
    return SVG_TAG.sub(lambda tag: tag.group() + style, html)
