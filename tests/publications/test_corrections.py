"""Changes and corrections of a published report: explained, in the open, and there to stay."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowTask

from publications.corrections import detach_corrections, record_correction, take_back
from publications.models import Correction, Finding, ReportPage, Version
from publications.models.versions import RecordIsImmutableError
from publications.records import later_corrections
from publications.republishing import PublishingRefusedError
from tests.publications.test_editing import form_of_a_report
from users.models import User

Publish = Callable[..., ReportPage]


@pytest.fixture
def admin(client: Client, db: None) -> Client:
    client.force_login(User.objects.create_superuser("admin", "admin@example.org", "a long password"))
    return client


def publish(report: ReportPage, change_note: str = "The abstract is new.", **fields: Any) -> ReportPage:
    """Publish the report again with other fields; `findings` changes single ones by their number."""
    page = ReportPage.objects.get(pk=report.pk)
    page.change_note = change_note
    changed = fields.pop("findings", {})
    for name, value in fields.items():
        setattr(page, name, value)
    if changed:
        rows = list(page.findings.all())
        for finding in rows:
            for name, value in changed.get(finding.number, {}).items():
                setattr(finding, name, value)
        page.findings = rows
    page.save_revision().publish()
    return ReportPage.objects.get(pk=report.pk)


def correction_of(report: ReportPage, number: int | None = 2, **fields: Any) -> Correction:
    """A recorded correction of the finding with this number, or of none."""
    key = report.findings.get(number=number).key if number else ""
    given = {"was": "29% had directly experienced it.", "now": "31% had directly experienced it.", "reason": "A slip."}
    return record_correction(Correction(finding_key=key, **{**given, **fields}), report, None)


def corrected(report: ReportPage) -> ReportPage:
    """The report with a correction of finding 2 that version 2 carries."""
    correction_of(report)
    return publish(report, "Finding 2 is corrected.", findings={2: {"words": "31%", "value": Decimal(31)}})


# Change notes


def test_a_changed_report_is_not_published_again_without_a_word_on_what_changed(report: ReportPage) -> None:
    with pytest.raises(ValidationError) as refused:
        publish(report, change_note=" ", abstract="Another.")
    assert "change_note" in refused.value.message_dict
    assert ReportPage.objects.get(pk=report.pk).abstract == ""
    assert report.versions.count() == 1


def test_what_changed_is_kept_with_the_version_and_asked_anew_for_the_next(report: ReportPage) -> None:
    report = publish(report, "The abstract is new.", abstract="New.")
    assert report.versions.first().change_note == "The abstract is new."
    assert report.change_note == ""
    with pytest.raises(ValidationError) as refused:
        publish(report, "the abstract is new. ", abstract="Newer.")
    assert "This is what was said of version 2" in str(refused.value)


def test_a_report_that_says_the_same_is_published_again_without_a_note(report: ReportPage) -> None:
    publish(report, "", summary="Only cards show this.")
    assert report.versions.count() == 1


def test_the_form_asks_what_changed_beside_the_field_and_keeps_what_was_typed(
    admin: Client, report: ReportPage
) -> None:
    address = reverse("wagtailadmin_pages:edit", args=[report.pk])
    response = admin.post(address, form_of(report, abstract="Typed and kept."))
    html = response.content.decode()
    assert response.status_code == 200
    assert "Readers have seen version 1." in html
    assert "Typed and kept." in html
    assert report.versions.count() == 1
    assert admin.post(address, form_of(report, abstract="Typed and kept.", change_note="New.")).status_code == 302
    assert report.versions.count() == 2


def test_a_draft_is_saved_without_a_note(admin: Client, report: ReportPage) -> None:
    form = form_of(report, abstract="Not finished.")
    del form["action-publish"]
    assert admin.post(reverse("wagtailadmin_pages:edit", args=[report.pk]), form).status_code == 302
    assert ReportPage.objects.get(pk=report.pk).get_latest_revision_as_object().abstract == "Not finished."


def form_of(report: ReportPage, without: tuple[int, ...] = (), **changed: Any) -> dict[str, Any]:
    """What the browser sends for the report as it is, with some fields changed and some findings taken out."""
    rows = {
        "authors": [{"id": author.pk, "external_name": author.external_name} for author in report.authors.all()],
        "findings": [
            {
                "id": finding.pk,
                "statement": finding.statement,
                "words": finding.words,
                "value": "" if finding.value is None else finding.value,
                "unit": finding.unit,
                "DELETE": "1" if finding.number in without else "",
            }
            for finding in report.findings.all()
        ],
    }
    named = {
        f"{name}-{place}-{field}": value
        for name, entries in rows.items()
        for place, entry in enumerate(entries)
        for field, value in {"ORDER": place + 1, "DELETE": "", **entry}.items()
    }
    counted = {
        f"{name}-{field}": count
        for name, entries in rows.items()
        for field, count in (
            ("TOTAL_FORMS", len(entries)),
            ("INITIAL_FORMS", len(entries)),
            ("MIN_NUM_FORMS", 0),
            ("MAX_NUM_FORMS", 1000),
        )
    }
    as_it_is = {name: getattr(report, name) for name in ("title", "slug", "summary", "abstract", "change_note")}
    plain = form_of_a_report(**{**as_it_is, **changed})
    others = {name: value for name, value in plain.items() if not name.startswith(("authors-", "findings-"))}
    return {**others, **named, **counted}


def test_approving_a_changed_report_without_a_note_leads_back_to_it_with_the_reason(
    admin: Client, report: ReportPage
) -> None:
    task = GroupApprovalTask.objects.create(name="Approval")
    workflow = Workflow.objects.create(name="Approval")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    page = ReportPage.objects.get(pk=report.pk)
    page.abstract = "Changed."
    page.save_revision()
    state = workflow.start(page, None)
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.current_task_state.pk])
    response = admin.post(address, {"next": ""}, follow=True)
    assert response.redirect_chain[-1][0] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert "Say in one sentence what has changed" in response.content.decode()
    state.refresh_from_db()
    assert state.status == state.STATUS_IN_PROGRESS
    assert report.versions.count() == 1


def test_the_history_tells_each_version_with_its_date_and_what_changed(client: Client, report: ReportPage) -> None:
    publish(report, "The abstract is new.", abstract="New.")
    html = client.get(report.url).content.decode()
    assert "The abstract is new." in html
    assert "First published here." in html
    assert f'href="{report.url}v1/"' in html


# Corrections


def test_a_correction_waits_for_the_next_version_and_is_public_with_it(client: Client, report: ReportPage) -> None:
    correction = correction_of(report, affects="The sentence on direct experience.")
    assert correction.version_from.number == 1
    assert "31% had directly" not in client.get(report.url).content.decode()
    publish(report, "Finding 2 is corrected.", findings={2: {"words": "31%", "value": Decimal(31)}})
    correction.refresh_from_db()
    assert correction.version_to.number == 2
    html = client.get(report.url).content.decode()
    at_its_place = html.split('id="finding-2"')[1].split('id="finding-3"')[0]
    in_the_notes = html.split('id="notes"')[1]
    for part in (at_its_place, in_the_notes):
        for words in ("Corrected in version 2", "29% had directly", "31% had directly", "A slip."):
            assert words in part
    assert "The sentence on direct experience." in in_the_notes


def test_the_old_version_knows_what_was_corrected_later_and_the_new_one_has_nothing_to_say(report: ReportPage) -> None:
    corrected(report)
    first, second = report.versions.order_by("number")
    assert [correction.now for correction in later_corrections(first)] == ["31% had directly experienced it."]
    assert later_corrections(second) == []


def test_a_correction_that_was_not_made_keeps_the_report_from_being_published(report: ReportPage) -> None:
    correction_of(report)
    with pytest.raises(PublishingRefusedError) as refused:
        publish(report, "Finding 2 is corrected.", abstract="But the finding is not.")
    assert "finding 2 is recorded, but the finding still says the same" in str(refused.value)
    assert report.versions.count() == 1


def test_a_published_correction_is_neither_changed_nor_deleted_in_any_way(report: ReportPage) -> None:
    corrected(report)
    correction = Correction.objects.get()
    stale = Correction.objects.get()
    stale.version_to = None
    ways: list[Callable[[], object]] = [
        correction.delete,
        stale.delete,
        correction.save,
        Correction.objects.all().delete,
        Correction.objects.filter(report=report).order_by("pk").delete,
        lambda: Correction.objects.update(was="Nothing at all."),
        lambda: report.corrections.update(reason="No reason."),
        lambda: Correction.objects.bulk_update([correction], ["was"]),
        lambda: Correction.objects.bulk_create([correction], update_conflicts=True),
        lambda: take_back(correction, None),
    ]
    for way in ways:
        with pytest.raises(RecordIsImmutableError), transaction.atomic():
            way()
    with pytest.raises(ProtectedError):
        Version.objects.filter(number=2).delete()
    kept = Correction.objects.get()
    assert (kept.was, kept.version_to.number) == ("29% had directly experienced it.", 2)


def test_a_correction_that_nobody_has_read_can_be_taken_back(report: ReportPage) -> None:
    take_back(correction_of(report), None)
    assert not Correction.objects.exists()


def test_a_correction_waits_again_when_its_version_does_not_come_out(report: ReportPage) -> None:
    correction = correction_of(report)
    version = report.versions.create(number=2, published_at=None, content_json={}, sha256="0" * 64)
    Correction.objects.waiting().update(version_to=version)
    assert detach_corrections(version) == 1
    version.delete()
    correction.refresh_from_db()
    assert correction.version_to is None


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"now": "29% had directly experienced it."}, "now"),
        ({"reason": ""}, "reason"),
        ({"noticed_on": "2099-01-01"}, "noticed_on"),
        ({"place": "figure 2 <b>"}, "place"),
        ({"finding_key": "nothere"}, "finding_key"),
    ],
)
def test_a_correction_that_makes_no_sense_is_refused_and_what_was_typed_is_kept(
    admin: Client, report: ReportPage, fields: dict[str, str], field: str
) -> None:
    form = {
        "was": "29% had directly experienced it.",
        "now": "31% had directly experienced it.",
        "reason": "A slip of the hand.",
        "severity": "major",
        "noticed_on": "2026-01-01",
        **fields,
    }
    response = admin.post(reverse("publications_corrections", args=[report.pk]), form)
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert "31% had directly experienced it." in response.content.decode() or field == "now"
    assert not Correction.objects.exists()


def test_an_editor_records_a_correction_and_finds_the_words_of_the_finding_there(
    admin: Client, report: ReportPage
) -> None:
    key = report.findings.get(number=2).key
    address = reverse("publications_corrections", args=[report.pk])
    assert admin.get(address, {"finding": key}).context["form"].initial["was"] == "29% had directly experienced it"
    form = {
        "finding_key": key,
        "was": "29%",
        "now": "31%",
        "reason": "A slip.",
        "severity": "major",
        "noticed_on": "2026-01-01",
    }
    response = admin.post(address, form, follow=True)
    assert "It waits for the next version." in response.content.decode()
    correction = Correction.objects.get()
    assert (correction.place, correction.recorded_by.username) == ("finding-2", "admin")
    admin.post(reverse("publications_take_correction_back", args=[correction.pk]))
    assert not Correction.objects.exists()


def test_nothing_can_be_corrected_that_was_never_published(admin: Client, library: Page) -> None:
    draft = library.add_child(instance=ReportPage(title="Draft", slug="draft", live=False))
    with pytest.raises(ValidationError):
        record_correction(Correction(was="a", now="b", reason="c"), draft, None)
    address = reverse("publications_corrections", args=[draft.pk])
    assert "there is nothing to correct" in admin.get(address, follow=True).content.decode()


def test_a_correction_without_a_place_stands_in_the_notes_alone(client: Client, report: ReportPage) -> None:
    correction_of(report, number=None, was="Of whom it speaks: members.", now="Of whom it speaks: supporters.")
    publish(report, abstract="Changed.")
    text = client.get(report.url).content.decode().split("<main")[1]
    assert text.count("Of whom it speaks: supporters.") == 1


def test_the_key_of_a_correction_is_that_of_a_finding_that_may_be_gone(report: ReportPage) -> None:
    correction_of(report)
    page = ReportPage.objects.get(pk=report.pk)
    page.findings = [finding for finding in page.findings.all() if finding.number != 2]
    page.change_note = "Finding 2 is withdrawn."
    page.save_revision().publish()
    assert Correction.objects.get().version_to.number == 2
    assert not Finding.objects.filter(number=2).exists()


def test_a_correction_that_a_version_took_meanwhile_is_not_taken_back(
    report: ReportPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    correction = correction_of(report)
    Correction._base_manager.filter(pk=correction.pk).update(version_to=report.newest_version)
    monkeypatch.setattr(Correction, "is_carried", False)  # as somebody saw who looked before that
    with pytest.raises(RecordIsImmutableError):
        take_back(correction, None)
    assert Correction.objects.filter(pk=correction.pk).exists()
