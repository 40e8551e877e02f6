"""Reports that are taken back: who cited them finds out, whichever address they kept."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, PageViewRestriction

from foundation.models import PageArt
from home.models import ContentPage, HomePage
from portal.demo.records import take_away
from publications import embargo
from publications.models import Correction, PublicationIndexPage, ReportPage, Withdrawal
from publications.removal import remove_for_good
from publications.republishing import PublishingRefusedError
from publications.withdrawals import lift, withdraw
from tests.publications.conftest import MakeReport
from tests.publications.test_corrections import corrected, publish
from users.models import User

REASON = "The sample was drawn from the wrong list."


@pytest.fixture
def superuser(db: None) -> User:
    return User.objects.create_superuser("admin", "admin@example.org", "a long password")


@pytest.fixture
def admin(client: Client, superuser: User) -> Client:
    client.force_login(superuser)
    return client


def take_back(report: ReportPage, kind: str = "withdrawn", **fields: object) -> Withdrawal:
    """Withdraw or remove a report."""
    return withdraw(Withdrawal(kind=kind, reason=REASON, **fields), report, None)


def addresses_of(report: ReportPage) -> list[str]:
    """Every kind of address that a report has."""
    parts = ["", "full/", "findings/", "data/", "the-first-chapter/", "v1/", "v1/full/", "v1/the-first-chapter/"]
    files = ["latest.pdf", "v1/trust-v1.pdf", "cite.bib", "v1/cite.json"]
    return [*(f"{report.url}{part}" for part in [*parts, "cite/", *files]), f"{report.url.rstrip('/')}.md"]


@pytest.fixture
def chaptered(make_report: MakeReport) -> ReportPage:
    """A report with one chapter."""
    chapter = {"title": "The first chapter", "slug": "the-first-chapter", "body": []}
    return make_report(chapters=[("chapter", chapter)])


def test_a_withdrawn_report_says_so_on_every_page_and_every_version(client: Client, chaptered: ReportPage) -> None:
    take_back(chaptered)
    for address in addresses_of(chaptered)[:8]:
        response = client.get(address)
        if response.status_code == 404:
            assert address.endswith("data/")  # the report has none
            continue
        html = response.content.decode()
        assert response.status_code == 200, address
        assert REASON in html, address
        assert "Do not rely on it" in html, address


def test_figures_of_a_withdrawn_report_are_shown_nowhere_else(client: Client, report: ReportPage) -> None:
    home = HomePage.objects.get(pk=report.get_site().root_page_id)
    block = {"report": report, "numbers": []}
    page = ContentPage(title="A page", slug="a-page", body=[("findings", block)])
    home.add_child(instance=page)
    assert "had directly experienced it" in client.get("/a-page/").content.decode()
    take_back(report)
    assert "had directly experienced it" not in client.get("/a-page/").content.decode()
    assert "had directly experienced it" not in client.get("/").content.decode()
    assert "had directly experienced it" in client.get(report.url).content.decode()


def test_files_of_a_withdrawn_report_stay_with_a_word_in_the_chooser(client: Client, report: ReportPage) -> None:
    assert "do not rely on these files" not in client.get(report.url).content.decode()
    take_back(report)
    assert "do not rely on these files" in client.get(report.url).content.decode()
    assert client.get(f"{report.url}v1/trust-v1.pdf").status_code == 200


def test_what_replaces_a_report_is_named_once_anybody_may_read_it(
    client: Client, report: ReportPage, make_report: MakeReport
) -> None:
    better = make_report(title="Done again", slug="again")
    take_back(report, replaced_by=better)
    assert f'href="{better.url}"' in client.get(report.url).content.decode()
    better.unpublish()
    assert "Done again" not in client.get(report.url).content.decode()


def test_lists_feeds_and_programs_are_told_of_a_withdrawn_report(client: Client, report: ReportPage) -> None:
    before = client.get("/publications/").content.decode()
    take_back(report)
    assert "Withdrawn" not in before
    assert "Withdrawn" in client.get("/publications/").content.decode()
    assert "Withdrawn: Trust in the party" in client.get("/feeds/publications.atom").content.decode()
    assert '"creativeWorkStatus": "Withdrawn"' in client.get(report.url).content.decode()


def test_no_draft_and_no_new_version_undoes_a_withdrawal(client: Client, report: ReportPage) -> None:
    page = ReportPage.objects.get(pk=report.pk)
    page.abstract = "Written before the withdrawal."
    page.change_note = "An abstract."
    revision = page.save_revision()
    take_back(report)
    revision.publish()
    assert ReportPage.objects.get(pk=report.pk).is_withdrawn
    assert REASON in client.get(report.url).content.decode()


def test_a_frozen_page_that_is_kept_after_a_withdrawal_does_not_hold_its_banner(
    client: Client, report: ReportPage, superuser: User
) -> None:
    withdrawal = take_back(report)
    publish(report, abstract="A version of a withdrawn report.")
    lift(withdrawal, superuser)
    for address in (report.url, f"{report.url}v1/", f"{report.url}v2/"):
        assert REASON not in client.get(address).content.decode()


def test_every_address_of_a_removed_report_says_that_it_is_gone_and_why(client: Client, chaptered: ReportPage) -> None:
    take_back(chaptered, "removed")
    gone = ReportPage.objects.get(pk=chaptered.pk)
    assert not gone.live
    for address in [*addresses_of(gone), f"{gone.url}anything/else/"]:
        response = client.get(address)
        html = response.content.decode()
        assert response.status_code == 410, address
        assert "no-store" in response["Cache-Control"]
        for words in (REASON, "Trust in the party", "Labour Muslim Network", "noindex"):
            assert words in html, (address, words)
        assert "Cookie" not in response.get("Vary", "")


def test_a_removed_report_is_in_no_list_search_feed_sitemap_api_or_shared_picture(
    client: Client, report: ReportPage, django_capture_on_commit_callbacks: Any
) -> None:
    picture = PageArt.objects.get(page=report).social
    storage, name = picture.storage, picture.name
    shown = ("/publications/", "/search/?q=trust", "/feeds/publications.atom", "/sitemap.xml", "/api/v2/pages/")
    assert [address for address in shown if "trust" not in client.get(address).content.decode().lower()] == []
    with django_capture_on_commit_callbacks(execute=True):
        take_back(report, "removed")
    found = [address for address in shown if "/publications/trust/" in client.get(address).content.decode()]
    assert found == []
    assert not PageArt.objects.get(page=report).social
    assert not storage.exists(name)


def test_a_private_report_that_was_removed_tells_nobody_that_it_was_there(client: Client, report: ReportPage) -> None:
    PageViewRestriction.objects.create(page=report, restriction_type=PageViewRestriction.LOGIN)
    take_back(report, "removed")
    response = client.get(report.url)
    assert response.status_code != 410
    assert REASON not in response.content.decode()


def test_a_page_that_is_only_unpublished_is_not_found_as_ever(client: Client, report: ReportPage) -> None:
    report.unpublish()
    assert client.get(report.url).status_code == 404


def test_a_removed_report_is_not_published_again_before_the_removal_is_lifted(
    client: Client, report: ReportPage, superuser: User
) -> None:
    withdrawal = take_back(report, "removed")
    page = ReportPage.objects.get(pk=report.pk)
    with pytest.raises(PublishingRefusedError):
        page.save_revision().publish()
    lift(withdrawal, superuser)
    assert client.get(report.url).status_code == 404
    ReportPage.objects.get(pk=report.pk).save_revision().publish()
    assert client.get(report.url).status_code == 200


def test_a_withdrawal_is_lifted_by_a_superuser_alone_and_the_log_keeps_both(
    report: ReportPage, superuser: User
) -> None:
    withdrawal = take_back(report)
    with pytest.raises(PermissionDenied):
        lift(withdrawal, User.objects.create_user("editor", "editor@example.org", "a long password"))
    lift(withdrawal, superuser)
    assert not ReportPage.objects.get(pk=report.pk).is_withdrawn
    actions = PageLogEntry.objects.filter(page=report.pk, action__startswith="publications.withdrawal")
    assert sorted(actions.values_list("action", flat=True)) == [
        "publications.withdrawal.lift",
        "publications.withdrawal.withdrawn",
    ]


def test_a_withdrawn_report_can_still_be_removed_but_not_the_other_way_round(report: ReportPage) -> None:
    take_back(report)
    withdrawal = Withdrawal.objects.get()
    withdrawal.kind = "removed"
    withdraw(withdrawal, report, None)
    withdrawal.kind = "withdrawn"
    with pytest.raises(ValidationError):
        withdraw(withdrawal, ReportPage.objects.get(pk=report.pk), None)


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_withdrawal_needs_a_reason(admin: Client, report: ReportPage, reason: str) -> None:
    form = {"kind": "withdrawn", "reason": reason, "replaced_by": ""}
    response = admin.post(reverse("publications_withdraw", args=[report.pk]), form)
    assert response.status_code == 422
    assert not Withdrawal.objects.exists()
    assert ReportPage.objects.get(pk=report.pk).live


def test_a_publisher_withdraws_a_report_in_the_admin_with_the_reason(admin: Client, report: ReportPage) -> None:
    address = reverse("publications_withdraw", args=[report.pk])
    assert admin.get(address).status_code == 200
    response = admin.post(address, {"kind": "withdrawn", "reason": REASON, "replaced_by": ""})
    assert response.status_code == 302
    assert (Withdrawal.objects.get().reason, Withdrawal.objects.get().withdrawn_by.username) == (REASON, "admin")
    assert REASON in admin.get(address).content.decode()
    admin.post(reverse("publications_lift_withdrawal", args=[report.pk]))
    assert not Withdrawal.objects.exists()


def test_an_editor_who_may_not_publish_cannot_withdraw(client: Client, report: ReportPage) -> None:
    client.force_login(User.objects.create_user("editor", "editor@example.org", "a long password"))
    client.post(reverse("publications_withdraw", args=[report.pk]), {"kind": "removed", "reason": REASON})
    assert not Withdrawal.objects.exists()


def test_nothing_is_withdrawn_that_was_never_published_or_waits_for_a_release(
    library: PublicationIndexPage, report: ReportPage, superuser: User
) -> None:
    draft = library.add_child(instance=ReportPage(title="Draft", slug="draft", live=False))
    with pytest.raises(ValidationError, match="there is nothing to withdraw"):
        take_back(draft)
    embargo.plan(report, timezone.now() + datetime.timedelta(days=1), superuser)
    with pytest.raises(ValidationError, match="Cancel that first"):
        take_back(report)


def test_a_report_replaces_another_and_never_itself(report: ReportPage) -> None:
    with pytest.raises(ValidationError, match="does not replace itself"):
        take_back(report, replaced_by=report)


# Deleting


def test_deleting_a_published_report_is_refused_with_the_way_to_withdraw_it(admin: Client, report: ReportPage) -> None:
    address = reverse("wagtailadmin_pages:delete", args=[report.pk])
    for response in (admin.get(address, follow=True), admin.post(address, follow=True)):
        assert response.redirect_chain[-1][0] == reverse("publications_withdraw", args=[report.pk])
        assert "Withdraw it instead" in response.content.decode()
    assert ReportPage.objects.filter(pk=report.pk).exists()


def test_neither_its_list_nor_a_selection_nor_code_deletes_a_published_report(
    admin: Client, report: ReportPage, library: PublicationIndexPage
) -> None:
    list_address = reverse("wagtailadmin_pages:delete", args=[library.pk])
    assert "Withdraw it instead" in admin.post(list_address, follow=True).content.decode()
    together = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    response = admin.post(f"{together}?id={report.pk}", follow=True)
    assert "Withdraw it instead" in response.content.decode()
    report.unpublish()
    for page in (Page.objects.get(pk=library.pk), ReportPage.objects.get(pk=report.pk)):
        with pytest.raises(ProtectedError), transaction.atomic():
            page.delete()
    assert ReportPage.objects.filter(pk=report.pk).exists()


def test_a_report_that_was_never_published_is_deleted_as_any_page(library: PublicationIndexPage) -> None:
    draft = library.add_child(instance=ReportPage(title="Draft", slug="draft", live=False))
    draft.delete()
    assert not ReportPage.objects.exists()


def test_the_demo_site_goes_with_its_corrected_and_withdrawn_reports(report: ReportPage) -> None:
    take_back(corrected(report))
    assert take_away(ReportPage.objects.get(pk=report.pk)) == 1
    assert not ReportPage.objects.exists()
    assert not Correction.objects.exists()
    assert not Withdrawal.objects.exists()


def test_going_for_good_spares_the_report_that_was_to_replace_it(report: ReportPage, make_report: MakeReport) -> None:
    better = make_report(title="Done again", slug="again")
    take_back(report, replaced_by=better)
    remove_for_good(report)
    assert ReportPage.objects.get() == better
