"""The shared templates: what they print in the states that pages seldom show."""

from datetime import date
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client
from wagtail.models import Page

from foundation.models import OrganisationSettings


class SampleForm(forms.Form):
    """The kinds of field that a public form has."""

    name = forms.CharField(label="Full name", help_text="As it should be printed.")
    consent = forms.BooleanField(label="I agree.", error_messages={"required": "We need your agreement."})
    news = forms.BooleanField(label="Write to me.", required=False)
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))
    token = forms.CharField(required=False, widget=forms.HiddenInput, initial="abc")


def progress(count: int) -> SimpleNamespace:
    """A petition with so many signatures of 2,000."""
    return SimpleNamespace(count=count, goal=2000, inked=count // 20, star_value=20, milestone=1500, milestone_star=75)


def drawn(template: str, **context: object) -> BeautifulSoup:
    """A component as a browser reads it."""
    return BeautifulSoup(render_to_string(f"components/{template}.html", context), "html.parser")


def visible_text(soup: BeautifulSoup) -> str:
    """The words that a reader sees."""
    for hidden in soup.select("[hidden], svg"):
        hidden.decompose()
    return " ".join(soup.get_text().split())


@pytest.mark.parametrize("status", [500, 503])
def test_the_page_of_a_broken_site_needs_no_context(status: int) -> None:
    html = render_to_string(f"errors/{status}.html")
    assert BeautifulSoup(html, "html.parser").h1 is not None
    assert "<script" not in html


def test_a_petition_without_signatures_invites_the_first_one() -> None:
    text = visible_text(drawn("progress", progress=progress(0)))
    assert "Be the first" in text
    assert "The outlined star is yours" in text
    assert "0 people" not in text


def test_a_closed_petition_without_signatures_invites_nobody() -> None:
    assert "first" not in visible_text(drawn("progress", progress=progress(0), closed=True))


def test_a_petition_with_signatures_says_how_many_and_of_how_many() -> None:
    text = visible_text(drawn("progress", progress=progress(1284)))
    assert text.startswith("1,284 people have signed, of the 2,000 we ask for.")
    assert "1,500" in text


def test_a_form_names_its_errors_beside_the_fields_and_above_them() -> None:
    soup = drawn("sign_form", form=SampleForm({"name": "", "token": "abc"}), action_url="/act/1/", action=None)
    assert [link["href"] for link in soup.select(".errors a")] == ["#id_name", "#id_consent"]
    name = soup.find(id="id_name")
    described = [soup.find(id=part) for part in name["aria-describedby"].split()]
    assert [element.get_text() for element in described] == ["As it should be printed.", "This field is required."]
    assert name["aria-invalid"] == "true"


def test_a_form_keeps_its_token_and_hides_its_trap() -> None:
    soup = drawn("sign_form", form=SampleForm(), action_url="/act/1/", action=None)
    assert soup.find("input", {"name": "token"})["value"] == "abc"
    assert soup.find("input", {"name": "website"}).find_parent(class_="website")["aria-hidden"] == "true"
    assert soup.select_one(".errors").has_attr("hidden")
    assert not soup.find("input", {"name": "csrfmiddlewaretoken"})


def test_page_links_keep_the_filters_and_leave_out_the_far_pages() -> None:
    page = Paginator(range(200), 10).page(10)
    soup = drawn("pagination", page_obj=page, query="topic=housing")
    links = [link["href"] for link in soup.select("a")]
    assert "?topic=housing&page=9" in links
    assert "?topic=housing&page=4" not in links
    assert soup.find(attrs={"aria-current": "page"}).get_text().endswith("10")


def test_a_list_of_one_page_has_no_page_links() -> None:
    assert not drawn("pagination", page_obj=Paginator(range(3), 10).page(1), query="").find("nav")


def test_a_fact_without_a_value_is_left_out() -> None:
    facts = [{"label": "Published", "value": "2020"}, {"label": "Fieldwork", "value": ""}]
    assert [term.get_text() for term in drawn("facts", facts=facts).select("dt")] == ["Published"]


def test_words_of_an_editor_cannot_become_markup() -> None:
    soup = drawn("notice", heading="<b>x</b>", text="<script>alert(1)</script>")
    assert not soup.find("script")
    assert not soup.find("b")


@pytest.mark.parametrize("template", ["confirmation", "already_signed"])
def test_a_mail_has_one_button_and_the_colours_of_day_and_night(template: str) -> None:
    organisation = OrganisationSettings(ink="#102030")
    action = SimpleNamespace(title="Act", deletion_date=date(2027, 6, 29))
    button = {"button_url": "https://example.org/c/x/", "button_label": "Confirm"}
    html = render_to_string(f"emails/{template}.html", {"organisation": organisation, "action": action, **button})
    buttons = BeautifulSoup(html, "html.parser").select("a.press")
    assert [(link["href"], link.get_text()) for link in buttons] == [("https://example.org/c/x/", "Confirm")]
    assert "background-color:#f6eee4;color:#102030" in html
    assert f"background-color: {organisation.palette.dark['paper']} !important" in html


def test_the_page_of_a_failed_form_begins_its_title_with_the_error(client: Client, home_page: Page) -> None:
    assert title_of(client.get("/accounts/login/")).startswith("Log in")
    assert title_of(client.post("/accounts/login/", {"login": "", "password": ""})).startswith("Error: Log in")


def title_of(response: HttpResponse) -> str:
    """The title of the page as a browser's tab shows it."""
    title = BeautifulSoup(response.content, "html.parser").title
    return " ".join(title.get_text().split()) if title else ""


def test_fields_carry_the_words_that_the_server_would_say() -> None:
    form = SampleForm({"name": "x", "token": "abc"})
    soup = drawn("sign_form", form=form, action_url="/act/1/", action=None)
    rows = [soup.find(id=name).parent for name in ("id_name", "id_consent", "id_news")]
    assert [row.get("data-missing") for row in rows] == ["This field is required.", "We need your agreement.", None]
    assert rows[1].select_one(".error").get_text() == rows[1]["data-missing"]
