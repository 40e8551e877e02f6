"""Publishing freezes; what is frozen is not edited; the PDF's state can be seen."""

import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from foundation.models import PageTopic, Topic
from publications.making.made import MakerMissingError
from publications.models import PublicationIndexPage, ReportFile, ReportPage, Version
from publications.models.versions import RecordIsImmutableError
from publications.removal import remove_for_good
from publications.tasks import make_version_files, make_waiting_files
from tests.publications.conftest import MakeReport


def publish(report: ReportPage, **fields: Any) -> ReportPage:
    page = ReportPage.objects.get(pk=report.pk)
    page.change_note = f"Changed after version {page.versions.count()}."
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return page


def test_the_first_publish_makes_version_1_with_a_pdf(report: ReportPage) -> None:
    version = report.versions.get()
    assert (version.number, version.files_state) == (1, "ready")
    file = version.files.get()
    assert (file.name, file.format, file.pages, file.size) == ("trust-v1.pdf", "pdf", 7, 1000)


def test_a_draft_makes_no_version(library: PublicationIndexPage) -> None:
    draft = library.add_child(instance=ReportPage(title="Draft", slug="draft", live=False))
    draft.save_revision()
    assert not Version.objects.exists()


def test_publishing_again_without_a_change_makes_no_version(report: ReportPage) -> None:
    publish(report)
    assert report.versions.count() == 1


def test_a_report_is_not_changed_by_an_update_of_the_portal(report: ReportPage) -> None:
    version = report.versions.get()
    older = {name: value for name, value in version.content_json.items() if name not in ("chapters", "doi", "surveys")}
    older["findings"] = [{"was_there": "", **finding} for finding in older["findings"]]
    for finding in older["findings"]:
        del finding["comparison"]
    Version.objects.filter(pk=version.pk).update(content_json=older, sha256="0" * 64)
    publish(report, change_note="")
    assert report.versions.count() == 1


def test_filing_under_a_topic_makes_no_version(report: ReportPage) -> None:
    topic = Topic.objects.create(name="Representation", slug="representation")
    publish(report, topic_links=[PageTopic(topic=topic)], search_description="Other words for search engines")
    assert report.versions.count() == 1


def test_a_changed_report_becomes_version_2_and_version_1_stays_as_it_was(report: ReportPage) -> None:
    first = report.versions.get().files.get()
    before = (first.file.name, first.sha256, first.file.open().read())
    publish(report, abstract="Now with an abstract.")
    assert [version.number for version in report.versions.all()] == [2, 1]
    again = ReportFile.objects.get(pk=first.pk)
    assert (again.file.name, again.sha256, again.file.open().read()) == before
    assert report.versions.get(number=1).frozen_report().abstract == ""


def test_the_pdf_is_made_of_the_version_and_not_of_the_page_of_today(make_report: MakeReport) -> None:
    report = make_report(title="As it was")
    publish(report, title="As it is")
    assert report.versions.get(number=1).frozen_report().title == "As it was"
    assert report.versions.get(number=1).frozen_report().findings.all()[0].words == "Half"


def test_a_scheduled_report_is_not_frozen_before_it_is_live(library: PublicationIndexPage) -> None:
    page = ReportPage(title="Later", slug="later", live=False, go_live_at=timezone.now() + datetime.timedelta(days=1))
    library.add_child(instance=page)
    page.save_revision().publish()
    assert not Version.objects.exists()


def test_a_version_and_a_file_are_never_written_again(report: ReportPage) -> None:
    version = report.versions.get()
    version.number = 7
    with pytest.raises(RecordIsImmutableError):
        version.save()
    file = version.files.get()
    file.sha256 = "0" * 64
    with pytest.raises(RecordIsImmutableError):
        file.save()


def test_the_database_refuses_a_second_made_pdf_of_a_version(report: ReportPage) -> None:
    file = report.versions.get().files.get()
    file.pk, file._state.adding, file.name = None, True, "another.pdf"
    with pytest.raises(IntegrityError), transaction.atomic():
        file.save()


def test_making_the_pdf_twice_keeps_one_file(report: ReportPage) -> None:
    make_version_files.call(report.versions.get().pk)
    assert ReportFile.objects.count() == 1


def test_making_the_pdf_of_a_deleted_report_does_nothing(db: None) -> None:
    make_version_files.call(4711)


def test_without_pango_the_version_waits_and_is_made_once_it_is_there(
    make_report: MakeReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(version: Version) -> None:
        raise MakerMissingError("Pango is not installed: PDFs wait until it is.")

    with monkeypatch.context() as without_pango:
        without_pango.setattr("publications.making.pdf.make_pdf", missing)
        report = make_report()
    assert report.live
    assert (report.versions.get().files_state, "Pango" in report.versions.get().files_message) == ("waiting", True)
    assert make_waiting_files() == 1
    assert report.versions.get().files_state == "ready"
    assert make_waiting_files() == 0


def test_a_failure_is_noted_on_the_version_and_the_report_stays_published(
    make_report: MakeReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(version: Version) -> None:
        raise ValueError("a font that cannot be read")

    monkeypatch.setattr("publications.making.pdf.make_pdf", broken)
    report = make_report()
    version = report.versions.get()
    assert report.live
    assert version.files_state == "failed"
    assert version.files_message


def test_a_pdf_whose_worker_died_is_asked_for_again(report: ReportPage) -> None:
    version = report.versions.get()
    ReportFile.objects.all().delete()
    version.note_files("pending")
    assert make_waiting_files() == 0
    Version.objects.update(files_asked_at=timezone.now() - datetime.timedelta(hours=1))
    assert make_waiting_files() == 1
    assert report.versions.get().files_state == "ready"


@pytest.mark.django_db(transaction=True)
def test_with_a_report_that_goes_for_good_go_the_bytes_of_its_files(report: ReportPage) -> None:
    stored = report.versions.get().files.get().file
    assert stored.storage.exists(stored.name)
    remove_for_good(report)
    assert not stored.storage.exists(stored.name)


def test_bytes_lie_under_a_random_key_outside_the_public_media(report: ReportPage, settings: Any) -> None:
    file = report.versions.get().files.get()
    top, two, key = file.file.name.split("/")
    assert (top, two, len(key)) == ("reports", key[:2], 32)
    assert not file.file.path.startswith(str(settings.MEDIA_ROOT))


def test_words_that_could_not_be_frozen_are_not_published(
    client: Client, report: ReportPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    report.abstract, report.change_note = "Words without a version.", "A new abstract."
    revision = report.save_revision()

    def fail(report: ReportPage) -> None:
        raise RuntimeError

    monkeypatch.setattr("publications.signal_handlers.freeze", fail)
    with pytest.raises(RuntimeError):
        revision.publish()
    assert "Words without a version." not in client.get(report.url).content.decode()
