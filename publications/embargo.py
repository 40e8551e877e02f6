"""Releases: a report that opens at a second, and not before (docs/decisions/0033).

Planned by whoever may edit the report, approved by somebody who may publish and did not edit it last. Approval freezes
the version and has its files made; at the second one transaction publishes the page and opens the version. Until then
the page is not live, the version has no `published_at`, and Wagtail's own ways to publish are closed for it.
"""

import datetime
import logging
import time

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import PagePermissionTester
from wagtail.search.backends import get_search_backends_with_name

from publications.corrections import detach_corrections
from publications.freezing import freeze_approved
from publications.models import Release, ReleaseDateChange, ReportPage, Withdrawal
from publications.republishing import refuse_obstacles
from users.models import User

logger = logging.getLogger(__name__)
# The clock looks every 30 seconds; a release that comes before its next look is waited for.
LOOKS_AHEAD = datetime.timedelta(seconds=35)
NEXT = "next-release"
NONE_AHEAD = "none"


def release_ahead(report: ReportPage) -> Release | None:
    """The release of a report that is still to come. One query."""
    return report.releases.filter(state__in=(Release.State.PLANNED, Release.State.APPROVED)).first()


def plan(report: ReportPage, embargo_until: datetime.datetime, user: User) -> Release:
    """Put a report under embargo. Raises ValidationError for a moment that is past, or a second release."""
    if embargo_until <= timezone.now():
        raise ValidationError({"embargo_until": _("This moment is past.")})
    if release_ahead(report) is not None:
        raise ValidationError(_("This report has a release ahead already. Move it or cancel it."))
    if Withdrawal.objects.filter(report=report).exists():
        raise ValidationError(_("This report was withdrawn."))
    with transaction.atomic():
        release = Release.objects.create(report=report, embargo_until=embargo_until, planned_by=user)
        log(instance=report, action="publications.release.plan", user=user, data={"until": embargo_until.isoformat()})
    return release


def move(release: Release, embargo_until: datetime.datetime, reason: str, user: User) -> None:
    """Give a release another second, and keep the reason. Raises ValidationError."""
    if not release.is_ahead:
        raise ValidationError(_("This release is not ahead any more."))
    if embargo_until <= timezone.now():
        raise ValidationError({"embargo_until": _("This moment is past.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the date moves.")})
    with transaction.atomic():
        ReleaseDateChange.objects.create(
            release=release, was=release.embargo_until, now=embargo_until, reason=reason, changed_by=user
        )
        release.embargo_until = embargo_until
        release.save(update_fields=["embargo_until"])
        release.press_links.filter(revoked_at__isnull=True).update(expires_at=embargo_until)
        log(instance=release.report, action="publications.release.move", user=user, data={"reason": reason})


def may_approve(report: ReportPage, user: User) -> str:
    """Empty if the user may approve the report as it stands, else why not."""
    if not PagePermissionTester(user, report).can_publish():
        return _("You may not publish this report.")
    latest = report.latest_revision
    if latest is None:
        return _("There is nothing to release yet.")
    if latest.user_id == user.pk:
        return _("You edited this report last. Somebody else has to approve it.")
    return ""


def approve(release: Release, user: User) -> None:
    """Freeze what the latest draft says and have its files made. Raises ValidationError."""
    report = release.report
    if not release.is_ahead or release.embargo_until <= timezone.now():
        raise ValidationError(_("This release is not ahead any more."))
    if reason := may_approve(report, user):
        raise ValidationError(reason)
    latest = report.latest_revision
    draft = latest.as_object()
    check_whole(draft)
    refuse_obstacles(draft)
    with transaction.atomic():
        forget_version(release)
        # What cleaning gave (numbers of findings, addresses of chapters) belongs to what is released.
        release.revision = draft.save_revision(user=latest.user, log_action=False)
        release.version = freeze_approved(draft)
        release.state, release.approved_by, release.approved_at = Release.State.APPROVED, user, timezone.now()
        release.save()
        log(instance=report, action="publications.release.approve", user=user, revision=release.revision)


def check_whole(draft: ReportPage) -> None:
    """Clean a draft with its rows: a draft may be saved half done. Raises ValidationError."""
    draft.full_clean()
    for rows in (draft.authors, draft.findings, draft.surveys):
        for row in rows.all():
            row.full_clean(exclude=["report"])


def cancel(release: Release, reason: str, user: User) -> None:
    """Call a release off. Its version is forgotten, its press links end. Raises ValidationError."""
    if not release.is_ahead:
        raise ValidationError(_("This release is not ahead any more."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the release is cancelled.")})
    with transaction.atomic():
        forget_version(release)
        release.state = Release.State.CANCELLED
        release.save()
        release.press_links.filter(revoked_at__isnull=True).update(revoked_at=timezone.now())
        log(instance=release.report, action="publications.release.cancel", user=user, data={"reason": reason})


def forget_version(release: Release) -> None:
    """Delete the version that an approval made, if it never came out."""
    version, release.version, release.revision = release.version, None, None
    if version is not None and not version.is_public:
        Release.objects.filter(pk=release.pk).update(version=None, revision=None)
        detach_corrections(version)
        version.delete()


def release_now(release_id: int, now: datetime.datetime) -> bool:
    """Open one release in one transaction. False if somebody else did, or it is not its second yet."""
    with transaction.atomic():
        release = (
            Release.objects.select_for_update(of=("self",))
            .select_related("revision", "version")
            .filter(pk=release_id, state=Release.State.APPROVED, embargo_until__lte=now)
            .first()
        )
        if release is None or release.version is None or release.revision is None:
            return False
        # First, so that the page may be published.
        release.state, release.released_at = Release.State.RELEASED, now
        release.save(update_fields=["state", "released_at"])
        release.version.come_out(now)
        release.revision.publish(user=release.approved_by, log_action=True)
        index_now(release.report_id)
    return True


def index_now(report_id: int) -> None:
    """Let the search find what was released in the same transaction, where its index is in the database.

    A search server follows by the task that every publishing queues: what it fails at must not undo a release.
    """
    report = ReportPage.objects.get(pk=report_id)
    for _name, backend in get_search_backends_with_name(with_auto_update=True):
        if not backend.catch_indexing_errors:
            backend.add(report)


def release_due(wait: bool = True) -> int:
    """Open every release whose second has come; returns how many. The clock, every 30 seconds.

    With `wait`, one that comes before the next look is waited for: it opens on its second, not up to half a minute
    later. One that nobody approved in time stays closed, and says so.
    """
    opened = 0
    ahead = Release.objects.filter(
        state=Release.State.APPROVED,
        embargo_until__lte=timezone.now() + (LOOKS_AHEAD if wait else datetime.timedelta()),
    )
    for release in ahead.order_by("embargo_until"):
        seconds = (release.embargo_until - timezone.now()).total_seconds()
        if seconds > 0:
            time.sleep(seconds)
        opened += release_now(release.pk, max(timezone.now(), release.embargo_until))
    late = Release.objects.filter(state=Release.State.PLANNED, embargo_until__lte=timezone.now(), message="")
    late.update(message=_("Nobody approved it in time. It stays closed: move it or cancel it."))
    return opened


def next_release_at() -> datetime.datetime | None:
    """When the next approved release opens; None when none is ahead. From the shared cache, so that a page costs no query."""
    kept = cache.get(NEXT)
    if kept is None:
        ahead = Release.objects.filter(state=Release.State.APPROVED).order_by("embargo_until")
        first = ahead.values_list("embargo_until", flat=True).first()
        kept = first.isoformat() if first is not None else NONE_AHEAD
        cache.set(NEXT, kept, 3600)
    return None if kept == NONE_AHEAD else datetime.datetime.fromisoformat(kept)


def forget_next_release() -> None:
    """After any change of a release."""
    cache.delete(NEXT)
