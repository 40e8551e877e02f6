"""The picture for shared links shows the title and the imprint, and is redrawn when they change."""

import io

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image
from wagtail.models import Page, Site

from foundation.models import OrganisationSettings, PageArt
from home.models import ContentPage
from portal.social_images import draw_social_image, fitted, font, wrapped

pytestmark = [pytest.mark.django_db, pytest.mark.real_drawings]


@pytest.fixture
def organisation(home_page: Page) -> OrganisationSettings:
    """An organisation with an imprint."""
    settings = OrganisationSettings.for_site(Site.objects.get(is_default_site=True))
    settings.name, settings.promoter_name = "Sample Network", "Sample Promoter"
    settings.promoter_address = "1 Example Street, Exampleton"
    settings.save()
    return settings


@pytest.fixture
def page(home_page: Page, organisation: OrganisationSettings) -> ContentPage:
    """A published page."""
    home_page.refresh_from_db()
    made = home_page.add_child(instance=ContentPage(title="Act on Islamophobia"))
    made.save_revision().publish()
    return made


def test_publishing_draws_a_picture_of_the_size_that_networks_ask_for(page: ContentPage) -> None:
    with Image.open(PageArt.objects.get(page=page).social) as picture:
        assert picture.size == (1200, 630)
        assert picture.format == "PNG"


def test_a_new_title_gets_a_new_picture_under_a_new_name(page: ContentPage) -> None:
    before = PageArt.objects.get(page=page).social.name
    page.title = "Act now"
    page.save_revision().publish()
    after = PageArt.objects.get(page=page).social.name
    assert after != before
    assert not default_storage.exists(before)


def test_publishing_again_without_a_change_draws_nothing(page: ContentPage) -> None:
    before = PageArt.objects.get(page=page).social.name
    page.save_revision().publish()
    assert PageArt.objects.get(page=page).social.name == before


def test_a_new_imprint_redraws_every_picture(page: ContentPage, organisation: OrganisationSettings) -> None:
    before = PageArt.objects.get(page=page).social.name
    organisation.promoter_name = "Another Promoter"
    organisation.save()
    assert PageArt.objects.get(page=page).social.name != before


def test_title_and_imprint_are_on_the_picture(page: ContentPage, organisation: OrganisationSettings) -> None:
    """Compared with pictures that lack them, in the places where they stand."""
    full = Image.open(io.BytesIO(draw_social_image(page, organisation)))
    page.title, organisation.promoter_name = "", ""
    bare = Image.open(io.BytesIO(draw_social_image(page, organisation)))
    title, imprint = (64, 150, 800, 480), (64, 500, 800, 570)
    assert full.crop(title).tobytes() != bare.crop(title).tobytes()
    assert full.crop(imprint).tobytes() != bare.crop(imprint).tobytes()


@pytest.mark.parametrize("title", ["", "A", "x" * 255, "word " * 50, "A TITLE IN CAPITALS " * 8, "اردو"])
def test_every_title_fits(title: str) -> None:
    lines, size = fitted(title)
    face = font("display", size)
    assert all(face.getlength(line) <= 760 for line in lines)
    assert len(lines) * size * 1.12 <= 320


def test_a_word_wider_than_the_line_is_broken_and_kept_whole() -> None:
    face = font("display", 92)
    lines = wrapped("x" * 100, face, 700)
    assert "".join(lines) == "x" * 100


def test_the_page_names_its_picture(client: Client, page: ContentPage) -> None:
    name = PageArt.objects.get(page=page).social.name
    body = client.get("/act-on-islamophobia/").content.decode()
    assert f"/media/{name}" in body
    assert client.get(f"/media/{name}")["Content-Type"] == "image/png"
