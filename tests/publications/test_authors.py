"""An author is a profile or a name, and never gets lost."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from wagtail.models import Page

from people.models import PeopleIndexPage, PersonPage
from publications.models import ReportAuthor, ReportPage
from tests.publications.conftest import MakeReport


@pytest.fixture
def person(home_page: Page) -> PersonPage:
    people = home_page.add_child(instance=PeopleIndexPage(title="People", slug="people"))
    people.save_revision().publish()
    page = people.add_child(instance=PersonPage(title="Sample Author", slug="sample-author"))
    page.save_revision().publish()
    return page


def test_neither_person_nor_name_is_refused() -> None:
    with pytest.raises(ValidationError):
        ReportAuthor().clean()


def test_both_person_and_name_are_refused(person: PersonPage, report: ReportPage) -> None:
    both = ReportAuthor(report=report, person=person, external_name="Somebody")
    with pytest.raises(ValidationError):
        both.clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        both.save()


def test_the_database_refuses_an_author_without_a_name(report: ReportPage) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportAuthor(report=report).save()


def test_an_author_with_a_profile_is_linked(make_report: MakeReport, person: PersonPage, client: Client) -> None:
    report = make_report(authors=[ReportAuthor(person=person)])
    assert f'<a href="{person.url}">Sample Author</a>' in client.get(report.url).content.decode()


def test_a_deleted_profile_leaves_its_name_behind(make_report: MakeReport, person: PersonPage, client: Client) -> None:
    report = make_report(authors=[ReportAuthor(person=person)])
    person.delete()
    page = client.get(report.url)
    assert page.status_code == 200
    assert "Sample Author" in page.content.decode()
    # and an editor may go on editing: the kept name is enough
    ReportPage.objects.get(pk=report.pk).authors.get().clean()


def test_an_unpublished_profile_is_named_without_a_link(
    make_report: MakeReport, person: PersonPage, client: Client
) -> None:
    report = make_report(authors=[ReportAuthor(person=person)])
    address = person.url
    person.unpublish()
    html = client.get(report.url).content.decode()
    assert "Sample Author" in html
    assert f'href="{address}"' not in html
