"""Designed files in the admin: upload, look at the verdict, accept, read again, leave out, delete."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import filesizeformat
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import FormView, TemplateView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import LogActionRegistry

from publications import uploads
from publications.inspection.preflight import verdict_in_words
from publications.models import DesignedFile, ReportFile, ReportPage

ROLES = [ReportFile.Role.REPORT, ReportFile.Role.SUMMARY, ReportFile.Role.EASY_READ]
ACTIONS = {
    "upload": (gettext_lazy("Upload a designed file"), gettext_lazy("Designed file uploaded")),
    "accept": (gettext_lazy("Accept a designed file"), gettext_lazy("Designed file accepted")),
    "leave_out": (
        gettext_lazy("Leave a designed file out"),
        gettext_lazy("Designed file left out of the next version"),
    ),
    "delete": (gettext_lazy("Delete a designed file"), gettext_lazy("Designed file deleted")),
}


class UploadForm(forms.Form):
    """One PDF, what it holds and its language. The name, the first bytes and the size must all be right."""

    file = forms.FileField(
        label=gettext_lazy("PDF file"),
        help_text=gettext_lazy("At most 50 MB, without a password. It is published only after you accept it."),
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
    )
    role = forms.ChoiceField(
        label=gettext_lazy("What it holds"), choices=[(role.value, role.label.capitalize()) for role in ROLES]
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=ReportPage.Language.choices)

    def __init__(self, *args: Any, report: ReportPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.report = report

    def clean_file(self) -> UploadedFile:
        """Refuse what is too large, no PDF by its name or by its first bytes, or here already."""
        upload: UploadedFile = self.cleaned_data["file"]
        size = upload.size or 0
        if size > uploads.LARGEST:
            words = {"size": filesizeformat(size)}
            raise ValidationError(_("The file has %(size)s. At most 50 MB can be uploaded.") % words)
        if not (upload.name or "").lower().endswith(".pdf"):
            raise ValidationError(_("The name of the file does not end in “.pdf”. Export the document as PDF."))
        if not uploads.is_pdf(upload):
            raise ValidationError(_("This is not a PDF, whatever its name says. Export the document as PDF."))
        known = self.report.designed_files.filter(sha256=uploads.hash_of(upload)).first()
        if known is not None:
            raise ValidationError(_("The very same file is here already: %(name)s.") % {"name": known.name})
        return upload


def editable_report(request: HttpRequest, pk: int) -> ReportPage:
    """The report, for somebody who may edit it. Raises PermissionDenied, which Wagtail answers with a message."""
    report: ReportPage = get_object_or_404(ReportPage, pk=pk)
    if not report.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return report


def editable_file(request: HttpRequest, pk: int) -> DesignedFile:
    """The same for a designed file."""
    file: DesignedFile = get_object_or_404(DesignedFile.objects.select_related("uploaded_by", "accepted_by"), pk=pk)
    file.report = editable_report(request, file.report_id)
    return file


def trail(report: ReportPage, *steps: dict[str, str]) -> list[dict[str, str]]:
    """The breadcrumbs from the report on."""
    edit = reverse("wagtailadmin_pages:edit", args=[report.pk])
    return [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": edit, "label": report.get_admin_display_title()},
        *steps,
    ]


class UploadView(WagtailAdminTemplateMixin, FormView):
    """The form for a new file."""

    form_class = UploadForm
    template_name = "publications/uploads/upload.html"
    page_title = gettext_lazy("Upload a designed PDF")
    header_icon = "upload"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for who may edit the report."""
        self.report = editable_report(request, kwargs["report_id"])
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form looks for the same file in the report."""
        return {**super().get_form_kwargs(), "report": self.report}

    def get_initial(self) -> dict[str, Any]:
        """The report's own language."""
        return {"language": self.report.language}

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Home, report, here."""
        return trail(self.report, {"url": "", "label": str(self.page_title)})

    def form_valid(self, form: UploadForm) -> HttpResponse:
        """Keep it, and lead to the page that tells what the reading comes to."""
        given = form.cleaned_data
        file = uploads.take_in(self.report, given["file"], given["role"], given["language"], self.request.user)
        messages.success(self.request, _("The file is here and is being read."))
        return redirect("designed_file", file.pk)


class FileView(WagtailAdminTemplateMixin, TemplateView):
    """What is known about one file, and what can be done with it now."""

    template_name = "publications/uploads/file.html"
    header_icon = "doc-full"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The verdict with its points, and which buttons there are."""
        self.file = file = editable_file(self.request, self.kwargs["pk"])
        points = uploads.points(file)
        return {
            **super().get_context_data(**kwargs),
            "file": file,
            "language": dict(ReportPage.Language.choices).get(file.language, file.language),
            "points": points,
            "verdict": verdict_in_words(file.state, points),
            "stops": [point for point in points if point.is_stop],
            "may_be_accepted": uploads.may_be_accepted(file),
            "may_be_read_again": uploads.may_be_read_again(file),
            "is_lost": uploads.is_lost(file),
            "is_in_a_version": uploads.is_in_a_version(file),
        }

    def get_page_title(self) -> str:
        """The file's name."""
        return self.file.name

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Home, report, here."""
        return trail(self.file.report, {"url": "", "label": self.file.name})


class DeleteView(FileView):
    """Asks once, then deletes."""

    template_name = "publications/uploads/delete.html"

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Delete it, unless a version carries it."""
        file = editable_file(request, pk)
        try:
            uploads.remove(file, request.user)
        except uploads.NotAllowedNowError as refusal:
            messages.error(request, str(refusal))
            return redirect("designed_file", pk)
        messages.success(request, _("%(name)s was deleted.") % {"name": file.name})
        return redirect("wagtailadmin_pages:edit", file.report_id)


@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept a file with the stops that were ticked."""
    return done(request, pk, lambda file: uploads.accept(file, set(request.POST.getlist("accepted")), request.user))


@require_POST
def leave_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the acceptance back."""
    return done(request, pk, lambda file: uploads.leave_out(file, request.user))


@require_POST
def read_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Have it read once more."""
    return done(request, pk, uploads.read_again)


def done(request: HttpRequest, pk: int, action: Any) -> HttpResponse:
    """Do something to a file and lead back to its page, which shows what came of it or why it cannot be done."""
    try:
        action(editable_file(request, pk))
    except uploads.NotAllowedNowError as refusal:
        messages.error(request, str(refusal))
    return redirect("designed_file", pk)


@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The bytes, to look at them in a PDF reader: never shown within the admin, where a script of theirs might run."""
    file = editable_file(request, pk)
    return FileResponse(file.file.open("rb"), as_attachment=True, filename=file.name, content_type="application/pdf")


@require_safe
def thumbnail(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Page one."""
    file = editable_file(request, pk)
    return FileResponse(file.thumbnail.open("rb"), content_type="image/webp")


@hooks.register("register_admin_urls")
def add_upload_addresses() -> list[URLPattern]:
    """All of the above."""
    return [
        path("designed-files/add/<int:report_id>/", UploadView.as_view(), name="designed_file_add"),
        path("designed-files/<int:pk>/", FileView.as_view(), name="designed_file"),
        path("designed-files/<int:pk>/accept/", accept, name="designed_file_accept"),
        path("designed-files/<int:pk>/leave-out/", leave_out, name="designed_file_leave_out"),
        path("designed-files/<int:pk>/read-again/", read_again, name="designed_file_read_again"),
        path("designed-files/<int:pk>/delete/", DeleteView.as_view(), name="designed_file_delete"),
        path("designed-files/<int:pk>/download/", download, name="designed_file_download"),
        path("designed-files/<int:pk>/page-one/", thumbnail, name="designed_file_thumbnail"),
    ]


@hooks.register("register_log_actions")
def name_actions(actions: LogActionRegistry) -> None:
    """How they read in the history of a report."""
    for name, (label, message) in ACTIONS.items():
        actions.register_action(f"publications.designed_file.{name}", label, message)
