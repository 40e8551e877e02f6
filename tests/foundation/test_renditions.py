"""Pictures are made in their sizes when a page is published, not when the first visitor comes."""

import json
from io import BytesIO

import pytest
from django.core.files.images import ImageFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from foundation.models import LibraryImage, Rendition
from foundation.tasks import make_missing_renditions
from home.models import ContentPage, HomePage

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture(settings: object, tmp_path: object) -> LibraryImage:
    """A described picture of 1,600 by 1,200 pixels."""
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    drawn = BytesIO()
    Image.new("RGB", (1600, 1200), "#b8102b").save(drawn, "JPEG")
    return LibraryImage.objects.create(
        title="A red field", description="A red field", file=ImageFile(BytesIO(drawn.getvalue()), name="red.jpg")
    )


def publish_page_with(picture: LibraryImage, home_page: HomePage) -> ContentPage:
    """A published page whose body shows the picture."""
    page = ContentPage(title="Pictures", slug="pictures")
    shown = {"image": picture.pk, "alt_text": "A red field", "decorative": False}
    page.body = json.dumps([{"type": "image", "value": {"image": shown, "caption": "", "size": "text"}}])
    home_page.add_child(instance=page)
    page.save_revision().publish()
    return page


def writes_of_visit(address: str) -> list[str]:
    """What a visit writes."""
    with CaptureQueriesContext(connection) as captured:
        assert Client().get(address).status_code == 200
    return [query["sql"] for query in captured if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def test_publishing_makes_the_sizes_so_that_the_first_visit_writes_nothing(
    picture: LibraryImage, home_page: HomePage
) -> None:
    page = publish_page_with(picture, home_page)
    assert Rendition.objects.filter(image=picture).exists()
    assert writes_of_visit(page.url) == []


def test_a_replaced_picture_is_made_again_for_the_pages_that_show_it(
    picture: LibraryImage, home_page: HomePage
) -> None:
    page = publish_page_with(picture, home_page)
    Rendition.objects.all().delete()
    picture.focal_point_x, picture.focal_point_y = 10, 10
    picture.focal_point_width = picture.focal_point_height = 5
    picture.save()
    assert writes_of_visit(page.url) == []


def test_a_page_whose_pictures_are_lost_is_shown_without_them(picture: LibraryImage, home_page: HomePage) -> None:
    page = publish_page_with(picture, home_page)
    page.listing_image = page.social_image = picture
    page.save_revision().publish()
    Rendition.objects.all().delete()
    picture.file.storage.delete(picture.file.name)
    response = Client().get(page.url)
    assert response.status_code == 200
    assert "<h1" in response.content.decode()
    assert Client().get("/").status_code == 200


def test_what_failed_or_what_a_new_version_wants_is_made_by_and_by(picture: LibraryImage, home_page: HomePage) -> None:
    page = publish_page_with(picture, home_page)
    Rendition.objects.all().delete()
    assert "<picture" not in Client().get(page.url).content.decode()
    make_missing_renditions.enqueue()
    assert 'type="image/avif"' in Client().get(page.url).content.decode()
