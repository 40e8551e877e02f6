"""Every block that an editor may pick, wherever it is offered: it can be seen before it is picked, and it prints."""

import re
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client, RequestFactory
from wagtail.admin.icons import get_icons
from wagtail.blocks import Block
from wagtail.models import Page

from foundation.checks import blocks_offered, stream_fields
from foundation.embedding import PROVIDERS

VOID_ELEMENTS = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


def offered() -> dict[str, Block]:
    """Each block class once for each name it goes by."""
    return {
        f"{type(block).__name__} as {block.name}": block
        for field in stream_fields()
        for block in blocks_offered(field.stream_block)
    }


class BalanceParser(HTMLParser):
    """Remembers elements that are closed in the wrong order, and ids that are used twice."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.problems: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID_ELEMENTS:
            self.open.append(tag)
        for name, value in attrs:
            if name == "id" and (not value or value in self.ids):
                self.problems.append(f"id “{value}” is empty or used twice")
            if name == "id" and value:
                self.ids.add(value)
            if name == "style" or name.startswith("on"):
                self.problems.append(f"{name} on <{tag}> breaks the content security policy")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID_ELEMENTS:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.problems.append(f"</{tag}> closes nothing")


@pytest.fixture
def superuser_client(db: None) -> Client:
    """Somebody who may see every preview."""
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("root", "root@example.org", "a long password"))
    return client


def test_the_walk_reaches_blocks_inside_sections_and_columns() -> None:
    names = {type(block).__name__ for block in offered().values()}
    assert {"SectionBlock", "ColumnsBlock", "HeadingBlock", "DownloadBlock", "LinkBlock"} <= names


@pytest.mark.parametrize("name", sorted(offered()))
def test_a_block_previews_in_the_picker_on_an_empty_database(name: str, superuser_client: Client) -> None:
    Page.objects.filter(depth__gt=1).delete()
    block = offered()[name]
    response = superuser_client.get("/admin/block-preview/", {"id": block.definition_prefix})
    assert response.status_code == 200
    html = response.content.decode()
    assert f"{settings.STATIC_URL}portal/css/portal.css" in html
    body = html.split('<div class="prose">', 1)[1].split("</main>")[0]
    seen = re.sub(r"<[^>]+>", "", body).strip()
    assert seen, "nothing but markup"
    assert "None" not in seen


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(offered()))
def test_a_block_prints_sound_html_that_the_content_security_policy_lets_pass(name: str) -> None:
    block = offered()[name]
    value = block.get_preview_value()
    context = block.get_preview_context(value, {"request": RequestFactory().get("/"), "id": "under-test"})
    html = block.render(value, context)
    parser = BalanceParser()
    parser.feed(html)
    assert html.strip()
    assert parser.problems == []
    assert parser.open == []
    assert not re.search(r"<(?:iframe|style|script(?![^>]*\bsrc=))", html), "inline code, or a frame before a click"


@pytest.mark.parametrize("name", sorted(offered()))
def test_a_block_has_an_icon_that_the_admin_knows(name: str) -> None:
    known = set(re.findall(r'id="icon-([a-z0-9-]+)"', get_icons()))
    assert offered()[name].meta.icon in known


def test_the_content_security_policy_frames_the_providers_and_nobody_else() -> None:
    allowed = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["frame-src"]
    assert sorted(allowed) == sorted(provider.frame_origin for provider in PROVIDERS)
