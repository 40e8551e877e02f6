"""What a maker returns, and what every made file says of its version."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ObjectDoesNotExist
from wagtail.models import Site

from foundation.dates import day_in_words

if TYPE_CHECKING:
    from publications.models import ReportPage, Version


class MakerMissingError(RuntimeError):
    """A part of the machine that a maker needs is not there (Pango). The message is for editors."""


@dataclass(frozen=True)
class MadeFile:
    """The bytes of one file, and what was read from the bytes themselves. `thumbnail` is page one as WebP."""

    name: str
    media_type: str
    data: bytes
    language: str
    pages: int | None = None
    is_tagged: bool = False
    thumbnail: bytes = b""


def moment_of(version: Version) -> datetime.datetime:
    """The one time that every file of a version carries, so that the same version gives the same bytes.

    Its release says when it opens, long before it does; without one it is the moment of freezing.
    """
    try:
        moment = version.release.embargo_until
    except ObjectDoesNotExist:
        moment = version.frozen_at
    return moment.replace(microsecond=0)


def day_of(version: Version) -> str:
    """The day of `moment_of` in words, as readers count days."""
    return day_in_words(moment_of(version))


def address_of(version: Version) -> str:
    """The address of this version, which is what is cited. Empty where the report has none."""
    address = version.report.full_url
    return f"{address}v{version.number}/" if address else ""


def stem_of(version: Version) -> str:
    """What the names of its files begin with."""
    return f"{version.report.slug}-v{version.number}"


def site_of(report: ReportPage) -> Site:
    """The site that the report belongs to; the main one for a report outside of every site."""
    site: Site | None = report.get_site()
    return site or Site.objects.select_related("root_page").get(is_default_site=True)
