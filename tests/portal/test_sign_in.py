"""Logging in: one door, a second factor behind it, and no way around."""

import re
import time
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.messages import get_messages
from django.core import mail
from django.test import Client
from wagtail.models import Page

from portal.demo.records import record
from users.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "a long and quiet password"


@pytest.fixture
def admin(home_page: Page) -> User:
    """Somebody who may do everything."""
    return User.objects.create_superuser("admin", "admin@example.org", PASSWORD)


def log_in(client: Client, login: str = "admin", password: str = PASSWORD, **more: str) -> Any:
    """Post the log-in form."""
    return client.post("/accounts/login/", {"login": login, "password": password, **more})


@pytest.mark.parametrize("login", ["admin", "admin@example.org"])
def test_user_name_or_email_address_log_in(client: Client, admin: User, login: str) -> None:
    assert log_in(client, login).status_code == 302
    assert client.get("/admin/").status_code == 200


def test_a_wrong_password_is_said_in_words(client: Client, admin: User) -> None:
    response = log_in(client, password="wrong")
    assert response.status_code == 200
    assert "password" in response.context["form"].errors["__all__"][0]


def test_next_is_followed_within_the_site_only(client: Client, admin: User) -> None:
    assert log_in(client, next="/admin/pages/")["Location"] == "/admin/pages/"
    client.logout()
    assert log_in(client, next="https://evil.example/")["Location"] == "/admin/"
    client.logout()
    assert log_in(client, next="//evil.example/")["Location"] == "/admin/"


@pytest.mark.parametrize("address", ["/admin/login/", "/_util/login/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_wagtails_own_doors_lead_to_ours(client: Client, admin: User, address: str, method: str) -> None:
    data = {"username": "admin", "password": PASSWORD} if method == "post" else None
    response = getattr(client, method)(f"{address}?next=/admin/pages/", data)
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/?next=/admin/pages/")
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "address", ["/admin/password_reset/", "/admin/password_reset/done/", "/admin/password_reset/confirm/x/y/"]
)
def test_wagtails_password_reset_leads_to_ours(client: Client, home_page: Page, address: str) -> None:
    assert client.get(address)["Location"] == "/accounts/password/reset/"


def test_the_admin_leads_to_the_log_in(client: Client, home_page: Page) -> None:
    response = client.get("/admin/pages/")
    assert response.status_code == 302
    assert response["Location"] == "/accounts/login/?next=/admin/pages/"


@pytest.mark.parametrize("address", ["/django-admin/", "/admin/auth/user/"])
def test_djangos_own_admin_is_not_there(client: Client, admin: User, address: str) -> None:
    client.force_login(admin)
    assert client.get(address).status_code == 404


def test_the_log_in_page_is_ours_and_kept_by_nobody(client: Client, home_page: Page) -> None:
    response = client.get("/accounts/login/")
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert "ETag" not in response
    assert "'unsafe-inline'" not in response["Content-Security-Policy"]
    body = response.content.decode()
    assert 'name="login"' in body
    assert 'name="password"' in body


def test_nobody_signs_up_from_outside(client: Client, home_page: Page) -> None:
    data = {"email": "x@example.org", "username": "x", "password1": PASSWORD, "password2": PASSWORD}
    client.post("/accounts/signup/", data)
    assert not User.objects.filter(username="x").exists()


def test_six_wrong_passwords_lock_the_right_one_out_for_a_while(client: Client, admin: User) -> None:
    for _ in range(6):
        log_in(client, password="wrong")
    assert "_auth_user_id" not in client.session
    log_in(client)
    assert "_auth_user_id" not in client.session


def test_too_many_log_ins_from_one_address_get_a_page_of_ours(client: Client, home_page: Page) -> None:
    statuses = {log_in(client, f"user{number}").status_code for number in range(40)}
    assert 429 in statuses
    assert b"Too many tries" in log_in(client, "one-more").content


def test_a_reset_mail_brings_a_new_password(client: Client, admin: User) -> None:
    client.post("/accounts/password/reset/", {"email": "admin@example.org"})
    (sent,) = mail.outbox
    assert sent.to == ["admin@example.org"]
    address = re.search(r"https?://[^/]+(/accounts/\S+)", sent.body)
    assert address is not None
    [(html, _type)] = sent.alternatives
    assert f'{address[0]}"' in html
    form = client.get(address[1], follow=True)
    data = {"password1": "another long password", "password2": "another long password"}
    client.post(form.request["PATH_INFO"], data)
    admin.refresh_from_db()
    assert admin.check_password("another long password")


def test_a_reset_says_the_same_for_an_unknown_address_and_sends_nothing(client: Client, admin: User) -> None:
    known = client.post("/accounts/password/reset/", {"email": "admin@example.org"}, follow=True)
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@example.org"}, follow=True)
    assert known.request["PATH_INFO"] == unknown.request["PATH_INFO"]
    assert len(mail.outbox) == 1


class TestSecondFactor:
    """With REQUIRE_SECOND_FACTOR, which is on outside the tests."""

    @pytest.fixture(autouse=True)
    def required(self, settings: Any) -> None:
        """Switch it on."""
        settings.REQUIRE_SECOND_FACTOR = True

    @pytest.mark.parametrize("address", ["/admin/", "/admin/pages/", "/admin/api/main/pages/", "/admin/sprite/"])
    def test_the_admin_is_shut_until_one_is_set_up(self, client: Client, admin: User, address: str) -> None:
        log_in(client)
        response = client.get(address)
        assert response.status_code == 302
        assert response["Location"] == "/accounts/2fa/totp/activate/"
        assert any("second factor" in str(message) for message in get_messages(response.wsgi_request))

    def test_nothing_can_be_posted_to_the_admin_before(self, client: Client, admin: User) -> None:
        log_in(client)
        assert client.post("/admin/pages/2/edit/", {"title": "x"}).status_code == 403

    def test_logging_out_is_always_possible(self, client: Client, admin: User) -> None:
        log_in(client)
        client.post("/admin/logout/")
        assert "_auth_user_id" not in client.session

    @pytest.fixture
    def within_one_code(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The half minute of a code does not end between the showing of the code and its check."""
        now = time.time()
        monkeypatch.setattr("allauth.mfa.totp.internal.auth.time", SimpleNamespace(time=lambda: now))

    @pytest.mark.usefixtures("within_one_code")
    def test_setting_one_up_opens_the_admin(self, client: Client, admin: User) -> None:
        log_in(client)
        asked_again = client.get("/accounts/2fa/totp/activate/")
        assert asked_again["Location"].startswith("/accounts/reauthenticate/")
        page = client.post(asked_again["Location"], {"password": PASSWORD}, follow=True)
        assert page.request["PATH_INFO"] == "/accounts/2fa/totp/activate/"
        secret = page.context["form"].secret
        client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
        assert Authenticator.objects.filter(user=admin, type=Authenticator.Type.TOTP).exists()
        assert client.get("/admin/").status_code == 200

    @pytest.mark.usefixtures("within_one_code")
    def test_the_code_is_asked_for_at_the_next_log_in(self, client: Client, admin: User) -> None:
        secret = generate_totp_secret()
        TOTP.activate(admin, secret)
        log_in(client)
        assert "_auth_user_id" not in client.session
        assert client.get("/admin/").status_code == 302
        client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
        assert client.get("/admin/").status_code == 200

    def test_demo_log_ins_need_none_while_the_demo_site_is_loaded(self, client: Client, admin: User) -> None:
        User.objects.filter(pk=admin.pk).update(is_demo=True)
        log_in(client)
        assert client.get("/admin/").status_code == 302
        record(admin)
        assert client.get("/admin/").status_code == 200

    def test_no_other_log_in_is_exempt_from_it_by_the_demo_site(self, client: Client, admin: User) -> None:
        record(admin)
        log_in(client)
        assert client.get("/admin/").status_code == 302


def code_of(secret: str) -> str:
    """What an authenticator app would show now."""
    from allauth.mfa.totp.internal.auth import (  # noqa: PLC0415
        format_hotp_value,
        hotp_value,
        yield_hotp_counters_from_time,
    )

    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/reauthenticate/",
        "/accounts/2fa/",
        "/accounts/2fa/totp/activate/",
        "/accounts/2fa/webauthn/add/",
        "/accounts/logout/",
        "/accounts/password/change/",
    ],
)
def test_pages_of_a_log_in_are_in_our_layout(client: Client, admin: User, address: str) -> None:
    log_in(client)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    body = client.get(address).content.decode()
    assert 'class="account"' in body
    assert body.count("<h1") == 1
    assert "placeholder=" not in body
