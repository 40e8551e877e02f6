"""How editors sign in: allauth, without sign-up."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from foundation.client_address import client_address


class AccountAdapter(DefaultAccountAdapter):
    """Log-ins are made in the admin: nobody signs up from outside."""

    # The same words for both: nobody learns here which addresses have a log-in.
    error_messages = DefaultAccountAdapter.error_messages | dict.fromkeys(
        ("username_password_mismatch", "email_password_mismatch"),
        _("The user name and the password do not belong together. Please check both."),
    )

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that wrong passwords are counted for, behind as many proxies as the operator named."""
        return client_address(request)
