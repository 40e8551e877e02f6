"""What a page needs to show an action's form. Page types of the rooms above inherit it."""

from typing import Any

from django.apps import apps
from django.db import models
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from foundation.framing import allow_framing
from foundation.models import OrganisationSettings
from foundation.querysets import visible_pages
from supporters.forms import SignForm
from supporters.models import Action


class ActionPageMixin(models.Model):
    """A page on which people act. The key points down and protects: an action in use cannot be deleted."""

    action = models.ForeignKey(
        Action, verbose_name=_("action"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    # For pages that have `embed/` and `embed/thanks/`: the template of the first.
    embed_template = ""

    class Meta:
        abstract = True

    @property
    def embed_url(self) -> str:
        """The page as other sites may frame it."""
        return f"{self.get_url()}embed/"  # type: ignore[attr-defined]  # every subclass is a Page

    @property
    def thanks_url(self) -> str:
        """Where a sent form leads. Says nothing about what was sent."""
        return f"{self.get_url()}thanks/"  # type: ignore[attr-defined]  # every subclass is a Page

    def thanks_url_of(self, form: SignForm) -> str:
        """The same, in the frame where the form stood in one."""
        return f"{self.embed_url}thanks/" if form.is_framed else self.thanks_url

    def sign_form(self, request: HttpRequest, data: Any = None, *, is_framed: bool = False) -> SignForm:
        """The form, unbound, the same for every visitor; bound when `data` is given.

        Raises ValueError for a page that has no action yet.
        """
        if self.action is None:
            raise ValueError("This page has no action yet.")
        return SignForm(
            data,
            action=self.action,
            page=self,
            organisation=OrganisationSettings.for_request(request),
            source=request.GET.get("source", ""),
            is_framed=is_framed,
        )

    def render_with_form(self, request: HttpRequest, form: SignForm, status: int) -> TemplateResponse:
        """The page's own template around a form that was refused, or that of its frame. Never cached."""
        context = {**self.get_context(request), "form": form}  # type: ignore[attr-defined]
        template = self.embed_template if form.is_framed else self.get_template(request)  # type: ignore[attr-defined]
        response = TemplateResponse(request, template, context, status=status)
        if form.is_framed:
            allow_framing(response)
        response.headers["Cache-Control"] = "no-store"
        return response


def action_page_types() -> list[type[ActionPageMixin]]:
    """Every page type that shows an action."""
    return [model for model in apps.get_models() if issubclass(model, ActionPageMixin)]


def find_action_page(action: Action, page_id: int | None = None) -> Any:
    """The visible page with this id that shows `action`; without an id, the oldest such page. None without any."""
    if page_id is not None:
        page = visible_pages().filter(pk=page_id).specific().first()
        if not isinstance(page, ActionPageMixin) or page.action_id != action.pk:
            return None
        page.action = action  # else the form would fetch it again
        return page
    for model in action_page_types():
        shown = model._default_manager.filter(action=action).values("pk")
        page = visible_pages().filter(pk__in=shown).order_by("pk").specific().first()
        if page is not None:
            return page
    return None


def is_public(action: Action) -> bool:
    """Whether anybody can see a page that shows `action`: two queries, and one more for each further page type."""
    private = Page.objects.all().private_q()
    return any(
        visible_pages(private).filter(pk__in=model._default_manager.filter(action=action).values("pk")).exists()
        for model in action_page_types()
    )


def public_action_ids() -> set[int]:
    """The actions that anybody can see a page of: one query, and one for each type of page that shows actions."""
    private = Page.objects.all().private_q()
    shown = [model._default_manager.filter(pk__in=visible_pages(private).values("pk")) for model in action_page_types()]
    return {pk for pages in shown for pk in pages.filter(action__isnull=False).values_list("action", flat=True)}
