"""Health and metrics: what load balancers and operators rely on."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import storages
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page

from portal import health
from portal.housekeeping import heartbeat

pytestmark = pytest.mark.django_db


def a_task(**values: Any) -> DBTaskResult:
    """A row of the queue."""
    made = {
        "task_path": "foundation.tasks.draw_page_art",
        "args_kwargs": {"args": [], "kwargs": {}},
        "backend_name": "default",
        "queue_name": "default",
        "priority": 0,
    }
    return DBTaskResult.objects.create(**(made | values))


def test_live_answers_without_asking_the_database(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        response = client.get("/healthz/live")
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"


def test_ready_names_every_part_when_all_is_well(client: Client) -> None:
    response = client.get("/healthz/ready")
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    parts = {"database", "migrations", "cache", "storage", "queue", "first_tasks"}
    assert parts <= response.json()["checks"].keys()
    assert all(response.json()["checks"][part] == "ok" for part in parts)


def test_ready_is_503_while_the_first_drawings_are_to_be_made(client: Client) -> None:
    task = a_task()
    assert client.get("/healthz/ready").status_code == 503
    task.delete()
    assert client.get("/healthz/ready").status_code == 200


def test_a_page_published_later_does_not_make_the_site_unready(client: Client) -> None:
    assert client.get("/healthz/ready").status_code == 200
    a_task()
    assert client.get("/healthz/ready").status_code == 200


def test_a_heartbeat_that_waits_is_no_first_task(client: Client) -> None:
    a_task(task_path=heartbeat.module_path)
    assert client.get("/healthz/ready").status_code == 200


def test_mail_that_waits_is_no_first_task(client: Client) -> None:
    a_task(queue_name="mail")
    assert client.get("/healthz/ready").status_code == 200


def test_a_task_whose_worker_was_killed_does_not_keep_the_site_from_being_ready(client: Client) -> None:
    task = a_task(status=TaskResultStatus.RUNNING, started_at=timezone.now())
    assert client.get("/healthz/ready").status_code == 503
    DBTaskResult.objects.filter(pk=task.pk).update(started_at=timezone.now() - timedelta(minutes=11))
    assert client.get("/healthz/ready").status_code == 200


@pytest.mark.parametrize(
    ("age", "expected"), [(timedelta(seconds=20), health.OK), (timedelta(minutes=10), health.WAITING)]
)
def test_the_queue_counts_as_working_while_the_worker_shows_life(
    age: timedelta, expected: str, task_queue: None
) -> None:
    assert health.check_queue() == health.WAITING
    moment = timezone.now() - age
    a_task(status=TaskResultStatus.SUCCESSFUL, started_at=moment, finished_at=moment)
    assert health.check_queue() == expected


def test_ready_is_503_when_files_cannot_be_written(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storages["private"], "location", "/proc/nowhere")
    response = client.get("/healthz/ready")
    assert response.status_code == 503
    assert response.json()["checks"]["storage"] == "failed"


def test_ready_is_503_when_the_database_is_away(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> str:
        raise OperationalError("connection refused")

    monkeypatch.setitem(health.CHECKS, "database", away)
    response = client.get("/healthz/ready")
    assert response.status_code == 503
    assert response.json()["checks"]["database"] == "failed"


def test_metrics_count_tasks_and_public_pages(client: Client, home_page: Page) -> None:
    a_task()
    text = client.get("/metrics").content.decode()
    assert 'portal_tasks{queue="default",status="ready"} 1.0' in text
    assert 'portal_public_pages{type="home.homepage"} 1.0' in text


def test_metrics_are_for_this_machine_or_a_token(client: Client, settings: Any) -> None:
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.9").status_code == 403
    settings.METRICS_TOKEN = "open-sesame"
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.9").status_code == 403
    wrong = client.get("/metrics", REMOTE_ADDR="203.0.113.9", headers={"Authorization": "Bearer open"})
    assert wrong.status_code == 403
    right = client.get("/metrics", REMOTE_ADDR="203.0.113.9", headers={"Authorization": "Bearer open-sesame"})
    assert right.status_code == 200


def test_metrics_do_not_take_a_proxy_for_this_machine(client: Client, settings: Any) -> None:
    forwarded = {"X-Forwarded-For": "203.0.113.9"}
    assert client.get("/metrics", REMOTE_ADDR="127.0.0.1", headers=forwarded).status_code == 403
    settings.TRUSTED_PROXY_COUNT = 1
    assert client.get("/metrics", REMOTE_ADDR="127.0.0.1", headers=forwarded).status_code == 403
    claimed = {"X-Forwarded-For": "127.0.0.1, 203.0.113.9"}
    assert client.get("/metrics", REMOTE_ADDR="127.0.0.1", headers=claimed).status_code == 403
