"""A logo stands well on the paper, or is refused with the reason; it takes the place of the name."""

import io
import re

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image, ImageDraw
from wagtail.models import Page, Site

from foundation.models import LibraryImage, OrganisationSettings
from foundation.models.media import Rendition
from home.models import ContentPage
from portal.social_images import draw_social_image

pytestmark = pytest.mark.django_db


def logo(file_format: str = "PNG", height: int = 160, ground: str = "#ffffff00", ink: str = "#00594f") -> LibraryImage:
    """A picture of a word's shape on a ground."""
    picture = Image.new("RGBA", (height * 3, height), ground)
    ImageDraw.Draw(picture).rectangle((height // 4, height // 4, height * 2, height * 3 // 4), fill=ink)
    stream = io.BytesIO()
    (picture if file_format != "JPEG" else picture.convert("RGB")).save(stream, file_format)
    name = f"logo.{file_format.lower()}"
    return LibraryImage.objects.create(
        title="Logo", description="Our name.", file=SimpleUploadedFile(name, stream.getvalue())
    )


@pytest.fixture
def organisation(home_page: Page) -> OrganisationSettings:
    """The organisation of the default site."""
    return OrganisationSettings.for_site(Site.objects.get(is_default_site=True))


@pytest.mark.parametrize("file_format", ["PNG", "WEBP"])
def test_a_dark_logo_without_a_ground_is_taken(organisation: OrganisationSettings, file_format: str) -> None:
    organisation.logo = logo(file_format)
    organisation.full_clean()


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"file_format": "JPEG"}, "This is a JPEG file, 160 pixels high."),
        ({"height": 100}, "This is a PNG file, 100 pixels high."),
        ({"ground": "#ffffffff"}, "which would stand as a box"),
        ({"ink": "#ffffff"}, "too light for the paper"),
        ({"ink": "#ffffff00"}, "too light for the paper"),
    ],
)
def test_another_is_refused_with_the_reason(
    organisation: OrganisationSettings, values: dict[str, str], reason: str
) -> None:
    organisation.logo = logo(**values)
    with pytest.raises(ValidationError) as refused:
        organisation.full_clean()
    assert reason in refused.value.message_dict["logo"][0]


def test_a_logo_whose_file_is_lost_is_refused_and_pages_stand_without_it(
    client: Client, organisation: OrganisationSettings
) -> None:
    organisation.logo = logo()
    organisation.logo.file.storage.delete(organisation.logo.file.name)
    with pytest.raises(ValidationError, match="cannot be read"):
        organisation.full_clean()
    organisation.save()
    assert client.get("/").status_code == 200
    organisation.full_clean()  # who changes something else later is not kept from it


def test_the_logo_takes_the_place_of_the_name_and_says_it(client: Client, organisation: OrganisationSettings) -> None:
    organisation.logo, organisation.name = logo(), "Sample Network"
    organisation.save()
    head = client.get("/").content.decode().partition('<div class="bar">')[0]
    assert 'alt="Sample Network"' in head
    assert ">Sample Network</a>" not in head
    assert client.get(re.search(r'src="(/media/[^"]+)"', head).group(1)).status_code == 200


def test_a_visitor_makes_no_file_and_reads_the_name_until_it_is_there(
    client: Client, organisation: OrganisationSettings
) -> None:
    organisation.logo, organisation.name = logo(), "Sample Network"
    organisation.save()
    Rendition.objects.all().delete()
    assert "Sample Network</a>" in client.get("/").content.decode().partition('<div class="bar">')[0]
    assert not Rendition.objects.exists()


def test_another_file_for_the_logo_is_shown_too(organisation: OrganisationSettings) -> None:
    organisation.logo = logo()
    organisation.save()
    picture = LibraryImage.objects.get()
    picture.renditions.all().delete()  # as Wagtail does when an editor uploads another file
    picture.save()
    assert picture.renditions.exists()


@pytest.mark.real_drawings
def test_the_picture_for_shared_links_shows_the_logo_in_its_own_colours(organisation: OrganisationSettings) -> None:
    organisation.logo = logo(ink="#0000c8")
    page = ContentPage(title="About us", slug="about")
    with Image.open(io.BytesIO(draw_social_image(page, organisation))) as drawn:
        red, green, blue = drawn.convert("RGB").getpixel((64 + 60, 64 + 36))
    assert blue > 150 > red + green
