"""Mail providers: large ones by name, all others as one."""

import pytest

from supporters.mailing.providers import DOMAINS, OTHER, PROVIDER_OF_DOMAIN, provider_of
from supporters.models import OutboxMail, Signature


@pytest.mark.parametrize(
    ("email", "provider"),
    [
        ("amina@gmail.com", "gmail"),
        ("amina@GoogleMail.com ", "gmail"),
        ("amina@hotmail.co.uk", "outlook"),
        ("amina@btinternet.com", "bt"),
        ("amina@me.com", "icloud"),
        ("amina@example.org", OTHER),
        ("amina@gmail.com.example.org", OTHER),
        ("no address", OTHER),
        ("", OTHER),
    ],
)
def test_an_address_belongs_to_a_large_provider_or_to_the_others(email: str, provider: str) -> None:
    assert provider_of(email) == provider


def test_no_domain_belongs_to_two_providers() -> None:
    assert len(PROVIDER_OF_DOMAIN) == sum(len(domains.split()) for domains in DOMAINS.values())


@pytest.mark.parametrize("model", [Signature, OutboxMail])
def test_every_name_fits_where_it_is_kept(model: type[Signature] | type[OutboxMail]) -> None:
    longest = model._meta.get_field("provider").max_length
    assert longest is not None
    assert all(len(name) <= longest for name in [*DOMAINS, OTHER])
