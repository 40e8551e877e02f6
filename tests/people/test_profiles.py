"""A profile as visitors, search engines and editors meet it."""

import datetime
import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.search import index

from foundation.models import LibraryImage, OrganisationSettings, PageArt
from people.models import GroupPlace, LeadershipGroup, PersonPage


def read(client: Client, path: str) -> BeautifulSoup:
    """A page as a visitor gets it."""
    response = client.get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def make_portrait(colour: str = "grey") -> LibraryImage:
    """A small picture in the library."""
    from io import BytesIO  # noqa: PLC0415

    content = BytesIO()
    Image.new("RGB", (400, 496), colour).save(content, "PNG")
    return LibraryImage.objects.create(
        title="Portrait", description="A grey square", file=ContentFile(content.getvalue(), "portrait.png")
    )


def test_a_profile_shows_the_role_of_today_and_lists_past_roles_apart(
    client: Client, make_person: Any, make_group: Any
) -> None:
    group = make_group("National executive")
    make_person(
        "Sample Person",
        (
            {"title": "Treasurer", "group": group, "end": datetime.date(2019, 1, 1), "end_precision": "year"},
            {"title": "Chair", "group": group},
        ),
    )
    soup = read(client, "/people/sample-person/")
    assert soup.h1.get_text(strip=True) == "Sample Person"
    assert [line.get_text(strip=True) for line in soup.select("p.stand")] == ["Chair"]
    past = soup.find(id="past-roles").find_parent("section")
    assert "Treasurer" in past.get_text()
    assert "until 2019" in past.get_text()


def test_somebody_without_a_portrait_gets_a_rosette_that_is_drawn_once(client: Client, make_person: Any) -> None:
    person = make_person("Samayya Afzal")
    art = PageArt.objects.get(pk=person.pk)
    assert art.initials == "SA"
    assert ">SA</text>" in art.rosette
    assert ">SA</text>" in art.rosette_lead
    PageArt.objects.filter(pk=person.pk).update(rosette_lead="<svg data-stored='yes'></svg>")
    assert read(client, "/people/samayya-afzal/").select_one("figure.portrait svg[data-stored]")


def test_a_new_name_gets_new_letters(make_person: Any) -> None:
    person = make_person("Samayya Afzal")
    person.title = "Samayya Example"
    person.save_revision().publish()
    assert PageArt.objects.get(pk=person.pk).initials == "SE"


def test_a_name_without_letters_gets_a_pattern_instead(client: Client, make_person: Any) -> None:
    make_person("2026", slug="number")
    assert read(client, "/people/number/").select_one("figure.portrait svg")


def test_a_portrait_takes_the_place_of_the_rosette_until_it_is_deleted(client: Client, make_person: Any) -> None:
    portrait = make_portrait()
    make_person("Sample Person", portrait=portrait)
    image = read(client, "/people/sample-person/").select_one("figure.portrait img")
    assert image["alt"] == "A grey square"
    portrait.delete()
    assert read(client, "/people/sample-person/").select_one("figure.portrait svg")


def test_a_portrait_whose_file_is_lost_does_not_break_the_pages(client: Client, make_person: Any) -> None:
    portrait = make_portrait("green")
    portrait.file.storage.delete(portrait.file.name)
    make_person("Sample Person", portrait=portrait)
    read(client, "/people/")
    read(client, "/people/sample-person/")


def test_structured_data_names_the_person_the_role_and_the_organisation_and_nothing_more(
    client: Client, home_page: Any, make_person: Any, make_group: Any
) -> None:
    organisation = OrganisationSettings.for_site(home_page.get_site())
    organisation.name = "Sample Network"
    organisation.save()
    group = make_group("National executive")
    make_person(
        "Sample Person",
        ({"title": "Chair", "group": group}, {"title": "Treasurer", "group": group, "has_ended": True}),
        summary="Private thoughts.",
    )
    script = read(client, "/people/sample-person/").find("script", type="application/ld+json")
    person = json.loads(script.string)["@graph"][0]
    assert person == {
        "@type": "Person",
        "name": "Sample Person",
        "url": "http://localhost/people/sample-person/",
        "jobTitle": "Chair",
        "memberOf": {"@type": "Organization", "name": "Sample Network"},
    }


def test_somebody_without_a_role_today_is_no_member_in_structured_data(client: Client, make_person: Any) -> None:
    make_person("Sample Writer")
    script = read(client, "/people/sample-writer/").find("script", type="application/ld+json")
    assert "memberOf" not in script.string


def test_a_link_to_a_page_that_is_gone_is_left_out(client: Client, make_person: Any) -> None:
    gone = make_person("Gone Person")
    make_person(
        "Sample Person",
        links=[
            ("link", {"text": "Her page", "page": gone, "address": ""}),
            ("link", {"text": "Elsewhere", "page": None, "address": "https://example.org/"}),
        ],
    )
    gone.delete()
    section = read(client, "/people/sample-person/").find(id="links").find_parent("section")
    assert [link.get_text() for link in section.select("a")] == ["Elsewhere"]


def test_an_over_long_name_is_shown_whole(client: Client, make_person: Any) -> None:
    name = ("Wolfeschlegelsteinhausenbergerdorff " * 7).strip()[:255]
    make_person(name, slug="long")
    assert read(client, "/people/long/").h1.get_text(strip=True) == name
    assert name in read(client, "/people/").get_text()


def test_a_group_that_people_belong_to_cannot_be_deleted(make_person: Any, make_group: Any) -> None:
    group = make_group("National executive")
    make_person("Sample Person", ({"title": "Chair", "group": group},))
    with pytest.raises(ProtectedError):
        group.delete()


def test_a_deleted_person_leaves_the_group_in_order(client: Client, make_person: Any, make_group: Any) -> None:
    group = make_group("National executive")
    person = make_person("Sample Person", ({"title": "Chair", "group": group},))
    GroupPlace.objects.create(group=group, person=person)
    person.delete()
    assert LeadershipGroup.objects.get(pk=group.pk).places.count() == 0
    read(client, "/people/")


def test_profiles_are_found_by_role(make_person: Any, make_group: Any) -> None:
    group = make_group("National executive")
    person = make_person("Sample Person", ({"title": "Ombudsman", "group": group},))
    make_person("Other Person", ({"title": "Treasurer", "group": group},))
    index.insert_or_update_object(person)  # the worker does it once the roles are in the database
    public = PersonPage.objects.visible(PersonPage.objects.all().private_q())
    assert [found.pk for found in public.search("Ombudsman")] == [person.pk]


def test_an_editor_can_open_the_forms_of_profiles_and_groups(
    admin_client: Client, make_person: Any, make_group: Any
) -> None:
    group = make_group("National executive")
    person = make_person("Sample Person", ({"title": "Chair", "group": group},))
    assert admin_client.get(reverse("wagtailadmin_pages:edit", args=[person.pk])).status_code == 200
    listing = admin_client.get("/admin/snippets/people/leadershipgroup/?ordering=sort_order")
    assert listing.status_code == 200
    assert b"reorder" in listing.content
    assert admin_client.get(f"/admin/snippets/people/leadershipgroup/edit/{group.pk}/").status_code == 200


def test_a_profile_lies_below_the_people_page_only(home_page: Any, people_index: Any) -> None:
    assert PersonPage.can_create_at(people_index)
    assert not PersonPage.can_create_at(home_page)
    assert not people_index.can_create_at(home_page)


def test_a_profile_leads_on_to_those_who_lead_beside_the_person(
    client: Client, make_person: Any, make_group: Any
) -> None:
    group = make_group("National executive")
    for name in ("Huda Elmi", "Ali Milani"):
        make_person(name, ({"title": "Member", "group": group},))
    make_person("Past Member", ({"title": "Member", "group": group, "has_ended": True},))
    others = read(client, "/people/huda-elmi/").select_one("section.others")
    assert others is not None
    assert [link.get_text() for link in others.select("li a")] == ["Ali Milani", "All people"]
