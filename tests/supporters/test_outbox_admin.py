"""The outbox in the admin: how far behind mail is, whose mailboxes take it, and sending again."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from supporters.models import OutboxMail
from tests.supporters.mail_server import MailServer
from tests.supporters.mails import state_of, write_mail
from users.models import User

pytestmark = pytest.mark.django_db
State = OutboxMail.State
LIST, DELIVERY = "/admin/supporters_outbox/", "/admin/supporters_outbox/delivery/"


def signed_in(client: Client, *codenames: str) -> Client:
    """In the admin, with these permissions alone."""
    user = User.objects.create_user("officer", "officer@example.org", "a long password")
    user.user_permissions.set(Permission.objects.filter(codename__in=("access_admin", *codenames)))
    client.force_login(user)
    return client


def test_the_list_says_how_far_behind_mail_is_and_never_to_whom(client: Client, mail_server: MailServer) -> None:
    mail_server.stop()
    mail = write_mail(recipient="amina@gmail.com", subject="A secret subject")
    OutboxMail.objects.filter(pk=mail.pk).update(not_before=timezone.now() - timedelta(hours=2))
    page = signed_in(client, "view_outboxmail").get(LIST).content.decode()
    assert "One mail should have gone, 2\xa0hours ago." in page
    assert "The mail server cannot be reached" in page
    assert "gmail" in page
    assert "amina" not in page
    assert "A secret subject" not in page


def test_delivery_is_shown_by_provider_for_a_day_and_a_week(client: Client, mail_server: MailServer) -> None:
    write_mail(recipient="amina@gmail.com")
    write_mail(recipient="bilal@btinternet.com")
    OutboxMail.objects.filter(provider="bt").update(created_at=timezone.now() - timedelta(days=3))
    page = signed_in(client, "view_outboxmail").get(DELIVERY).content.decode()
    assert page.count('<th scope="row">gmail</th>') == 2
    assert page.count('<th scope="row">bt</th>') == 1
    assert "No mail is late." in page


def test_a_mail_that_went_wrong_goes_again_from_the_list(client: Client, mail_server: MailServer) -> None:
    mail_server.answer_to_recipient = "550 no"
    mail = write_mail()
    address = f"/admin/supporters_outbox/again/{mail.pk}/"
    signed_in(client, "view_outboxmail", "change_outboxmail")
    assert address in client.get(LIST).content.decode()
    assert client.get(address).status_code == 200
    assert state_of(mail) == State.FAILED  # looking changes nothing
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "The mailbox is there now"}).status_code == 302
    assert state_of(mail) == State.QUEUED


def test_all_that_failed_goes_again_from_the_page_of_delivery(client: Client, mail_server: MailServer) -> None:
    mail_server.answer_to_recipient = "554 relay access denied"
    mails = [write_mail() for _number in range(2)]
    signed_in(client, "view_outboxmail", "change_outboxmail")
    assert "delivery/again/" in client.get(DELIVERY).content.decode()
    answer = client.post(f"{DELIVERY}again/", {"days": "1", "reason": "The server is set right"}, follow=True)
    assert "2 mails go within minutes." in answer.content.decode()
    assert {state_of(mail) for mail in mails} == {State.QUEUED}


def test_who_may_only_look_finds_no_way_to_send_again(client: Client, mail_server: MailServer) -> None:
    mail_server.answer_to_recipient = "550 no"
    mail = write_mail()
    signed_in(client, "view_outboxmail")
    assert "/again/" not in client.get(LIST).content.decode() + client.get(DELIVERY).content.decode()
    for address in (f"/admin/supporters_outbox/again/{mail.pk}/", f"{DELIVERY}again/"):
        client.post(address, {"days": "1", "reason": "Because"})
    assert state_of(mail) == State.FAILED


def test_who_may_not_see_the_outbox_sees_no_delivery(client: Client, mail_server: MailServer) -> None:
    write_mail(recipient="amina@gmail.com")
    answer = signed_in(client, "view_signature").get(DELIVERY, follow=True)
    assert "gmail" not in answer.content.decode()


def test_no_form_of_the_admin_changes_a_mail_by_hand(client: Client, mail_server: MailServer) -> None:
    mail_server.stop()
    mail = write_mail()
    signed_in(client, "view_outboxmail", "change_outboxmail")
    client.post(f"{LIST}edit/{mail.pk}/", {"state": State.SENT})
    assert state_of(mail) == State.QUEUED


def test_the_list_needs_as_many_queries_for_many_mails_as_for_few(client: Client, mail_server: MailServer) -> None:
    signed_in(client, "view_outboxmail", "change_outboxmail")
    counts = []
    for number in (3, 30):
        for _mail in range(number):
            write_mail()
        client.get(LIST)
        with CaptureQueriesContext(connection) as captured:
            client.get(LIST)
        counts.append(len(captured))
    assert counts[0] == counts[1]
