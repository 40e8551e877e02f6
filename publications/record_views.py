"""The admin's pages of corrections and withdrawals of a report."""

from typing import Any, cast

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.models import PagePermissionTester

from publications.corrections import published_findings, record_correction, take_back, version_to_correct
from publications.models import Correction, ReportPage, Version, Withdrawal
from publications.models.versions import RecordIsImmutableError
from publications.record_forms import CorrectionForm, WithdrawalForm
from publications.usage import pages_of, showings_of
from publications.withdrawals import lift, withdraw
from users.models import User

REFUSED = 422


def user_of(request: HttpRequest) -> User:
    """Who is logged in: the admin lets nobody else in."""
    return cast(User, request.user)


def report_for(request: HttpRequest, pk: int, *, publish: bool = False) -> ReportPage:
    """The report, for somebody who may edit it, or publish it. Raises Http404 and PermissionDenied."""
    report: ReportPage = get_object_or_404(ReportPage, pk=pk)
    # Not the report's own tester: under an embargo it lets nobody publish, and the rules below say so in words.
    tester = PagePermissionTester(request.user, report)
    if not (tester.can_publish() if publish else tester.can_edit()):
        raise PermissionDenied
    return report


def corrections(request: HttpRequest, pk: int) -> HttpResponse:
    """What was corrected, what waits, where each finding is shown, and the form for another correction."""
    report = report_for(request, pk)
    version = version_to_correct(report)
    if version is None:
        messages.error(request, _("This report has not been published: change it, there is nothing to correct."))
        return redirect("wagtailadmin_pages:edit", pk)
    form = CorrectionForm(request.POST or None, version=version, initial=asked_for(request, version))
    if request.method == "POST" and form.is_valid():
        try:
            record_correction(form.save(commit=False), report, user_of(request))
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Recorded. It waits for the next version, which will carry it."))
            return redirect("publications_corrections", pk)
    return render(
        request,
        "publications/records/corrections.html",
        {"report": report, "version": version, "form": form, **where_shown(report, version)},
        status=REFUSED if form.errors else 200,
    )


def asked_for(request: HttpRequest, version: Version) -> dict[str, str]:
    """What the form begins with: the finding that the link named, in the words that readers have."""
    key = request.GET.get("finding", "")
    finding = next((one for one in published_findings(version) if one.key == key), None)
    return {"finding_key": key, "was": finding.sentence} if finding is not None else {}


def where_shown(report: ReportPage, version: Version) -> dict[str, Any]:
    """Each finding with the pages that show it, and each correction with those of its finding."""
    showings = showings_of(report)
    findings = published_findings(version)
    shown = {finding.key: pages_of(showings, finding.number) for finding in findings}
    recorded = report.corrections.select_related("version_to", "recorded_by").defer("version_to__content_json")
    return {
        "findings": [{"finding": finding, "pages": shown[finding.key]} for finding in findings],
        "recorded": [
            {"correction": correction, "pages": shown.get(correction.finding_key, [])} for correction in recorded
        ],
    }


@require_POST
def take_correction_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a correction that waits."""
    correction: Correction = get_object_or_404(Correction.objects.select_related("report"), pk=pk)
    report_for(request, correction.report_id)
    try:
        take_back(correction, user_of(request))
    except RecordIsImmutableError:
        messages.error(request, _("A version carries this correction by now: it stays. Record another one."))
    else:
        messages.success(request, _("The correction was taken back. Nobody had read it yet."))
    return redirect("publications_corrections", correction.report_id)


def withdraw_report(request: HttpRequest, pk: int) -> HttpResponse:
    """The form that takes a report back, or removes one that was taken back already."""
    report = report_for(request, pk, publish=True)
    standing = Withdrawal.objects.filter(report=report).select_related("withdrawn_by", "replaced_by").first()
    form = WithdrawalForm(request.POST or None, instance=standing or Withdrawal(report=report))
    if request.method == "POST" and form.is_valid():
        try:
            withdraw(form.save(commit=False), report, user_of(request))
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Done. Copies that were downloaded before stay with those who have them."))
            return redirect("wagtailadmin_pages:edit", pk)
    return render(
        request,
        "publications/records/withdraw.html",
        {"report": report, "form": form, "standing": standing, "may_lift": request.user.is_superuser},
        status=REFUSED if form.errors else 200,
    )


@require_POST
def lift_withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a withdrawal back. For superusers."""
    withdrawal: Withdrawal = get_object_or_404(Withdrawal.objects.select_related("report"), report_id=pk)
    lift(withdrawal, user_of(request))
    messages.success(request, _("The withdrawal was lifted. A report that was removed is a draft now."))
    return redirect("wagtailadmin_pages:edit", pk)
