"""Kept pages of several processes: what a command changes, every web worker shows at once."""

import subprocess
import sys

import pytest

from tests.browser.conftest import RunningPortal
from tests.browser.states import ask
from tests.running import ROOT

PATH = "/contact/"
VISITS = 12  # enough to meet both workers


@pytest.mark.parametrize("words", ["Write to us or call", "Contact"])
def test_a_command_changes_what_every_worker_shows(portal: RunningPortal, words: str) -> None:
    for _visit in range(VISITS):
        ask(portal, "GET", PATH)
    change = f"from home.models import ContentPage; ContentPage.objects.filter(slug='contact').update(title='{words}')"
    subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", change],
        cwd=ROOT,
        env=portal.environment | {"DJANGO_SETTINGS_MODULE": "portal.settings.production"},
        check=True,
    )
    shown = [ask(portal, "GET", PATH)[1] for _visit in range(VISITS)]
    assert all(f">{words}</h1>" in page for page in shown)
