"""A petition, a form that signs it, and a mail server to deliver to."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.http import QueryDict
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, Site

from foundation.models import OrganisationSettings
from supporters.actions import open_petition
from supporters.forms import SignForm
from supporters.models import Action, Signature
from supporters.signing import sign
from tests.supporters.mail_server import MailServer
from users.models import User

# What a browser sends with every request; without it a signature is held.
BROWSER = {"User-Agent": "Mozilla/5.0 (sample)", "Accept-Language": "en-GB"}
ANSWERS = {
    "name": "Amina Khan",
    "email": "amina@example.org",
    "postcode": "le2 1aa",
    "signing": "on",
}


@pytest.fixture
def client() -> Client:
    """In place of pytest-django's: a browser."""
    return Client(headers=BROWSER)


@pytest.fixture
def organisation(db: None) -> OrganisationSettings:
    """The organisation whose petition it is, with an imprint."""
    settings = OrganisationSettings.for_site(Site.objects.get(is_default_site=True))
    settings.name = "Example Network"
    settings.promoter_name, settings.promoter_address = "A. Promoter", "PO Box 1, Leicester"
    settings.save()
    return settings


@pytest.fixture
def petition(db: None) -> Action:
    """An open petition that closes in 30 days."""
    return open_petition(
        title="Act now",
        demand="We ask the council to act.",
        target="the leader of the council",
        goal=100,
        milestones=[2, (50, "We ask for a meeting.")],
        closes_at=timezone.now() + timedelta(days=30),
    )


@pytest.fixture
def fill_in(petition: Action, organisation: OrganisationSettings, root_page: Page) -> Callable[..., SignForm]:
    """Fill in the form; named answers replace the usual ones."""

    def fill(**answers: str) -> SignForm:
        data = QueryDict(mutable=True)
        data.update({**ANSWERS, **answers})
        return SignForm(data, action=petition, page=root_page, organisation=organisation)

    return fill


@pytest.fixture
def sign_as(fill_in: Callable[..., SignForm]) -> Callable[..., Signature]:
    """Sign the petition with the usual answers, or others."""

    def act(**answers: str) -> Signature:
        form = fill_in(**answers)
        assert form.is_valid(), form.errors
        return sign(form, where="/sign/")

    return act


@pytest.fixture
def landing_page(home_page: Page, petition: Action, organisation: OrganisationSettings) -> Any:
    """A live page that shows the petition's form. Made without a revision, which would take half of a test's time."""
    from campaigns.models import CampaignPage, LandingPage  # noqa: PLC0415  (models need the apps to be loaded)

    campaign = home_page.add_child(instance=CampaignPage(title="Campaign", slug="campaign", demand="Act now."))
    page = campaign.add_child(instance=LandingPage(title="Act now", slug="sign", action=petition))
    return LandingPage.objects.get(pk=page.pk)


@pytest.fixture
def answers(landing_page: Any, client: Client) -> dict[str, str]:
    """The usual answers with the hidden fields of the page as a visitor gets it."""
    page = client.get(landing_page.url).content.decode()
    return {**ANSWERS, "website": "", "source": "", "token": hidden(page, "token")}


def post(client: Client, action: Action, data: dict[str, str], **headers: str) -> Any:
    """The form as a browser sends it from the page, or with other headers."""
    return client.post(f"/act/{action.pk}/", data, headers={"Sec-Fetch-Site": "same-origin"} | headers)


def hidden(html: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', html)
    assert found, f"no hidden field {name}"
    return unescape(found.group(1))


@pytest.fixture
def mail_server(settings: Any) -> Iterator[MailServer]:
    """A real SMTP server on the loopback, to which the outbox delivers."""
    server = MailServer()
    server.start()
    settings.DELIVERY = {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": server.port,
    }
    yield server
    server.stop()


@pytest.fixture
def may(db: None) -> Callable[..., User]:
    """Make somebody who may enter the admin and has these permissions of this room."""

    def make(*codenames: str) -> User:
        user = User.objects.create_user(f"someone{User.objects.count()}", "someone@example.org", "pw")
        user.user_permissions.add(
            Permission.objects.get(codename="access_admin"),
            *Permission.objects.filter(codename__in=codenames, content_type__app_label="supporters"),
        )
        return user

    return make
