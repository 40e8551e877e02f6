"""Plain pages."""

from typing import Any

import pytest
from django.test import Client

from home.models import ContentPage, HomePage
from tests.campaigns.conftest import publish


def test_a_plain_page_may_lie_below_home_and_below_another_plain_page() -> None:
    assert set(ContentPage.allowed_parent_page_models()) == {HomePage, ContentPage}
    assert ContentPage.allowed_subpage_models() == [ContentPage]


def test_a_plain_page_shows_its_blocks_and_names_the_pages_below_it(client: Client, home_page: Any) -> None:
    about = publish(home_page, ContentPage(title="About", slug="about", body=[("text", "<p>What we are for.</p>")]))
    publish(about, ContentPage(title="Our history", slug="history"))
    draft = ContentPage(title="Not yet", slug="draft", live=False)
    about.add_child(instance=draft)
    text = client.get("/about/").content.decode()
    assert "<p>What we are for.</p>" in text
    assert '<a href="/about/history/">Our history</a>' in text
    assert "Not yet" not in text


def test_an_empty_plain_page_is_served(client: Client, home_page: Any) -> None:
    publish(home_page, ContentPage(title="Contact", slug="contact"))
    answer = client.get("/contact/")
    assert answer.status_code == 200
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")


@pytest.mark.usefixtures("tasks_wait")
def test_a_plain_page_needs_as_many_queries_for_30_pages_below_it_as_for_3(
    client: Client, home_page: Any, django_assert_max_num_queries: Any
) -> None:
    about = publish(home_page, ContentPage(title="About", slug="about"))
    counts = []
    for numbers in (range(3), range(3, 30)):
        for number in numbers:
            publish(about, ContentPage(title=f"Page {number}"))
        client.get("/about/")
        with django_assert_max_num_queries(25) as captured:
            client.get("/about/")
        counts.append(len(captured))
    assert counts[1] <= counts[0]
