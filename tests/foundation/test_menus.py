"""The head of every page: the button that an editor may set there."""

from typing import Any

from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Locale

from foundation.models import Navigation
from home.models import ContentPage


def buttons(client: Client) -> list[tuple[str, str]]:
    """Words and address of each button at the head of the home page."""
    head = BeautifulSoup(client.get("/").content, "html.parser").select_one("header.mast")
    assert head is not None
    return [(link.get_text(strip=True), str(link["href"])) for link in head.select("a.btn")]


def set_button(link: dict[str, Any]) -> None:
    """Give the menus in English this button."""
    navigation = Navigation.objects.get_or_create(locale=Locale.get_default())[0]
    navigation.button = [("link", link)]
    navigation.save()


def test_without_a_button_the_head_has_none(client: Client, home_page: Any) -> None:
    assert buttons(client) == []


def test_the_button_stands_at_the_head_and_in_the_menu_of_a_phone(client: Client, home_page: Any) -> None:
    set_button({"text": "Join us", "address": "https://example.org/join"})
    assert buttons(client) == [("Join us", "https://example.org/join")] * 2


def test_a_button_whose_page_is_unpublished_is_left_out(client: Client, home_page: Any) -> None:
    joining = home_page.add_child(instance=ContentPage(title="Join us", slug="join"))
    set_button({"page": joining})
    assert buttons(client) == [("Join us", "/join/")] * 2
    joining.unpublish()
    assert buttons(client) == []
