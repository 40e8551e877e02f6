"""Pictures as a page prints them: formats, widths, reserved room, what is loaded first, what a visit may make."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.files.images import ImageFile
from django.template import Context, Template
from django.test import Client, RequestFactory
from PIL import Image

from foundation.models import LibraryImage, Rendition
from foundation.pictures.shapes import SHAPES
from foundation.pictures.showing import focus_classes, making_pictures
from home.models import HomePage

pytestmark = pytest.mark.django_db
every_place = pytest.mark.parametrize("place", SHAPES)


@pytest.fixture(autouse=True)
def own_media(settings: Any, tmp_path: Path) -> None:
    """Files of these tests lie in a folder of their own."""
    settings.MEDIA_ROOT = tmp_path


def field(width: int, height: int, name: str = "A red field.jpg") -> LibraryImage:
    """A red picture of that size."""
    stream = io.BytesIO()
    Image.new("RGB", (width, height), "#b8102b").save(stream, "JPEG")
    return LibraryImage.objects.create(
        title="Red", description="A red field", file=ImageFile(io.BytesIO(stream.getvalue()), name=name)
    )


def printed(image: LibraryImage, place: str, *, decorative: bool = False) -> str:
    """The HTML of the picture in that place; empty where none of its files is made."""
    template = Template(
        "{% load pictures %}{% picture_for image place as shown %}"
        '{% if shown %}{% include "components/picture.html" %}{% endif %}'
    )
    request = RequestFactory().get("/")
    return template.render(Context({"image": image, "place": place, "request": request, "decorative": decorative}))


def parts(html: str) -> tuple[list[Tag], Tag]:
    """The sources and the `img`."""
    soup = BeautifulSoup(html, "html.parser")
    image = soup.select_one("picture > img")
    assert image is not None
    return soup.select("picture > source"), image


@every_place
def test_a_picture_comes_in_avif_and_webp_of_several_widths_and_one_file_for_every_browser(place: str) -> None:
    shape = SHAPES[place]
    with making_pictures():
        sources, image = parts(printed(field(2000, 1600), place))
    assert [source["type"] for source in sources] == ["image/avif", "image/webp"]
    for source in sources:
        widths = [int(width) for width in re.findall(r" (\d+)w", str(source["srcset"]))]
        assert widths == sorted(set(widths))
        assert len(widths) == len(shape.boxes)
        assert source["sizes"] == shape.sizes
    assert str(image["src"]).endswith(".jpg")
    assert image["alt"] == "A red field"


@every_place
def test_the_widest_file_suits_screens_with_two_pixels_to_one(place: str) -> None:
    shape = SHAPES[place]
    assert max(width for width, _ in shape.boxes) >= min(2 * shape.shown[0], 1920) * 0.99


@every_place
def test_room_is_reserved_in_the_proportions_of_the_picture(place: str) -> None:
    shape = SHAPES[place]
    with making_pictures():
        _, image = parts(printed(field(2000, 1600), place))
    ratio = shape.plain[0] / shape.plain[1] if shape.cut else 2000 / 1600
    assert int(str(image["width"])) / int(str(image["height"])) == pytest.approx(ratio, abs=0.01)


@every_place
def test_only_the_picture_that_a_page_opens_with_is_loaded_at_once(place: str) -> None:
    with making_pictures():
        _, image = parts(printed(field(900, 900), place))
    if place in ("hero", "lead", "portrait"):
        assert image["fetchpriority"] == "high"
        assert not image.has_attr("loading")
    else:
        assert (image["loading"], image["decoding"]) == ("lazy", "async")
        assert not image.has_attr("fetchpriority")


def test_a_picture_beside_its_own_words_is_not_read_out() -> None:
    with making_pictures():
        assert 'alt=""' in printed(field(900, 900), "card", decorative=True)


def test_a_small_picture_is_shown_in_its_own_size() -> None:
    with making_pictures():
        for place in ("text", "wide", "gallery", "hero"):
            sources, image = parts(printed(field(40, 40), place))
            assert "own" in image["class"]
            assert image["width"] == "40"
            assert all(str(source["srcset"]).endswith(" 1x") for source in sources)


def test_a_tower_of_a_picture_is_no_taller_than_its_place_and_sharp_on_fine_screens() -> None:
    with making_pictures():
        sources, image = parts(printed(field(1000, 3000), "text"))
    assert "own" in image["class"]
    assert int(str(image["height"])) <= SHAPES["text"].shown[1]
    assert str(sources[0]["srcset"]).endswith(" 2x")


def test_a_panorama_takes_the_whole_width() -> None:
    with making_pictures():
        _, image = parts(printed(field(3000, 300), "wide"))
    assert not image.has_attr("class")
    assert (image["width"], image["height"]) == ("1440", "144")


# Made by the worker only


def test_a_visit_makes_nothing_and_shows_the_pattern_until_the_files_are_made(home_page: HomePage) -> None:
    home_page.hero_image = field(900, 900)
    home_page.save()
    page = Client().get("/").content.decode()
    assert "<picture" not in page
    assert 'class="plate-svg"' in page
    assert not Rendition.objects.exists()
    home_page.save_revision().publish()
    hero = BeautifulSoup(Client().get("/").content, "html.parser").select_one(".hero picture")
    assert hero is not None
    assert hero.select_one('source[type="image/avif"]') is not None


def test_a_preview_makes_one_file_of_a_picture(home_page: HomePage) -> None:
    home_page.hero_image = field(900, 900)
    html = home_page.make_preview_request().render().content.decode()
    assert html.count("<picture") == 1
    assert [file.filter_spec for file in Rendition.objects.all()] == [SHAPES["hero"].plain_spec]


def test_a_card_is_ready_for_the_later_pages_of_a_list(home_page: HomePage) -> None:
    home_page.listing_image = field(900, 900)
    home_page.save_revision().publish()
    assert "image/avif" in printed(LibraryImage.objects.get(), "card")


def test_after_the_focal_point_was_moved_the_old_cut_is_shown_until_the_new_one_is_made() -> None:
    image = field(900, 1600)
    with making_pictures():
        before = printed(image, "card")
    image.focal_point_x = image.focal_point_y = image.focal_point_width = image.focal_point_height = 90
    assert printed(image, "card") == before
    with making_pictures():
        after = printed(image, "card")
    assert after != before
    assert printed(LibraryImage.objects.get(), "card") == before  # nothing was saved: the old point holds


def test_a_picture_that_cannot_be_read_is_left_out_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    image = field(300, 200)
    with image.file.storage.open(image.file.name, "wb") as stream:
        stream.write(b"nothing of a picture")
    with making_pictures():
        assert printed(image, "text") == ""
    assert f"Picture {image.pk} cannot be shown" in caplog.text


# Names and focal points


def test_a_name_is_never_used_again() -> None:
    names = set()
    for _ in range(2):
        image = field(300, 200, name="same.jpg")
        file = image.get_rendition("fill-90x60")
        names.add(file.file.name)
        assert re.fullmatch(r"images/same\w*-[0-9a-f]{12}\.jpg", file.file.name)
        file.file.delete(save=False)
        image.delete()
    assert len(names) == 2


@pytest.mark.parametrize("name", ["صورة.jpg", "a very long name " * 12 + ".jpg", "....jpg"])
def test_a_picture_may_be_called_anything(name: str) -> None:
    file = field(300, 200, name=name).get_rendition("fill-90x60")
    assert re.fullmatch(r"images/[\w-]+\.jpg", file.file.name)
    assert Client().get(file.url).status_code == 200


@pytest.mark.parametrize(
    ("size", "point", "classes"),
    [
        ((900, 600), None, []),
        ((600, 900), None, ["fy25"]),
        ((900, 600), (890, 300), ["fx100"]),
        ((900, 600), (450, 20), ["fy0"]),
        ((600, 900), (20, 880), ["fx0", "fy100"]),
    ],
)
def test_where_the_style_sheet_cuts_again_the_focal_point_stays_in_view(
    size: tuple[int, int], point: tuple[int, int] | None, classes: list[str]
) -> None:
    image = LibraryImage(width=size[0], height=size[1], file="a.jpg")
    if point:
        image.focal_point_x, image.focal_point_y = point
        image.focal_point_width = image.focal_point_height = 10
    assert focus_classes(image, SHAPES["hero"]) == classes
    assert focus_classes(image, SHAPES["card"]) == []


def test_every_focus_class_and_the_one_for_own_sizes_are_styled() -> None:
    css = Path("portal/static/portal/css/media.css").read_text(encoding="utf-8")
    for name in ("own", "fx0", "fx25", "fx75", "fx100", "fy0", "fy25", "fy75", "fy100"):
        assert f".{name} " in css
