"""A report that may not be published is refused in words, wherever in the admin somebody tried."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.html import conditional_escape
from django.utils.translation import gettext as _
from wagtail.admin import messages

from publications.republishing import PublishingRefusedError

ADMIN_PREFIX = "/admin/"


class RefusedPublishingMiddleware:
    """Leads back to the report with the reasons: from approving in a workflow, publishing a whole list and the like.

    The form of the report itself says them beside its fields (publications.forms).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Nothing was published: the exception undid the whole attempt."""
        if not isinstance(exception, PublishingRefusedError) or not request.path.startswith(ADMIN_PREFIX):
            return None
        messages.error(request, _("The report was not published."))
        for problems in exception.message_dict.values():
            for problem in problems:
                messages.error(request, conditional_escape(problem))
        return redirect("wagtailadmin_pages:edit", exception.report_id)
