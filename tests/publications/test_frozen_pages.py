"""What was published stays as it was printed."""

import re
from io import BytesIO

import pytest
from django.core.files.images import ImageFile
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.test import Client
from PIL import Image
from wagtail.images import get_image_model

from publications import frozen
from publications.models import FrozenPage, ReportFile, ReportPage, Version
from tests.publications.conftest import MakeReport
from tests.publications.test_chapters import chapter


def words(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def changed(make_report: MakeReport) -> ReportPage:
    """A report of two versions."""
    report = make_report(abstract="The first abstract.", chapters=[chapter("Trust", "trust", "The first words.")])
    report.abstract = "The second abstract."
    report.chapters = [("chapter", {"title": "Trust", "slug": "trust", "body": []})]
    report.change_note = "The abstract."
    report.save_revision().publish()
    return ReportPage.objects.get(pk=report.pk)


def test_each_version_can_be_read_at_its_own_address(client: Client, changed: ReportPage) -> None:
    first, second = words(client, f"{changed.url}v1/"), words(client, f"{changed.url}v2/")
    assert "The first abstract." in first
    assert "The second abstract." not in first
    assert "The second abstract." in second
    assert "The first words." in words(client, f"{changed.url}v1/trust/")
    assert "The first words." in words(client, f"{changed.url}v1/full/")


def test_an_old_version_says_so_and_leads_to_the_newest(client: Client, changed: ReportPage) -> None:
    html = words(client, f"{changed.url}v1/")
    assert "Read version 2, the newest" in html
    assert 'content="noindex"' in html
    assert "Nothing has been changed since" not in html
    assert "Read version" not in words(client, f"{changed.url}v2/")


def test_a_version_leads_to_its_own_chapters_and_files(client: Client, changed: ReportPage) -> None:
    html = words(client, f"{changed.url}v1/")
    assert f'href="{changed.url}v1/trust/"' in html
    assert f'href="{changed.url}v1/trust-v1.pdf"' in html
    assert "trust-v2.pdf" not in html


def test_templates_of_today_do_not_change_what_was_printed(
    client: Client, report: ReportPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = FrozenPage.objects.get(path="", version__report=report).html
    monkeypatch.setattr(frozen, "render_to_string", lambda *_args: "Tomorrow's template.")
    frozen.freeze_pages(report.newest_version)
    assert before in words(client, f"{report.url}v1/")


def test_a_picture_that_is_replaced_or_deleted_stays_in_the_version(client: Client, make_report: MakeReport) -> None:
    data = BytesIO()
    Image.new("RGB", (640, 400), "#b8102b").save(data, "PNG")
    picture = get_image_model().objects.create(title="A plain ground", file=ImageFile(data, "ground.png"))
    shown = {"image": picture.pk, "alt_text": "A red ground", "decorative": False}
    report = make_report(body=[{"type": "image", "value": {"image": shown, "caption": "", "size": "text"}}])
    printed = FrozenPage.objects.get(path="", version__report=report).html
    assert "/media/" not in printed
    asset = re.search(rf"{report.url}v1/asset-[0-9a-f]+\.\w+", printed)
    assert asset is not None
    for rendition in picture.renditions.all():
        default_storage.delete(rendition.file.name)
    picture.delete()
    response = client.get(asset[0])
    assert response.status_code == 200
    assert response["Content-Type"].startswith("image/")
    assert ReportFile.objects.filter(role="asset").exists()
    assert "asset-" not in words(client, report.url).split('id="download"')[1]


@pytest.mark.parametrize("address", ["v3/", "v0/", "v1/nothing/", "v1/trust/more/"])
def test_a_version_or_page_that_is_not_there_is_not_found(client: Client, changed: ReportPage, address: str) -> None:
    assert client.get(changed.url + address).status_code == 404


def test_a_version_whose_pages_are_not_kept_yet_is_printed_as_it_would_be(client: Client, report: ReportPage) -> None:
    FrozenPage.objects.all().delete()
    assert "Trust in the party" in words(client, f"{report.url}v1/")
    assert not FrozenPage.objects.exists()


def test_a_version_is_not_read_past_privacy_or_unpublishing(client: Client, changed: ReportPage) -> None:
    changed.unpublish()
    assert client.get(f"{changed.url}v1/").status_code == 404
    assert Version.objects.count() == 2


def test_the_shell_keeps_nothing_but_the_page_itself() -> None:
    assert render_to_string("publications/frozen_shell.html").strip() == ""
