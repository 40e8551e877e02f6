"""Recognising a network for a day without keeping its address."""

import hashlib
import hmac
import ipaddress

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from foundation.client_address import client_address


def network_key(request: HttpRequest) -> str:
    """HMAC of the visitor's network and today's date; empty where no address is known.

    A network is an IPv4 address or the first 64 bits of an IPv6 one, of which a household gets at least as many.
    """
    try:
        address = ipaddress.ip_address(client_address(request))
    except ValueError:
        return ""
    address = getattr(address, "ipv4_mapped", None) or address  # else all of IPv4 would be one network of IPv6
    prefix = 64 if address.version == 6 else 32
    network = ipaddress.ip_network((address, prefix), strict=False)
    message = f"network {timezone.now():%Y-%m-%d} {network}"
    return hmac.new(settings.PERSON_KEY_SECRET.encode(), message.encode(), hashlib.sha256).hexdigest()
