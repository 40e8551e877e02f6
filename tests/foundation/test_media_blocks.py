"""Pictures, films, outside players and files: what a visitor sees and what an editor may choose."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from pytest_django import DjangoAssertNumQueries

from foundation.blocks import (
    DownloadBlock,
    EmbedBlock,
    GalleryBlock,
    PictureBlock,
    VideoBlock,
)
from foundation.models import LibraryDocument
from tests.foundation.block_values import clean, picture, render


@pytest.mark.django_db
def test_a_picture_shows_its_description_caption_and_credit() -> None:
    image = {"image": picture().pk, "alt_text": "Members vote", "decorative": False}
    html = render(PictureBlock(), {"image": image, "caption": "The vote", "size": "wide"})
    assert 'alt="Members vote"' in html
    assert "The vote" in html
    assert "Picture: A. Member" in html


@pytest.mark.django_db
def test_a_picture_that_was_deleted_leaves_nothing() -> None:
    image = {"image": 9999, "alt_text": "Members vote", "decorative": False}
    assert render(PictureBlock(), {"image": image, "caption": "The vote", "size": "text"}).strip() == ""


@pytest.mark.django_db
def test_a_picture_whose_file_is_missing_does_not_break_the_page() -> None:
    image = picture()
    image.file.storage.delete(image.file.name)
    value = {"image": {"image": image.pk, "alt_text": "Members vote", "decorative": False}, "caption": "The vote"}
    assert "The vote" in render(PictureBlock(), {**value, "size": "text"})


@pytest.mark.django_db
def test_a_gallery_shows_the_pictures_that_are_left_and_asks_the_database_no_more_for_ten_than_for_two(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    def gallery(count: int) -> dict[str, Any]:
        pictures = [picture(f"Number {place}").pk for place in range(count)]
        values = [{"image": pk, "alt_text": "Seen", "decorative": False} for pk in [*pictures, 9999]]
        return {"pictures": [{"image": value, "caption": ""} for value in values]}

    for count in (2, 10):
        data = gallery(count)
        assert render(GalleryBlock(), data).count("<figure") == count  # makes the sizes
        with django_assert_num_queries(2):  # images, renditions
            render(GalleryBlock(), data)


@pytest.mark.django_db
def test_a_gallery_of_deleted_pictures_leaves_nothing() -> None:
    lost = {"image": {"image": 9999, "alt_text": "", "decorative": True}, "caption": "Lost"}
    assert render(GalleryBlock(), {"pictures": [lost, lost]}).strip() == ""


@pytest.mark.parametrize(
    ("address", "frame"),
    [
        ("https://www.youtube.com/watch?v=abcdefghijk&t=3", "https://www.youtube-nocookie.com/embed/abcdefghijk?"),
        ("https://youtu.be/abcdefghijk", "https://www.youtube-nocookie.com/embed/abcdefghijk?"),
        ("https://vimeo.com/123/ab12", "https://player.vimeo.com/video/123?dnt=1&amp;autoplay=1&amp;h=ab12"),
    ],
)
def test_a_film_is_a_link_until_it_is_clicked(address: str, frame: str) -> None:
    value = {"title": "The film", "address": address, "poster": None, "transcript": None}
    html = render(VideoBlock(), clean(VideoBlock(), value))
    assert f'data-video="{frame}' in html
    assert f'href="{address.replace("&", "&amp;")}"' in html
    assert "<iframe" not in html
    assert "learns of your visit only when you play it" in html


def test_a_film_of_this_site_plays_in_the_browser_and_one_of_another_is_linked(settings: Any) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://portal.example"
    ours = {"title": "The film", "address": "https://portal.example/media/film.mp4", "poster": None}
    html = render(VideoBlock(), ours)
    assert '<video controls preload="none"' in html
    assert 'href="https://portal.example/media/film.mp4"' in html
    html = render(VideoBlock(), {**ours, "address": "https://other.example/film.mp4"})
    assert "<video" not in html
    assert "data-video" not in html
    assert 'href="https://other.example/film.mp4"' in html


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/film",
        "http://www.youtube.com/watch?v=abcdefghijk",
        "https://www.youtube.com/watch?v=short",
        "https://www.youtube.com.example.org/watch?v=abcdefghijk",
        "https://vimeo.com/channels/staffpicks",
        "https://soundcloud.com/a/b",
    ],
)
def test_a_film_from_anywhere_else_is_refused(address: str) -> None:
    with pytest.raises(ValidationError):
        clean(VideoBlock(), {"title": "The film", "address": address, "poster": None, "transcript": None})


@pytest.mark.parametrize(
    ("address", "frame"),
    [
        ("https://datawrapper.dwcdn.net/AbC12/3/", "https://datawrapper.dwcdn.net/AbC12/3/"),
        ("https://open.spotify.com/episode/4rOoJ6Egrf8K2", "https://open.spotify.com/embed/episode/4rOoJ6Egrf8K2"),
        ("https://soundcloud.com/who/what", "https://w.soundcloud.com/player/?url=https%3A%2F%2Fsoundcloud.com%2Fwho"),
        (
            "https://www.openstreetmap.org/export/embed.html?bbox=-0.2,51.4,0.0,51.6&marker=51.5,-0.1",
            "https://www.openstreetmap.org/export/embed.html?bbox=-0.2%2C51.4%2C0.0%2C51.6",
        ),
    ],
)
def test_an_embed_names_its_provider_and_waits_for_a_click(address: str, frame: str) -> None:
    html = render(EmbedBlock(), clean(EmbedBlock(), {"title": "Where", "address": address, "poster": None}))
    assert f'data-video="{frame}' in html
    assert "learns of your visit only when you ask for it" in html
    assert "<iframe" not in html


@pytest.mark.parametrize("address", ["https://example.org/", "https://vimeo.com/1", "https://open.spotify.com/user/x"])
def test_an_embed_from_anywhere_else_is_refused(address: str) -> None:
    with pytest.raises(ValidationError):
        clean(EmbedBlock(), {"title": "Where", "address": address, "poster": None})


def test_an_address_that_is_none_is_shown_as_a_plain_link_and_breaks_nothing() -> None:
    html = render(VideoBlock(), {"title": "The film", "address": "https://[broken", "poster": None})
    assert "data-video" not in html


@pytest.mark.django_db
def test_a_download_shows_type_and_size() -> None:
    document = LibraryDocument.objects.create(title="Letter", file=ContentFile(b"x" * 2048, name="letter.pdf"))
    document.file_size = 2048
    document.save()
    html = render(DownloadBlock(), {"document": document.pk, "text": ""})
    assert "PDF" in html
    assert "Letter" in html
    assert "2.0\xa0KB" in html
    assert document.url in html


@pytest.mark.django_db
def test_a_download_that_was_deleted_leaves_nothing() -> None:
    assert render(DownloadBlock(), {"document": 9999, "text": "Letter"}).strip() == ""
