"""Two signed tokens: one that every visitor of a page gets alike, one that goes to a single mailbox."""

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.utils import timezone

PAGE_TOKEN_LIFETIME = timedelta(hours=48)
CONFIRMATION_LIFETIME = timedelta(days=37)  # 30 days until a signature expires, and a week to read why
HOUR = 3600
FRAMED = "framed"


class BadTokenError(Exception):
    """Not one of ours, or damaged."""


class ExpiredTokenError(BadTokenError):
    """Ours, but too old."""


@dataclass(frozen=True)
class PageToken:
    """What the hidden field of a form proves: these words, for this action, were on this page in this hour."""

    action_id: int
    page_id: int
    words: str
    hour: int
    is_framed: bool = False  # the form stood in a frame of another site, and its answer is shown there

    @property
    def has_expired(self) -> bool:
        """Whether the page was made more than 48 hours ago."""
        return timezone.now().timestamp() >= (self.hour + 1) * HOUR + PAGE_TOKEN_LIFETIME.total_seconds()


def make_page_token(action_id: int, page_id: int, words: str, *, is_framed: bool = False) -> str:
    """The token of a page in this hour: the same for all visitors, so that the page stays cacheable."""
    hour = int(timezone.now().timestamp()) // HOUR
    place = f".{FRAMED}" if is_framed else ""
    return signing.Signer(salt="supporters.page").sign(f"{action_id}.{page_id}.{words}.{hour}{place}")


def read_page_token(token: str) -> PageToken:
    """Read a token, however old. Raises BadTokenError."""
    try:
        action_id, page_id, words, hour, *place = signing.Signer(salt="supporters.page").unsign(token).split(".")
        return PageToken(int(action_id), int(page_id), words, int(hour), is_framed=place == [FRAMED])
    except (signing.BadSignature, ValueError) as error:
        raise BadTokenError from error


def make_confirmation_token(signature_id: int) -> str:
    """The token of a confirmation link, without personal data. Goes into the path: mail scanners cut queries."""
    return signing.TimestampSigner(salt="supporters.confirmation", sep=".").sign(signing.b62_encode(signature_id))


def read_confirmation_token(token: str) -> int:
    """The signature's id. Raises ExpiredTokenError or BadTokenError."""
    signer = signing.TimestampSigner(salt="supporters.confirmation", sep=".")
    try:
        return signing.b62_decode(signer.unsign(token, max_age=CONFIRMATION_LIFETIME))
    except signing.SignatureExpired as error:
        raise ExpiredTokenError from error
    except (signing.BadSignature, ValueError) as error:
        raise BadTokenError from error
