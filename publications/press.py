"""Named press links: one person reads one approved version before its second (docs/decisions/0034).

Only the SHA-256 of a link's token is kept. A token has 256 bits: nobody guesses one, so nothing counts the tries. A link
ends at the embargo's second, when it is revoked, and with its release.
"""

import hashlib
import secrets
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import PagePermissionTester

from publications.files import is_public
from publications.models import PressLink, Release, ReportPage
from supporters.press import Revealed, add_contact, erase_contact, reveal_contact

TOKEN_BYTES = 32  # 43 letters in an address


def may_send(report: ReportPage, user: Any) -> bool:
    """Whether a user may deal with the press links of a report: whoever may publish it, were it not embargoed."""
    return bool(PagePermissionTester(user, report).can_publish())


def require_sender(release: Release, user: Any) -> None:
    """Raise PermissionDenied for everybody else."""
    if not may_send(release.report, user):
        raise PermissionDenied


def hash_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def make_link(release: Release, user: Any, *, name: str, outlet: str, email: str = "") -> tuple[PressLink, str]:
    """A link for somebody and its token, which is nowhere else. Raises ValidationError and PermissionDenied."""
    require_sender(release, user)
    if release.state != Release.State.APPROVED or release.embargo_until <= timezone.now():
        raise ValidationError(_("Links are made for a release that is approved and still ahead."))
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with transaction.atomic():
        link = PressLink.objects.create(
            release=release,
            contact=add_contact(name, email, outlet, user),
            token_hash=hash_of(token),
            expires_at=release.embargo_until,
            made_by=user,
        )
        log(instance=release.report, action="publications.press.make", user=user, data={"link": link.pk})
    return link, token


def revoke_link(link: PressLink, user: Any) -> None:
    """End a link at once. Does nothing to one that was revoked before. Raises PermissionDenied."""
    require_sender(link.release, user)
    with transaction.atomic():
        ended = PressLink.objects.filter(pk=link.pk, revoked_at__isnull=True).update(revoked_at=timezone.now())
        if ended:
            log(instance=link.release.report, action="publications.press.revoke", user=user, data={"link": link.pk})


def reveal_recipient(link: PressLink, reason: str, user: Any) -> Revealed:
    """Who a link was made for, in clear. Raises ValidationError without a reason, and PermissionDenied."""
    require_sender(link.release, user)
    return reveal_contact(link.contact, reason, user)


def erase_recipient(link: PressLink, user: Any) -> None:
    """End a link and forget for whom it was. The outlet and the count stay. Raises PermissionDenied."""
    with transaction.atomic():
        revoke_link(link, user)
        erase_contact(link.contact, user)


def open_link(token: str) -> PressLink | None:
    """The link that this token opens now, with its release, version and contact. None for every other. One query."""
    found: PressLink | None = (
        PressLink.objects.select_related("release__version", "release__report", "contact")
        .defer("release__version__content_json")
        .filter(
            token_hash=hash_of(token),
            revoked_at__isnull=True,
            expires_at__gt=timezone.now(),
            release__state=Release.State.APPROVED,
            release__version__isnull=False,
        )
        .first()
    )
    return found


def address_after_release(token: str) -> str:
    """Where the report of a link stands that came to its end in good order. Empty for every other token."""
    link = (
        PressLink.objects.select_related("release__report")
        .filter(token_hash=hash_of(token), revoked_at__isnull=True, release__state=Release.State.RELEASED)
        .first()
    )
    return link.release.report.url or "" if link is not None and is_public(link.release.report) else ""


def count_opening(link: PressLink) -> None:
    """Note that a link was opened. How often and when last: no row for each time."""
    PressLink.objects.filter(pk=link.pk).update(opened_count=F("opened_count") + 1, last_opened_at=timezone.now())
