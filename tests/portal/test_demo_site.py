"""The demo site comes whole, comes once, and goes without a trace."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from wagtail.models import Page
from wagtail.permissions import policy_registry

from foundation.models import LibraryDocument, LibraryImage
from home.models import ContentPage, HomePage
from portal.demo import words
from portal.models import DemoRecord
from publications.models import ReportPage
from supporters.models import Action, Signature
from users.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_demo_site")]


def rows() -> dict[str, int]:
    """How many rows each table of ours has."""
    ours = {"campaigns", "events", "foundation", "home", "people", "portal", "publications", "supporters", "users"}
    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models()
        if model._meta.app_label in ours | {"wagtailcore"}
        and model._meta.label not in ("portal.Tick", "portal.Heartbeat")
    }


def test_loading_twice_changes_nothing() -> None:
    before = rows()
    call_command("load_demo_site", verbosity=0)
    assert rows() == before


def test_what_an_editor_changed_survives_a_second_load() -> None:
    about = ContentPage.objects.get(slug="about")
    about.title = "Who we are"
    about.save_revision().publish()
    call_command("load_demo_site", verbosity=0)
    assert ContentPage.objects.get(slug="about").title == "Who we are"


def test_removal_takes_away_every_page_and_login_it_made() -> None:
    call_command("remove_demo_site", verbosity=0)
    assert not Page.objects.filter(depth__gt=1).exists()
    assert not User.objects.filter(is_demo=True).exists()
    assert not DemoRecord.objects.exists()


def test_the_demo_site_can_be_loaded_again_after_removal() -> None:
    call_command("remove_demo_site", verbosity=0)
    call_command("load_demo_site", verbosity=0)
    assert [page.live for page in HomePage.objects.all()] == [True, True]


def test_removal_refuses_and_names_the_page_where_an_editors_page_lies_below() -> None:
    about = ContentPage.objects.get(slug="about")
    about.add_child(instance=ContentPage(title="Our rules", slug="rules"))
    before = rows()
    with pytest.raises(CommandError, match="Our rules"):
        call_command("remove_demo_site", verbosity=0)
    assert rows() == before


def test_removal_refuses_where_people_have_signed() -> None:
    Signature.objects.create(action=Action.objects.get(), state=Signature.State.PENDING)
    before = rows()
    with pytest.raises(CommandError, match="Act on Islamophobia"):
        call_command("remove_demo_site", verbosity=0)
    assert rows() == before


def test_removal_leaves_an_editors_own_login_alone() -> None:
    User.objects.create_user("amina", password="long enough to be a password")
    call_command("remove_demo_site", verbosity=0)
    assert User.objects.filter(username="amina").exists()


def test_the_report_has_the_figures_of_the_source_and_no_others() -> None:
    report = ReportPage.objects.get(is_sample=False)
    assert [(finding.printed, finding.value) for finding in report.findings.all()] == [
        ("Half", 50),
        ("29%", 29),
        ("56%", 56),
        ("", None),
    ]
    assert report.published_words == "November 2020"
    assert not report.is_sample


def test_invented_pages_are_flagged_as_samples() -> None:
    invented = {"act-on-islamophobia", "sign", "stand-for-council", "contact", "privacy", "accessibility"}
    pages = [page for page in Page.objects.specific() if page.slug in invented]
    assert len(pages) == len(invented)
    assert all(page.is_sample for page in pages)


def test_nobody_has_signed_the_sample_petition() -> None:
    assert not Signature.objects.exists()


def test_the_leaders_are_those_of_the_source(client: object) -> None:
    content = client.get("/people/").content.decode()  # type: ignore[attr-defined]
    assert [name for name, *_rest in words.LEADERSHIP if name not in content] == []


def test_an_editor_may_not_publish_and_a_publisher_may() -> None:
    about = ContentPage.objects.get(slug="about")
    may = {
        name: about.permissions_for_user(User.objects.get(username=name))
        for name in ("editor", "publisher", "campaigner")
    }
    assert may["editor"].can_edit()
    assert not may["editor"].can_publish()
    assert may["publisher"].can_publish()
    assert not may["campaigner"].can_edit()
    assert Group.objects.get(name="Data officers").user_set.get().username == "data-officer"


@pytest.mark.parametrize("username", ["editor", "publisher", "campaigner"])
def test_whoever_writes_may_use_the_library(username: str) -> None:
    user = User.objects.get(username=username)
    for model in (LibraryImage, LibraryDocument):
        policy = policy_registry.get_by_type(model)
        assert policy.user_has_permission(user, "add")
        assert policy.user_has_permission(user, "choose")
