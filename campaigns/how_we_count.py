"""The public page of a petition's count: what was counted, where, when, and by which rules."""

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.utils.http import http_date
from django.utils.translation import gettext as _
from wagtail.contrib.routable_page.models import path

from campaigns.count_tables import areas_table, batches_table, days_table, hours_of_days
from supporters.counting.history import history_csv, recent_days
from supporters.counting.public_counts import ROUNDED_TO, PublicCount, public_count, rounded_down
from supporters.counting.rules import counting_rules
from supporters.crowds.switches import is_on
from supporters.models import Action

if TYPE_CHECKING:
    from campaigns.models import LandingPage


class CountRoutes:
    """`count/` and `count/history.csv`. An action that has not opened has neither."""

    @path("count/", name="count")
    def serve_count(self: "LandingPage", request: HttpRequest) -> HttpResponseBase:
        """The page. The same for every visitor."""
        action = counted_action(self)
        context = {**super().get_context(request), **count_context(action)}
        return TemplateResponse(request, "campaigns/landing_page_count.html", context)

    @path("count/history.csv/", name="count_history")
    def serve_count_history(self: "LandingPage", request: HttpRequest) -> HttpResponseBase:
        """Every hour that was counted, for spreadsheets."""
        action = counted_action(self)
        if not is_on("areas_and_history"):
            raise Http404
        response = StreamingHttpResponse(history_csv(action), content_type="text/csv; charset=utf-8")
        response.headers["Content-Disposition"] = f'attachment; filename="{self.slug}-count.csv"'
        # Written while it is sent, so that no ETag can be reckoned; hours change with a count alone.
        response.headers["Last-Modified"] = http_date((action.stats.counted_at or action.created_at).timestamp())
        return response


def counted_action(page: "LandingPage") -> Action:
    """The action of a page with its counts and milestones. Raises Http404 before it opens. Two queries."""
    actions = Action.objects.exclude(state=Action.State.DRAFT).select_related("stats").prefetch_related("milestones")
    action = actions.filter(pk=page.action_id).first()
    if action is None:
        raise Http404
    return action


def count_context(action: Action) -> dict[str, Any]:
    """What the page shows. Batches cost a query, history two; areas are in the counts."""
    count = public_count(action, action.stats)
    is_whole = is_on("areas_and_history")
    days = recent_days(action) if is_whole else []
    return {
        "action": action,
        "count": count,
        "figures": figures_of(count, action.stats.expired),
        "batches": batches_table(action),
        "is_whole": is_whole,
        "areas": areas_table(count) if is_whole else None,
        "days": days_table(days) if days else None,
        "hours": hours_of_days(days),
        "rules": counting_rules(),
    }


def figures_of(count: PublicCount, expired: int) -> list[dict[str, str]]:
    """The four numbers, as components/stat_row.html reads them."""
    return [
        {"number": f"{count.confirmed:,}", "sentence": _("confirmed by e-mail")},
        {"number": f"{count.paper:,}", "sentence": _("on paper")},
        {"number": at_least(count.waiting), "sentence": _("waiting to be confirmed; not counted")},
        {"number": at_least(rounded_down(expired)), "sentence": _("never confirmed; not counted")},
    ]


def at_least(rounded: int) -> str:
    """A number that was rounded down, so that nobody takes it for the exact one."""
    if not rounded:
        return _("0–%(most)d") % {"most": ROUNDED_TO - 1}
    return _("%(number)s+") % {"number": f"{rounded:,}"}
