"""The report as an e-book (EPUB 3.3): one XHTML file a chapter, its pictures and charts beside them.

Put together here rather than by a library: EbookLib is AGPL, and sixty lines of zipfile give the same bytes each time.
"""

from __future__ import annotations

import textwrap
import uuid
from typing import Any
from xml.etree import ElementTree as ET

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from foundation.drawing import draw
from foundation.models import OrganisationSettings
from publications.making.colours import as_picture, palette
from publications.making.made import MadeFile, address_of, moment_of, site_of, stem_of
from publications.making.printed import printed_context
from publications.making.sources import Source, read_those_in
from publications.making.xhtml import Pictures, lead_links, parsed, written
from publications.making.zipping import zipped
from publications.models import ReportPage, Version

MEDIA_TYPE = "application/epub+zip"
LINE = 18  # letters of the title in one line of the cover


def make_epub(version: Version) -> MadeFile:
    """The e-book of a version. Needs nothing that may be missing from a machine."""
    report = version.frozen_report()
    site = site_of(report)
    organisation = OrganisationSettings.for_site(site)
    base_url = report.full_url or site.root_url
    with override(report.language.partition("-")[0]):
        context = printed_context(version, report, organisation)
        texts = texts_of(context)
        sources = dict(read_those_in("".join(texts.values()), base_url, site.root_url))
        pictures = Pictures(sources, palette(organisation))
        documents = {name: parsed(text, base_url, pictures) for name, text in texts.items()}
        lead_links(documents, base_url)
        pictures.files["images/cover.svg"] = cover_of(report, organisation, pictures.colours)
        entries = entries_of(version, context, documents, pictures.files)
    return MadeFile(
        name=f"{stem_of(version)}.epub",
        media_type=MEDIA_TYPE,
        data=zipped(entries, moment_of(version), stored=frozenset({"mimetype"})),
        language=report.language,
    )


def texts_of(context: dict[str, Any]) -> dict[str, str]:
    """The documents of the book by name, in reading order, as HTML."""
    texts = {"front.xhtml": document("front", context, title=context["page"].title)}
    for chapter in context["chapters"]:
        # With a beginning of its own: a chapter may be called "Front", "Ending" or "Nav".
        texts[f"chapter-{chapter.name}.xhtml"] = document(
            "chapter", {**context, "chapter": chapter}, title=chapter.title
        )
    return texts | {"ending.xhtml": document("ending", context, title=_("About this report"))}


def document(name: str, context: dict[str, Any], title: str) -> str:
    """One document as HTML."""
    return render_to_string(f"publications/epub/{name}.html", {**context, "document_title": title})


def cover_of(report: ReportPage, organisation: OrganisationSettings, colours: dict[str, str]) -> Source:
    """The report's pattern with its title, drawn as SVG: 600 by 900."""
    plate = as_picture(draw("hero", report.slug), colours).replace("<svg ", '<svg width="500" height="620" ', 1)
    context = {
        "plate": mark_safe(plate),  # noqa: S308  (our own drawing)
        "lines": textwrap.wrap(report.title, LINE)[:4],
        "name": organisation.name,
        "colours": colours,
    }
    return Source("image/svg+xml", render_to_string("publications/epub/cover.svg", context).encode())


def entries_of(
    version: Version, context: dict[str, Any], documents: dict[str, ET.Element], pictures: dict[str, Source]
) -> list[tuple[str, bytes]]:
    """What the archive holds, the media type first as the format wants it."""
    identity = address_of(version) or f"report {version.report_id}, version {version.number}"
    package = {
        **context,
        "identifier": uuid.uuid5(uuid.NAMESPACE_URL, identity).urn,
        "modified": moment_of(version).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "documents": list(documents),
        "pictures": [(name, source.media_type) for name, source in pictures.items()],
        "is_drawn": len(pictures) > 1,
    }
    return [
        ("mimetype", MEDIA_TYPE.encode()),
        ("META-INF/container.xml", rendered("container.xml", {})),
        ("EPUB/package.opf", rendered("package.opf", package)),
        ("EPUB/nav.xhtml", rendered("nav.xhtml", package)),
        ("EPUB/style.css", rendered("style.css", {})),
        *((f"EPUB/{name}", written(root)) for name, root in documents.items()),
        *((f"EPUB/{name}", source.data) for name, source in pictures.items()),
    ]


def rendered(name: str, context: dict[str, Any]) -> bytes:
    """A part of the book that is no text."""
    return render_to_string(f"publications/epub/{name}", context).strip().encode()
