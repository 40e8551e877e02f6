"""The admin's pages of a release: plan, move, approve, cancel."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from publications import embargo, press
from publications.models import Release, ReportPage
from publications.release_forms import CancelForm, MoveForm, PlanForm
from users.models import User


def editor_of(request: HttpRequest) -> User:
    """Who is logged in. Raises PermissionDenied where nobody is."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def report_to_edit(request: HttpRequest, pk: int) -> ReportPage:
    """The report, for somebody who may edit it. Raises Http404 and PermissionDenied."""
    report: ReportPage = get_object_or_404(ReportPage, pk=pk)
    if not report.permissions_for_user(editor_of(request)).can_edit():
        raise PermissionDenied
    return report


def release_of(request: HttpRequest, pk: int) -> Release:
    """A release, for somebody who may edit its report."""
    release: Release = get_object_or_404(Release.objects.select_related("report", "version"), pk=pk)
    report_to_edit(request, release.report_id)
    return release


def show_release(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a release stands, and what may be done with it."""
    release = release_of(request, pk)
    context = {
        "release": release,
        "report": release.report,
        "refusal": embargo.may_approve(release.report, editor_of(request)),
        "hindrance": embargo.may_change(release, editor_of(request)),
        "may_send": press.may_send(release.report, request.user),
        "changes": release.date_changes.select_related("changed_by"),
        "files": release.version.files.all() if release.version is not None else [],
    }
    return render(request, "publications/releases/release.html", context)


def plan_release(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a report under embargo."""
    report = report_to_edit(request, pk)

    def do(form: Form) -> Release:
        return embargo.plan(report, form.cleaned_data["embargo_until"], editor_of(request))

    return answer(request, PlanForm(request.POST or None), report, _("Plan a release"), do)


def move_release(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a release another second."""
    release = release_of(request, pk)

    def do(form: Form) -> Release:
        embargo.move(release, form.cleaned_data["embargo_until"], form.cleaned_data["reason"], editor_of(request))
        return release

    form = MoveForm(request.POST or None, initial={"embargo_until": release.embargo_until})
    return answer(request, form, release.report, _("Move the release"), do)


def cancel_release(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a release off."""
    release = release_of(request, pk)

    def do(form: Form) -> Release:
        embargo.cancel(release, form.cleaned_data["reason"], editor_of(request))
        return release

    return answer(request, CancelForm(request.POST or None), release.report, _("Cancel the release"), do)


@require_POST
def approve_release(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve what the latest draft says, if it is still the one that the button stood beside."""
    release, seen = release_of(request, pk), request.POST.get("seen", "")
    try:
        embargo.approve(release, editor_of(request), int(seen) if seen.isdecimal() else 0)
    except ValidationError as refusal:
        for problem in refusal.messages:
            messages.error(request, problem)
    else:
        messages.success(request, _("Approved. The files are being made now; nothing opens before its second."))
    return redirect("publications_release", release.pk)


def answer(
    request: HttpRequest, form: Form, report: ReportPage, title: str, do: Callable[[Form], Release]
) -> HttpResponse:
    """Show a form, or do what it says. What the rules refuse stands beside the field, and nothing typed is lost."""
    if request.method == "POST" and form.is_valid():
        try:
            release = do(form)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return redirect("publications_release", release.pk)
    context: dict[str, Any] = {"form": form, "report": report, "title": title}
    context["back"] = reverse("wagtailadmin_pages:edit", args=[report.pk])
    status = 422 if form.errors else 200
    return render(request, "publications/releases/form.html", context, status=status)
