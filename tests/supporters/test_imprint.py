"""Every mail ends with the imprint: our letters, log-in mails, and those of Wagtail and other packages."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail as django_mail
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowTask

from foundation.models import OrganisationSettings
from supporters.mailing.outbox import with_imprint
from tests.running import ROOT
from users.models import User

pytestmark = pytest.mark.django_db
IMPRINT = "Promoted by A. Promoter of PO Box 1, Leicester."
LAYOUTS = {"base.txt", "base.html", "button.html"}
LETTERS = sorted(path.name for path in (ROOT / "templates/emails").iterdir() if path.name not in LAYOUTS)


@pytest.fixture(autouse=True)
def outbox_in_use(settings: Any, organisation: OrganisationSettings) -> None:
    """As on a running site; the test runner replaces it."""
    settings.EMAIL_BACKEND = "supporters.mailing.outbox.OutboxBackend"


@pytest.mark.parametrize("name", LETTERS)
def test_every_letter_of_ours_ends_with_the_imprint(name: str, organisation: OrganisationSettings) -> None:
    action = SimpleNamespace(title="Act now", deletion_date=timezone.localdate())
    words = render_to_string(f"emails/{name}", {"organisation": organisation, "action": action})
    assert words.rstrip().removesuffix("</html>").rstrip().endswith((IMPRINT, "</body>"))
    assert words.count(IMPRINT) == 1


def test_a_mail_about_a_forgotten_password_has_the_imprint_once(client: Client) -> None:
    User.objects.create_user("editor", "editor@example.org", "a long password")
    client.post("/accounts/password/reset/", {"email": "editor@example.org"})
    [sent] = django_mail.outbox
    assert sent.body.count(IMPRINT) == 1
    assert sent.alternatives[0][0].count(IMPRINT) == 1


def test_a_mail_that_wagtail_writes_when_a_page_is_submitted_has_the_imprint(home_page: Page, admin_user: User) -> None:
    task = GroupApprovalTask.objects.create(name="Second look")
    publisher = User.objects.create_user("publisher", "publisher@example.org", "a long password", is_superuser=True)
    workflow = Workflow.objects.create(name="Approval")
    WorkflowTask.objects.create(workflow=workflow, task=task.task_ptr)
    home_page.save_revision(user=admin_user)
    workflow.start(home_page, admin_user)
    written = [mail for mail in django_mail.outbox if mail.to == [publisher.email]]
    assert written
    assert all(mail.body.rstrip().endswith(IMPRINT) for mail in written)


def test_a_mail_of_any_package_gets_the_imprint_in_both_forms() -> None:
    message = EmailMultiAlternatives("Subject", "In text.", "noreply@example.org", ["one@example.org"])
    message.attach_alternative("<html><body><p>In HTML.</p></body></html>", "text/html")
    message.send()
    [sent] = django_mail.outbox
    assert sent.body == f"In text.\n\n--\n{IMPRINT}\n"
    assert sent.alternatives[0][0] == f"<html><body><p>In HTML.</p><p>{IMPRINT}</p></body></html>"


def test_a_mail_in_html_alone_gets_it_too() -> None:
    message = EmailMessage("Subject", "<p>In HTML.</p>", "noreply@example.org", ["one@example.org"])
    message.content_subtype = "html"
    message.send()
    assert IMPRINT in django_mail.outbox[0].alternatives[0][0]


def test_an_imprint_with_markup_in_it_is_text() -> None:
    text, html = with_imprint("Text.", "<p>HTML</p>", "Promoted by A & B <Ltd> of Leicester.")
    assert "A & B <Ltd>" in text
    assert html == "<p>HTML</p><p>Promoted by A &amp; B &lt;Ltd&gt; of Leicester.</p>"
    assert with_imprint(text, html, "Promoted by A & B <Ltd> of Leicester.") == (text, html)


def test_without_an_imprint_nothing_is_added() -> None:
    assert with_imprint("Text.", "<p>HTML</p>", "") == ("Text.", "<p>HTML</p>")
