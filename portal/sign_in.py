"""How editors sign in: allauth, without sign-up."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from foundation.client_address import client_address


class AccountAdapter(DefaultAccountAdapter):
    """Log-ins are made in the admin: nobody signs up from outside."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that wrong passwords are counted for, behind as many proxies as the operator named."""
        return client_address(request)
