"""Kept pages of several processes: what a command changes, every web worker shows at once."""

from tests.browser.conftest import RunningPortal
from tests.browser.states import ask

PATH = "/contact/"
VISITS = 12  # of two workers, one is missed once in two thousand runs


def rename(portal: RunningPortal, title: str) -> None:
    """Give the page another title, as a command in a process of its own does."""
    change = f"from home.models import ContentPage; ContentPage.objects.filter(slug='contact').update(title='{title}')"
    portal.run_code(change)


def shown(portal: RunningPortal) -> list[str]:
    """The page, asked for so often that each worker has answered."""
    return [ask(portal, "GET", PATH)[1] for _visit in range(VISITS)]


def test_a_command_changes_what_every_worker_shows(portal: RunningPortal) -> None:
    assert all(">Contact</h1>" in page for page in shown(portal))
    rename(portal, "Write to us or call")
    try:
        assert all(">Write to us or call</h1>" in page for page in shown(portal))
    finally:
        rename(portal, "Contact")
