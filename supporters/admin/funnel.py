"""The funnel of an action in the admin, for everybody who may see actions: numbers, nobody's name."""

from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from foundation.spreadsheets import csv_chunks
from supporters.funnel.figures import Funnel, Steps, columns, csv_rows, funnel_of
from supporters.models import Action
from supporters.permissions import require_permission

PERMISSION = "supporters.view_action"
KEPT_FOR = 60  # seconds


class FunnelView(WagtailAdminTemplateMixin, TemplateView):
    """Tables with small bars: all, by source, by mail provider, by day. `?format=csv` gives them as a file."""

    template_name = "supporters/admin/funnel.html"
    page_title = _("Funnel")
    header_icon = "view"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Raise PermissionDenied for those who may not see actions."""
        require_permission(request.user, PERMISSION)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def action(self) -> Action:
        """The action. Raises Http404."""
        found: Action = get_object_or_404(Action, pk=self.kwargs["pk"])
        return found

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The page or the file."""
        if request.GET.get("format") != "csv":
            return super().get(request, *args, **kwargs)
        name = f"funnel-{slugify(self.action.title)[:60] or self.action.pk}.csv"
        return StreamingHttpResponse(
            csv_chunks(csv_rows(recent_funnel(self.action))),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
        )

    def get_page_subtitle(self) -> str:
        """The action's title."""
        return self.action.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Actions, then this one."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("supporters_actions:index"), "label": _("Actions")},
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """The way to the file."""
        return [HeaderButton(label=_("Download as CSV"), url="?format=csv", icon_name="download")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Every table with its words."""
        funnel = recent_funnel(self.action)
        return super().get_context_data(
            **kwargs, action=self.action, funnel=funnel, steps=stairs(funnel.total), tables=tables(funnel)
        )


def recent_funnel(action: Action) -> Funnel:
    """At most a minute old: with half a million signatures it takes seconds, and on a busy day everybody asks for it."""
    key = f"supporters.funnel.figures.{action.pk}"
    funnel: Funnel = cache.get(key) or funnel_of(action)
    cache.add(key, funnel, KEPT_FOR)
    return funnel


def stairs(total: Steps) -> list[dict[str, Any]]:
    """The way from a look to a wish for mail, each step with its share of the one before."""
    return [
        {"words": _now("Views"), "number": total.views, "rate": None, "of": ""},
        {"words": _now("Signed"), "number": total.submitted, "rate": total.signing_rate, "of": _now("of views")},
        {"words": _now("Confirmed"), "number": total.confirmed, "rate": total.confirming_rate, "of": _now("of signed")},
        {
            "words": _now("Mail about the campaign"),
            "number": total.campaign_mail,
            "rate": total.mail_rate,
            "of": _now("of confirmed"),
        },
    ]


def tables(funnel: Funnel) -> list[dict[str, Any]]:
    """The tables by source and by provider: caption, what the first column is, heads and rows."""
    without_views = columns()[1:]
    return [
        {
            "id": "sources",
            "caption": _now("By source"),
            "first": _now("Source"),
            "columns": [words for _name, words in columns()],
            "has_views": True,
            "rows": [row_of(name, steps, columns()) for name, steps in funnel.shown_sources],
        },
        {
            "id": "providers",
            "caption": _now("By mail provider"),
            "first": _now("Mail provider"),
            "columns": [words for _name, words in without_views],
            "has_views": False,
            "rows": [
                row_of(name or _now("Not known"), steps, without_views) for name, steps in funnel.by_provider.items()
            ],
        },
    ]


def row_of(name: str, steps: Steps, shown: list[tuple[str, str]]) -> dict[str, Any]:
    """One line of a table."""
    return {"name": name, "numbers": [getattr(steps, key) for key, _words in shown], "steps": steps}


def funnel_button(action: Action) -> MenuItem:
    """The way here from the list of actions."""
    return MenuItem(
        _("Funnel"), url=reverse("supporters_actions:funnel", args=[action.pk]), icon_name="view", priority=35
    )
