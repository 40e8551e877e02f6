"""Where a request comes from, believing only as many proxies as the operator named."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The sender's address. With n trusted proxies, the n-th entry from the right of X-Forwarded-For.

    Falls back to the connection's own address where the header is missing or too short. Empty where there is none.
    """
    direct = str(request.META.get("REMOTE_ADDR", ""))
    count = settings.TRUSTED_PROXY_COUNT
    forwarded = [entry.strip() for entry in request.headers.get("X-Forwarded-For", "").split(",") if entry.strip()]
    return forwarded[-count] if count and len(forwarded) >= count else direct


def is_loopback(request: HttpRequest) -> bool:
    """Whether the request comes from this machine itself and not through a proxy on it that nobody told us about."""
    if not settings.TRUSTED_PROXY_COUNT and ("X-Forwarded-For" in request.headers or "Forwarded" in request.headers):
        return False
    try:
        return ip_address(client_address(request)).is_loopback
    except ValueError:
        return False
