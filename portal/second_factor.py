"""The second factor of those who log in: required for the admin, set up at the first log-in."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from portal.demo.records import is_loaded
from portal.errors import error_response, wants_json

GUARDED_PREFIX = "/admin/"
# Leaving must always be possible.
OPEN_ADDRESSES = frozenset({"/admin/logout/"})


def lacks_second_factor(request: HttpRequest) -> bool:
    """Whether this log-in may not enter the admin yet. Demo log-ins may while the demo site is loaded."""
    user = request.user
    if not settings.REQUIRE_SECOND_FACTOR or not user.is_authenticated:
        return False
    if user.is_demo and is_loaded():
        return False
    return not is_mfa_enabled(user)


class SecondFactorMiddleware:
    """Leads everyone who has no second factor to set one up before anything of the admin answers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        is_guarded = request.path.startswith(GUARDED_PREFIX) and request.path not in OPEN_ADDRESSES
        if not is_guarded or not lacks_second_factor(request):
            return self.get_response(request)
        if request.method not in ("GET", "HEAD") or wants_json(request):
            return error_response(request, 403)
        messages.info(request, _("Set up a second factor first: this site asks for one from everyone who logs in."))
        return redirect("mfa_activate_totp")
