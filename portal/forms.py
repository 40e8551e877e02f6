"""The forms of the log-in pages in the site's words."""

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.utils.translation import gettext_lazy as _

from supporters.forms import EMAIL_WORDS

# What is said of a field that was left empty.
REQUIRED = {
    "login": _("Please write your user name or e-mail address."),
    "password": _("Please write your password."),
    "oldpassword": _("Please write your password of now."),
    "password1": _("Please write a new password."),
    "password2": _("Please write the new password once more."),
    "email": _("Please write your e-mail address."),
    "code": _("Please write the code."),
}


class PlainForm:
    """Labels stay in view, so no placeholders; what is missing is named."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]  # the form class that follows has it
            field.widget.attrs.pop("placeholder", None)
            if name in REQUIRED:
                field.error_messages["required"] = REQUIRED[name]


class LogInForm(PlainForm, LoginForm):
    """User name or e-mail address, and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("User name or e-mail address")


class StillYouForm(PlainForm, ReauthenticateForm):
    """The password again, before something that matters."""


class PasswordForm(PlainForm, ChangePasswordForm):
    """The password of now, and twice the new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Current password")
        name_new_passwords(self)


class ForgottenForm(PlainForm, ResetPasswordForm):
    """The e-mail address to which a link goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")
        self.fields["email"].error_messages["invalid"] = EMAIL_WORDS


class NewPasswordForm(PlainForm, ResetPasswordKeyForm):
    """Twice the new password, after the link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_new_passwords(self)


class CodeForm(PlainForm, AuthenticateForm):
    """The second factor: a code of the app, or a recovery code."""


class FirstCodeForm(PlainForm, ActivateTOTPForm):
    """The first code of an app, to set it up."""


def name_new_passwords(form: Any) -> None:
    """The labels of the two fields."""
    form.fields["password1"].label = _("New password")
    form.fields["password2"].label = _("New password, once more")
