"""The drawings that a template places on a page."""

import re

from django.http import HttpRequest
from django.template import Context, Template

TWICE = """{% load site_tags %}{% pattern page "card" %}{% stars 29 label="29 of 100" %}
{% pattern page "card" %}{% stars 29 label="29 of 100" %}"""


def test_the_same_drawing_twice_on_a_page_shares_no_id_and_every_reference_leads_somewhere() -> None:
    html = Template(TWICE).render(Context({"request": HttpRequest(), "page": None}))
    ids = re.findall(r' id="([^"]+)"', html)
    assert html.count("<svg") == 4
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'#([a-z0-9]+)[")]', html)) <= set(ids)


def test_every_page_gets_the_same_ids_again() -> None:
    def page() -> str:
        return Template(TWICE).render(Context({"request": HttpRequest(), "page": None}))

    assert page() == page()
