"""The two pages of the admin: hand a document in; read what became of it."""

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from publications.models import PublicationIndexPage
from publications.models.word_imports import WordImport
from publications.word_import.forms import WordImportForm
from publications.word_import.tasks import read_word_document
from publications.word_import.telling import grouped, why

LOOK_AGAIN = 3  # seconds


def may_import(user: Any, library: PublicationIndexPage) -> bool:
    """Whether somebody may add a report here: an import is nothing else."""
    return bool(library.permissions_for_user(user).can_add_subpage())


class WordImportPage(WagtailAdminTemplateMixin):
    """What both pages share: the library, and who may."""

    page_title = _("Import from Word")
    header_icon = "upload"

    def may_see(self, request: HttpRequest, library: PublicationIndexPage) -> None:
        """Raises PermissionDenied for somebody who may not add a report."""
        if not may_import(request.user, library):
            raise PermissionDenied

    def trail(self, library: PublicationIndexPage) -> list[dict[str, Any]]:
        """The way back to the library."""
        explore = reverse("wagtailadmin_explore", args=[library.pk])
        return [
            *self.breadcrumbs_items,
            {"url": explore, "label": library.title},
            {"url": "", "label": self.page_title},
        ]


class UploadView(WordImportPage, FormView):
    """The form."""

    form_class = WordImportForm
    template_name = "publications/word_import/upload.html"

    @cached_property
    def library(self) -> PublicationIndexPage:
        """The publications list that the report will be below."""
        return get_object_or_404(PublicationIndexPage, pk=self.kwargs["library"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """For those who may add a report here."""
        self.may_see(request, self.library)
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way back."""
        return self.trail(self.library)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form asks what the user may do."""
        return {**super().get_form_kwargs(), "user": self.request.user}

    def form_valid(self, form: WordImportForm) -> HttpResponse:
        """Keep the document and let the worker read it: that takes seconds, and may take the process with it."""
        document = form.cleaned_data["document"]
        with transaction.atomic():
            asked = WordImport.objects.create(
                library=self.library,
                collection=form.chosen_collection,
                name=document.name,
                file=document,
                asked_by_id=self.request.user.pk,
            )
            read_word_document.enqueue(asked.pk)
        return redirect("word_import_result", asked.pk)


class ResultView(WordImportPage, TemplateView):
    """What became of it: being read, the reason why not, or the draft with all that was lost."""

    template_name = "publications/word_import/result.html"

    @cached_property
    def asked(self) -> WordImport:
        """The import."""
        return get_object_or_404(WordImport.objects.select_related("library", "report"), pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """While the document is read, the browser is asked to look again."""
        self.may_see(request, self.asked.library)
        response = super().get(request, *args, **kwargs)
        if self.asked.state == WordImport.State.PENDING:
            response["Refresh"] = str(LOOK_AGAIN)
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way back."""
        return self.trail(self.asked.library)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the import, its refusal and its losses."""
        told = {"asked": self.asked, "refusal": why(self.asked), "groups": grouped(self.asked.losses)}
        return {**super().get_context_data(**kwargs), **told}
