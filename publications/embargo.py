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
from wagtail.models import Page, PagePermissionTester, Revision
from wagtail.search.backends import get_search_backends_with_name

from foundation.dates import site_time
from publications.corrections import detach_corrections
from publications.freezing import freeze_approved, releasing
from publications.models import Release, ReleaseDateChange, ReportPage, Withdrawal
from publications.republishing import refuse_obstacles
from users.models import User

logger = logging.getLogger(__name__)
# The clock looks every 30 seconds; a release that comes before its next look is waited for.
LOOKS_AHEAD = datetime.timedelta(seconds=35)
OVERDUE = datetime.timedelta(minutes=2)
NEXT = "next-release"
NONE_AHEAD = "none"


def release_ahead(report: ReportPage) -> Release | None:
    """The release of a report that is still to come. One query."""
    return report.releases.filter(state__in=(Release.State.PLANNED, Release.State.APPROVED)).first()


def plan(report: ReportPage, embargo_until: datetime.datetime, user: User) -> Release:
    """Put a report under embargo. Raises ValidationError for a moment that is past, or a second release."""
    if embargo_until <= timezone.now():
        raise ValidationError({"embargo_until": _("This moment is past.")})
    if Withdrawal.objects.filter(report=report).exists():
        raise ValidationError(_("This report was withdrawn."))
    with transaction.atomic():
        Page.objects.select_for_update().filter(pk=report.pk).first()  # of two who plan at once, one is told
        if release_ahead(report) is not None:
            raise ValidationError(_("This report has a release ahead already. Move it or cancel it."))
        release = Release.objects.create(report=report, embargo_until=embargo_until, planned_by=user)
        log(instance=report, action="publications.release.plan", user=user, data={"until": embargo_until.isoformat()})
    return release


def hold(release: Release) -> None:
    """Read a release as it is now, and let nobody else change it until the transaction ends: its second may have come
    since it was looked at. Raises ValidationError where it is not ahead any more."""
    Release.objects.select_for_update(of=("self",)).filter(pk=release.pk).first()
    release.refresh_from_db()
    if not release.is_ahead:
        raise ValidationError(_("This release is not ahead any more."))


def may_change(release: Release, user: User) -> str:
    """Empty if the user may move or cancel the release, else why not. What was approved is a publisher's matter."""
    if release.state == Release.State.APPROVED and not PagePermissionTester(user, release.report).can_publish():
        return _("This release is approved. Only somebody who may publish the report can move or cancel it.")
    return ""


def refuse_change(release: Release, reason: str, missing: str, user: User) -> None:
    """Raise ValidationError for a user who may not move or cancel a release, or who gives no reason."""
    if refusal := may_change(release, user):
        raise ValidationError(refusal)
    if not reason.strip():
        raise ValidationError({"reason": missing})


def move(release: Release, embargo_until: datetime.datetime, reason: str, user: User) -> None:
    """Give a release another second, and keep the reason. Raises ValidationError.

    The files of an approved version say the day: on another day they are made anew.
    """
    if embargo_until <= timezone.now():
        raise ValidationError({"embargo_until": _("This moment is past.")})
    with transaction.atomic():
        hold(release)
        refuse_change(release, reason, _("Say why the date moves."), user)
        was, release.embargo_until = release.embargo_until, embargo_until
        ReleaseDateChange.objects.create(release=release, was=was, now=embargo_until, reason=reason, changed_by=user)
        release.message = ""
        release.save(update_fields=["embargo_until", "message"])
        release.press_links.filter(revoked_at__isnull=True).update(expires_at=embargo_until)
        if release.revision is not None and site_time(was).date() != site_time(embargo_until).date():
            freeze_for(release, release.revision)
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


def approve(release: Release, user: User, seen: int) -> None:
    """Freeze what the latest draft says and have its files made. Raises ValidationError.

    `seen` is the key of the draft that the user has looked at: another one is not approved unseen.
    """
    if release.embargo_until <= timezone.now():
        raise ValidationError(_("This release is not ahead any more."))
    with transaction.atomic():
        hold(release)
        report = release.report
        if reason := may_approve(report, user):
            raise ValidationError(reason)
        latest = report.latest_revision
        if latest.pk != seen:
            raise ValidationError(_("The report was changed since you opened this page. Read it again, then approve."))
        forget_version(release)  # first: the corrections that it carries wait again, and are asked for
        draft = latest.as_object()
        check_whole(draft)
        refuse_obstacles(draft)
        # What cleaning gave (numbers of findings, addresses of chapters) belongs to what is released.
        freeze_for(release, draft.save_revision(user=latest.user, log_action=False))
        release.state, release.approved_by, release.approved_at = Release.State.APPROVED, user, timezone.now()
        release.message = ""
        release.save()
        log(instance=report, action="publications.release.approve", user=user, revision=release.revision)


def freeze_for(release: Release, revision: Revision) -> None:
    """Give a release the version that says what a revision says, in place of the one it had. Raises ValidationError
    where that is out already."""
    forget_version(release)
    version = freeze_approved(revision.as_object())
    if version.is_public:
        raise ValidationError(
            _("Version %(number)s says the same and is out already: there is nothing to release.")
            % {"number": version.number}
        )
    release.version, release.revision = version, revision
    release.save(update_fields=["version", "revision"])


def check_whole(draft: ReportPage) -> None:
    """Clean a draft with its rows: a draft may be saved half done. Raises ValidationError."""
    draft.full_clean()
    for rows in (draft.authors, draft.findings, draft.surveys):
        for row in rows.all():
            row.full_clean(exclude=["report"])


def cancel(release: Release, reason: str, user: User) -> None:
    """Call a release off. Its version is forgotten, its press links end. Raises ValidationError."""
    with transaction.atomic():
        hold(release)
        refuse_change(release, reason, _("Say why the release is cancelled."), user)
        forget_version(release)
        release.state = Release.State.CANCELLED
        release.save()
        release.press_links.filter(revoked_at__isnull=True).update(revoked_at=timezone.now())
        log(instance=release.report, action="publications.release.cancel", user=user, data={"reason": reason})


def forget_version(release: Release) -> None:
    """Delete the version that an approval made. Only of a release that is held: it has not come out."""
    version, release.version, release.revision = release.version, None, None
    if version is not None:
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
        release.state, release.released_at, release.message = Release.State.RELEASED, now, ""
        release.save(update_fields=["state", "released_at", "message"])
        release.version.come_out(now)
        with releasing(release.version):  # whoever approved it could publish it then; what they may do now is no matter
            release.revision.publish(user=release.approved_by, skip_permission_checks=True)
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
    later. One that nobody approved in time stays closed, and says so. One that fails keeps no other from opening.
    """
    opened, tried = 0, set[int]()
    while (release := next_due(tried, LOOKS_AHEAD if wait else datetime.timedelta())) is not None:
        tried.add(release.pk)
        seconds = (release.embargo_until - timezone.now()).total_seconds()
        if seconds > 0:
            time.sleep(seconds)
        opened += open_or_say_why(release)
    late = Release.objects.filter(state=Release.State.PLANNED, embargo_until__lte=timezone.now(), message="")
    late.update(message=_("Nobody approved it in time. It stays closed: move it or cancel it."))
    return opened


def next_due(tried: set[int], ahead: datetime.timedelta) -> Release | None:
    """The next release to open, of those whose second comes so soon; asked anew each time, for waiting takes a while."""
    due = Release.objects.filter(state=Release.State.APPROVED, embargo_until__lte=timezone.now() + ahead)
    return due.exclude(pk__in=tried).order_by("embargo_until").first()


def open_or_say_why(release: Release) -> bool:
    """Open a release; one that cannot be opened stays as it was, tells its editors, and is tried again at the next look."""
    try:
        return release_now(release.pk, max(timezone.now(), release.embargo_until))
    except Exception as error:
        logger.exception("Release %s did not open.", release.pk)
        problems = " ".join(error.messages) if isinstance(error, ValidationError) else type(error).__name__
        words = _("It could not be opened, and is tried again every half minute: %(problems)s") % {"problems": problems}
        Release.objects.filter(pk=release.pk).update(message=words[:300])
        return False


def next_release_at() -> datetime.datetime | None:
    """When the next approved release opens; None when none is ahead. From the shared cache, so that a page costs no query.

    One that should have opened long ago and did not keeps no page out of any cache.
    """
    oldest = timezone.now() - OVERDUE
    kept = cache.get(NEXT)
    if kept is None or (kept != NONE_AHEAD and datetime.datetime.fromisoformat(kept) < oldest):
        ahead = Release.objects.filter(state=Release.State.APPROVED, embargo_until__gte=oldest)
        first = ahead.order_by("embargo_until").values_list("embargo_until", flat=True).first()
        kept = first.isoformat() if first is not None else NONE_AHEAD
        cache.set(NEXT, kept, 3600)
    return None if kept == NONE_AHEAD else datetime.datetime.fromisoformat(kept)


def forget_next_release() -> None:
    """After any change of a release."""
    cache.delete(NEXT)
