"""Cards of chosen pages: their order, who is left out, what they cost."""

import pytest
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page

from foundation.blocks import (
    PageCardsBlock,
)
from tests.foundation.block_values import render


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
    html = render(PageCardsBlock(), {"heading": "", "pages": [withdrawn.pk, private.pk, 0, shown.pk]})
    assert shown.title in html
    assert withdrawn.title not in html
    assert private.title not in html


@pytest.mark.django_db
def test_page_cards_without_any_page_left_leave_nothing() -> None:
    assert render(PageCardsBlock(), {"heading": "Read next", "pages": [0]}).strip() == ""


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
