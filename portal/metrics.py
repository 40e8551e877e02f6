"""Numbers for Prometheus, computed when asked: queue, clock, pages. None of them is about a person."""

import secrets
from collections.abc import Iterator

from django.conf import settings
from django.db.models import Count, Min
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django_tasks_db.models import DBTaskResult
from prometheus_client.core import CollectorRegistry, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.registry import Collector

from foundation.client_address import is_loopback
from foundation.querysets import visible_pages
from portal.errors import error_response
from portal.health import no_store
from portal.models import Tick


class PortalCollector(Collector):
    """Asks the database when Prometheus asks us."""

    def collect(self) -> Iterator[Metric]:
        """Every family of numbers."""
        yield from (tasks(), oldest_task(), *ticks(), pages())


def tasks() -> Metric:
    """How many tasks are in each state of each queue."""
    family = GaugeMetricFamily("portal_tasks", "Tasks by queue and state.", labels=["queue", "status"])
    for row in DBTaskResult.objects.order_by().values("queue_name", "status").annotate(number=Count("pk")):
        family.add_metric([row["queue_name"], row["status"].lower()], row["number"])
    return family


def oldest_task() -> Metric:
    """How long the next task has been waiting, in seconds."""
    family = GaugeMetricFamily("portal_oldest_waiting_task_seconds", "Age of the oldest task that is due.")
    oldest = DBTaskResult.objects.ready().order_by().aggregate(oldest=Min("enqueued_at"))["oldest"]
    family.add_metric([], (timezone.now() - oldest).total_seconds() if oldest else 0)
    return family


def ticks() -> tuple[Metric, Metric]:
    """How long ago each periodic work ended well, and whether its last run failed."""
    age = GaugeMetricFamily("portal_tick_age_seconds", "Time since a tick last ended well.", labels=["tick"])
    failed = GaugeMetricFamily("portal_tick_failed", "1 if the last run of a tick failed.", labels=["tick"])
    now = timezone.now()
    for tick in Tick.objects.order_by("name"):
        failed.add_metric([tick.name], 1 if tick.error else 0)
        if tick.finished_at is not None:
            age.add_metric([tick.name], (now - tick.finished_at).total_seconds())
    return age, failed


def pages() -> Metric:
    """How many public pages there are of each type."""
    family = GaugeMetricFamily("portal_public_pages", "Public pages by type.", labels=["type"])
    rows = visible_pages().order_by().values("content_type__app_label", "content_type__model").annotate(n=Count("pk"))
    for row in rows:
        family.add_metric([f"{row['content_type__app_label']}.{row['content_type__model']}"], row["n"])
    return family


REGISTRY = CollectorRegistry()
REGISTRY.register(PortalCollector())


def is_allowed(request: HttpRequest) -> bool:
    """From this machine, or with the token of METRICS_TOKEN as a bearer."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    has_token = bool(settings.METRICS_TOKEN) and secrets.compare_digest(given.encode(), settings.METRICS_TOKEN.encode())
    return has_token or is_loopback(request)


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The numbers as Prometheus text."""
    if not is_allowed(request):
        return error_response(request, 403)
    return no_store(HttpResponse(generate_latest(REGISTRY), content_type=CONTENT_TYPE_PLAIN_0_0_4))
