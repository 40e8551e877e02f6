"""Rules of the shared blocks, and what a visitor sees of them."""

import datetime
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.test import RequestFactory
from PIL import Image as PillowImage
from pytest_django import DjangoAssertNumQueries
from wagtail import blocks
from wagtail.models import Page

from foundation.blocks import (
    CallToActionBlock,
    DownloadBlock,
    EmbedBlock,
    FiguresRowBlock,
    GalleryBlock,
    KeyFigureBlock,
    LinkBlock,
    PageCardsBlock,
    PictureBlock,
    StoryBlock,
    TableBlock,
    TimelineBlock,
    VideoBlock,
    contents_list,
)
from foundation.models import LibraryDocument, LibraryImage

PAGE_LINK = {"text": "Read", "address": "https://example.org/"}


def render(block: blocks.Block, value: Any, **context: Any) -> str:
    """The HTML of a block made from stored data."""
    python_value = block.to_python(value) if not isinstance(value, blocks.StructValue) else value
    return block.render(python_value, {"request": RequestFactory().get("/"), **context})


def clean(block: blocks.Block, value: Any) -> Any:
    """The value as saving for publication would leave it."""
    return block.clean(block.to_python(value))


def story(*children: tuple[str, Any]) -> blocks.StreamValue:
    """A body with ids as the database holds them."""
    data = [{"type": kind, "value": value, "id": f"{number:08d}-0000"} for number, (kind, value) in enumerate(children)]
    return StoryBlock().to_python(data)


def heading(text: str, level: str = "2", anchor: str = "") -> tuple[str, dict[str, str]]:
    """A heading as it is stored."""
    return "heading", {"text": text, "level": level, "anchor": anchor}


def picture(title: str = "Members at a meeting") -> LibraryImage:
    """An image of 40 by 30 pixels in the library."""
    content = BytesIO()
    PillowImage.new("RGB", (40, 30), "white").save(content, "PNG")
    return LibraryImage.objects.create(
        title=title, description=title, credit="A. Member", file=ImageFile(ContentFile(content.getvalue()), "one.png")
    )


# --- Headings and contents ------------------------------------------------------------------------


def test_a_heading_gets_its_address_from_its_words_when_it_is_published() -> None:
    cleaned = StoryBlock().clean(story(heading("How to read these figures")))
    assert contents_list(cleaned) == [("h-how-to-read-these-figures", "How to read these figures", 2)]


def test_a_heading_keeps_its_address_when_its_words_change() -> None:
    cleaned = StoryBlock().clean(story(heading("A better title", anchor="first-title")))
    assert contents_list(cleaned)[0].id == "h-first-title"


def test_a_draft_heading_takes_no_address_from_half_typed_words() -> None:
    cleaned = StoryBlock().clean_deferred(story(heading("How to re")))
    assert cleaned[0].value["anchor"] == ""


def test_a_heading_without_an_address_uses_its_block_id_so_that_the_link_stays() -> None:
    body = story(heading("اردو"))
    (entry,) = contents_list(body)
    assert entry.id == "h-00000000"
    assert f'id="{entry.id}"' in body[0].render({})


def test_two_headings_with_the_same_words_have_different_addresses() -> None:
    cleaned = StoryBlock().clean(story(heading("Method"), heading("Method"), heading("Method", "3")))
    assert [entry.id for entry in contents_list(cleaned)] == ["h-method", "h-method-2", "h-method-3"]


def test_an_address_with_capitals_or_spaces_is_refused() -> None:
    with pytest.raises(ValidationError):
        StoryBlock().clean(story(heading("Method", anchor="My Method")))


def test_contents_list_walks_sections_and_columns_in_reading_order() -> None:
    columns = {
        "widths": "equal",
        "first": [{"type": "heading", "value": heading("Left", "3")[1], "id": "aaaaaaaa-1"}],
        "second": [{"type": "heading", "value": heading("Right", "3")[1], "id": "bbbbbbbb-1"}],
    }
    section = {
        "theme": "stock",
        "content": [
            {"type": "heading", "value": heading("Inside")[1], "id": "cccccccc-1"},
            {"type": "columns", "value": columns, "id": "dddddddd-1"},
        ],
    }
    body = story(heading("Before"), ("section", section), heading("After"))
    assert [(entry.text, entry.level) for entry in contents_list(body)] == [
        ("Before", 2),
        ("Inside", 2),
        ("Left", 3),
        ("Right", 3),
        ("After", 2),
    ]


def test_every_link_of_the_contents_list_meets_a_heading_inside_sections_too() -> None:
    inner = [
        {"type": "heading", "value": heading("One")[1], "id": "aaaaaaaa-1"},
        {"type": "heading", "value": heading("Two")[1], "id": "bbbbbbbb-1"},
    ]
    body = story(("section", {"theme": "stock", "content": inner}))
    html = "".join(child.render({}) for child in body)
    for entry in contents_list(body):
        assert html.count(f'id="{entry.id}"') == 1


def test_a_second_section_on_the_accent_is_refused() -> None:
    loud = ("section", {"theme": "accent", "content": [{"type": "text", "value": "<p>Loud</p>"}]})
    StoryBlock().clean(story(loud))
    with pytest.raises(ValidationError):
        StoryBlock().clean(story(loud, loud))


# --- Links and calls ------------------------------------------------------------------------------


def test_a_draft_may_hold_a_link_that_leads_nowhere_yet() -> None:
    block = LinkBlock()
    empty = block.to_python({"text": "", "page": None, "address": ""})
    assert block.clean_deferred(empty).url == ""
    with pytest.raises(ValidationError):
        block.clean(empty)


def test_a_link_to_an_address_needs_words() -> None:
    with pytest.raises(ValidationError):
        clean(LinkBlock(), {"text": "", "page": None, "address": "https://example.org/"})


@pytest.mark.django_db
def test_a_call_to_action_keeps_its_words_when_its_page_is_deleted() -> None:
    html = render(
        CallToActionBlock(),
        {"heading": "Join us", "text": "", "links": [{"text": "Join", "page": 9999, "address": ""}]},
    )
    assert "Join us" in html
    assert "href" not in html


@pytest.mark.django_db
def test_a_call_to_action_takes_one_or_two_buttons() -> None:
    for count, is_good in ((0, False), (1, True), (2, True), (3, False)):
        value = {"heading": "Join us", "text": "", "links": [PAGE_LINK] * count}
        if is_good:
            assert len(clean(CallToActionBlock(), value)["links"]) == count
        else:
            with pytest.raises(ValidationError):
                clean(CallToActionBlock(), value)


# --- Figures --------------------------------------------------------------------------------------


def figure(**changes: Any) -> dict[str, Any]:
    """A key figure that passes."""
    return {"number": "29", "unit": "%", "sentence": "of respondents agreed", "inked": 29, "source": "", **changes}


@pytest.mark.parametrize("count", [1, 5])
def test_a_row_of_figures_has_two_to_four(count: int) -> None:
    with pytest.raises(ValidationError):
        clean(FiguresRowBlock(), {"heading": "", "figures": [figure()] * count})


def test_a_row_of_three_figures_shows_each() -> None:
    html = render(FiguresRowBlock(), {"heading": "", "figures": [figure()] * 3})
    assert html.count("of respondents agreed") == 3


def test_the_stars_must_show_the_same_share_as_the_number() -> None:
    assert clean(KeyFigureBlock(), figure())["inked"] == 29
    assert clean(KeyFigureBlock(), figure(number="Half", unit="", inked=50))["inked"] == 50
    with pytest.raises(ValidationError):
        clean(KeyFigureBlock(), figure(inked=92))


@pytest.mark.parametrize("inked", [-1, 101])
def test_no_more_than_a_hundred_stars_are_inked(inked: int) -> None:
    with pytest.raises(ValidationError):
        clean(KeyFigureBlock(), figure(number="Many", unit="", inked=inked))


def test_no_stars_are_drawn_for_a_number_that_is_no_share() -> None:
    assert "<svg" not in render(KeyFigureBlock(), figure(number="2016", unit="", inked=None))


# --- Timeline and table ---------------------------------------------------------------------------


def entry(when: str, sort_date: str | None, **changes: Any) -> dict[str, Any]:
    """A timeline entry."""
    return {"when": when, "sort_date": sort_date, "heading": f"In {when}", "text": "", **changes}


def test_a_timeline_sorts_itself_by_date() -> None:
    entries = [entry("2020", "2020-01-01"), entry("late 2016", "2016-11-01"), entry("2019", "2019-01-01")]
    html = render(TimelineBlock(), {"order": "oldest", "entries": entries})
    assert html.index("late 2016") < html.index(">2019<") < html.index(">2020<")
    html = render(TimelineBlock(), {"order": "newest", "entries": entries})
    assert html.index(">2020<") < html.index(">2019<") < html.index("late 2016")


def test_a_timeline_never_prints_the_date_it_sorts_by() -> None:
    html = render(TimelineBlock(), {"order": "oldest", "entries": [entry("2016", "2016-01-01")]})
    assert "2016" in html
    assert "2016-01-01" not in html


def test_a_timeline_entry_needs_a_date_to_sort_by() -> None:
    good = entry("2016", "2016-01-01")
    assert clean(TimelineBlock(), {"order": "oldest", "entries": [good, good]})["entries"][0][
        "sort_date"
    ] == datetime.date(2016, 1, 1)
    with pytest.raises(ValidationError):
        clean(TimelineBlock(), {"order": "oldest", "entries": [good, entry("2017", None)]})


def test_a_timeline_entry_says_what_happened() -> None:
    with pytest.raises(ValidationError):
        clean(
            TimelineBlock(),
            {"order": "oldest", "entries": [entry("2016", "2016-01-01"), entry("2017", "2017-01-01", heading="")]},
        )


def test_a_draft_timeline_without_dates_is_still_shown() -> None:
    assert "2017" in render(TimelineBlock(), {"order": "oldest", "entries": [entry("2017", None)]})


def table(**changes: Any) -> dict[str, Any]:
    """A table that passes, as it is stored."""
    data = {
        "caption": "Answers",
        "columns": [{"type": "text", "heading": ""}, {"type": "number", "heading": "2020"}],
        "rows": [{"values": ["Yes", "29"]}, {"values": ["No", None]}],
        **changes,
    }
    return {"table": data, "row_headings": True, "source": ""}


def test_a_table_has_headed_columns_and_rows_and_a_caption() -> None:
    html = render(TableBlock(), table(), id="one")
    assert '<th scope="col" class="num">2020</th>' in html
    assert '<th scope="row">Yes</th>' in html
    assert '<td class="num">29</td>' in html
    assert "None" not in html
    assert '<figcaption id="caption-one">Answers</figcaption>' in html


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"caption": " "}, "caption"),
        ({"rows": []}, "row"),
        ({"columns": [{"type": "text", "heading": ""}, {"type": "number", "heading": ""}]}, "heading"),
    ],
)
def test_a_table_that_could_not_be_read_aloud_is_refused(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(blocks.StructBlockValidationError) as caught:
        clean(TableBlock(), table(**changes))
    assert words in str(caught.value.block_errors["table"])
    block = TableBlock()
    assert block.clean_deferred(block.to_python(table(**changes)))["source"] == ""


# --- Pictures, films, files -----------------------------------------------------------------------


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


# --- Pages ----------------------------------------------------------------------------------------


def content_pages(home_page: Page, count: int) -> list[Page]:
    """Published pages below home."""
    from home.models import ContentPage  # noqa: PLC0415  (models need the apps to be loaded)

    start = home_page.get_children().count()
    return [
        home_page.add_child(instance=ContentPage(title=f"Page {number}", slug=f"page-{number}", summary="Words"))
        for number in range(start, start + count)
    ]


@pytest.mark.django_db
def test_page_cards_keep_the_editors_order_and_show_a_page_once(home_page: Page) -> None:
    first, second = content_pages(home_page, 2)
    html = render(PageCardsBlock(), {"heading": "Next", "pages": [second.pk, first.pk, second.pk]})
    assert html.index("Page 1") < html.index("Page 0")
    assert html.count("Page 1") == 1


@pytest.mark.django_db
def test_page_cards_leave_out_pages_that_are_deleted_withdrawn_or_private(home_page: Page) -> None:
    from wagtail.models import PageViewRestriction  # noqa: PLC0415

    shown, withdrawn, private = content_pages(home_page, 3)
    withdrawn.live = False
    withdrawn.save()
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    html = render(PageCardsBlock(), {"heading": "", "pages": [withdrawn.pk, private.pk, 9999, shown.pk]})
    assert shown.title in html
    assert withdrawn.title not in html
    assert private.title not in html


@pytest.mark.django_db
def test_page_cards_without_any_page_left_leave_nothing() -> None:
    assert render(PageCardsBlock(), {"heading": "Read next", "pages": [9999]}).strip() == ""


@pytest.mark.django_db
def test_page_cards_ask_the_database_no_more_for_twelve_than_for_three(
    home_page: Page, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    ids = [page.pk for page in content_pages(home_page, 12)]
    render(PageCardsBlock(), {"heading": "", "pages": ids})  # content types and site roots are then known
    counts = []
    for count in (3, 12):
        # The site, the chosen ids, the restrictions, the visible ones, and the pages of one type with their art.
        with django_assert_max_num_queries(5) as queries:
            render(PageCardsBlock(), {"heading": "", "pages": ids[:count]})
        counts.append(len(queries))
    assert counts[0] == counts[1]
