"""The counter as a file for the web server in front: always the view's own bytes, and only of what is public."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from supporters.actions import open_petition
from supporters.counting.files import count_and_write, write_counter_files
from supporters.models import Action
from supporters.pages import is_public, public_action_ids
from tests.supporters.test_counting import State, add, paper


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    """Where the files are, empty."""
    settings.DATA_DIR = tmp_path
    return tmp_path / "counters"


@pytest.fixture
def counter(folder: Path, landing_page: Any, petition: Action) -> Path:
    """The file of the petition, written."""
    count_and_write()
    return folder / f"{petition.pk}.json"


def test_the_file_and_the_view_are_the_same_bytes(client: Client, counter: Path, petition: Action) -> None:
    for change in (
        lambda: add(petition, 12, area="LE"),
        lambda: paper(petition, 30),
        lambda: add(petition, 25, State.PENDING),
        lambda: Action.objects.update(goal=200),
    ):
        before = counter.read_bytes()
        change()
        count_and_write()
        after = counter.read_bytes()
        assert after != before
        assert after == client.get(f"/counters/{petition.pk}.json").content


def test_the_file_holds_confirmed_waiting_and_paper_apart(client: Client, counter: Path, petition: Action) -> None:
    add(petition, 12)
    add(petition, 25, State.PENDING)
    paper(petition, 30)
    count_and_write()
    told = client.get(f"/counters/{petition.pk}.json").json()
    assert (told["confirmed"], told["waiting"], told["paper"], told["total"]) == (12, 20, 30, 42)


def test_one_form_more_does_not_show_in_the_number_of_those_who_wait(counter: Path, petition: Action) -> None:
    """Or it would tell whether the address in the form had signed before."""
    add(petition, 13, State.PENDING)
    count_and_write()
    first = counter.read_text().split('"goal"')[0]
    add(petition, 1, State.PENDING)
    count_and_write()
    assert counter.read_text().split('"goal"')[0] == first


def test_a_file_whose_bytes_stay_is_not_written_again(counter: Path) -> None:
    os.utime(counter, (1, 1))
    assert write_counter_files() == 0
    assert counter.stat().st_mtime == 1


def test_the_web_server_may_read_the_file(counter: Path) -> None:
    assert counter.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("hide", ["unpublish", "restrict", "draft"])
def test_the_file_of_a_petition_that_nobody_may_see_is_removed(
    counter: Path, landing_page: Any, petition: Action, hide: str
) -> None:
    if hide == "unpublish":
        landing_page.unpublish()
    elif hide == "restrict":
        PageViewRestriction.objects.create(page=landing_page.get_parent(), restriction_type=PageViewRestriction.LOGIN)
    else:
        Action.objects.update(state=Action.State.DRAFT)
    assert write_counter_files() == 1
    assert not counter.exists()


def test_a_file_that_somebody_deleted_comes_back(counter: Path) -> None:
    counter.unlink()
    count_and_write()
    assert counter.exists()


def test_a_disk_that_is_full_leaves_the_old_file_whole(
    counter: Path, petition: Action, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = counter.read_bytes()

    def half(path: Path, body: bytes) -> None:
        path.open("wb").write(body[:10])
        raise OSError(28, "No space left on device")

    add(petition, 1)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", half)
        with pytest.raises(OSError, match="No space"):
            count_and_write()
    assert counter.read_bytes() == before
    unfinished = next(counter.parent.glob("*.part"))
    os.utime(unfinished, (1, 1))
    write_counter_files()
    assert [path.name for path in counter.parent.iterdir()] == [counter.name]
    assert counter.read_bytes() != before


def test_a_petition_without_a_page_has_no_file(folder: Path, petition: Action) -> None:
    count_and_write()
    assert list(folder.iterdir()) == []


def test_one_petition_is_public_by_the_same_rule_as_all(landing_page: Any, petition: Action) -> None:
    alone = open_petition(title="Alone", demand="We ask.", target="the council")
    assert public_action_ids() == {petition.pk}
    assert (is_public(petition), is_public(alone)) == (True, False)


@pytest.mark.parametrize("actions", [3, 30])
def test_writing_costs_the_same_queries_for_3_petitions_and_30(
    counter: Path, landing_page: Any, actions: int, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    from campaigns.models import LandingPage  # noqa: PLC0415  (models need the apps to be loaded)

    for number in range(actions):
        action = open_petition(title=f"Petition {number}", demand="We ask.", target="the council")
        page = LandingPage(title=action.title, slug=f"petition-{number}", action=action)
        landing_page.get_parent().add_child(instance=page)
    with django_assert_max_num_queries(5):
        assert write_counter_files() == actions
