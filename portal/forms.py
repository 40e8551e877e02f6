"""The log-in form in the site's words."""

from typing import Any

from allauth.account.forms import LoginForm
from django.utils.translation import gettext_lazy as _


class LogInForm(LoginForm):
    """User name or e-mail address, and password; labels that stay in view, so no placeholders."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("User name or e-mail address")
        self.fields["login"].error_messages["required"] = _("Please write your user name or e-mail address.")
        self.fields["password"].error_messages["required"] = _("Please write your password.")
        for name in ("login", "password"):
            self.fields[name].widget.attrs.pop("placeholder", None)
