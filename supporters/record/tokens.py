"""The tokens of my record. None holds personal data: a number, signed.

One opens a record for an hour; one stops mail and never runs out, for the mail that carries it may be read years later;
one says that a form came from a page of ours, and is the same for every visitor.
"""

from datetime import timedelta

from django.core import signing
from django.utils import timezone

from supporters.tokens import HOUR, PAGE_TOKEN_LIFETIME, BadTokenError, ExpiredTokenError

RECORD_LIFETIME = timedelta(hours=1)


def _record_signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt="supporters.record", sep=".")


def _unsubscribe_signer() -> signing.Signer:
    return signing.Signer(salt="supporters.unsubscribe", sep=".")


def _form_signer() -> signing.Signer:
    return signing.Signer(salt="supporters.record-form")


def make_record_token(supporter_id: int) -> str:
    """The token of a link to somebody's record."""
    return _record_signer().sign(signing.b62_encode(supporter_id))


def read_record_token(token: str) -> int:
    """The supporter's id. Raises ExpiredTokenError after an hour, and BadTokenError."""
    try:
        return signing.b62_decode(_record_signer().unsign(token, max_age=RECORD_LIFETIME))
    except signing.SignatureExpired as error:
        raise ExpiredTokenError from error
    except (signing.BadSignature, ValueError) as error:
        raise BadTokenError from error


def make_unsubscribe_token(supporter_id: int) -> str:
    """The token of a link that stops mail."""
    return _unsubscribe_signer().sign(signing.b62_encode(supporter_id))


def read_unsubscribe_token(token: str) -> int:
    """The supporter's id, however old the token is. Raises BadTokenError."""
    try:
        return signing.b62_decode(_unsubscribe_signer().unsign(token))
    except (signing.BadSignature, ValueError) as error:
        raise BadTokenError from error


def make_form_token() -> str:
    """The hidden field of the form that asks for a record: the same for everybody in this hour."""
    return _form_signer().sign(str(int(timezone.now().timestamp()) // HOUR))


def check_form_token(token: str) -> None:
    """Raises BadTokenError for what is not ours, ExpiredTokenError for a page that is over two days old."""
    try:
        hour = int(_form_signer().unsign(token))
    except (signing.BadSignature, ValueError) as error:
        raise BadTokenError from error
    if timezone.now().timestamp() >= (hour + 1) * HOUR + PAGE_TOKEN_LIFETIME.total_seconds():
        raise ExpiredTokenError
