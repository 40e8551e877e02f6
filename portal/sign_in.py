"""How editors sign in: allauth, without sign-up."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Log-ins are made in the admin: nobody signs up from outside."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False
