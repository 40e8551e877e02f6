"""Fixtures of the wiring's tests."""

from collections.abc import Iterator

import pytest
from django_tasks import task_backends
from django_tasks_db.backend import DatabaseBackend


@pytest.fixture
def task_queue() -> Iterator[None]:
    """Tasks wait in the database for a worker, as they do in production."""
    immediate = task_backends["default"]
    task_backends["default"] = DatabaseBackend("default", {"QUEUES": ["default", "mail"]})
    yield
    task_backends["default"] = immediate
