"""The words of consent in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from supporters.admin.limited import LimitedViewSet
from supporters.models import ConsentStatement


class ConsentStatementViewSet(LimitedViewSet):
    """The words people agree to. A change is a new version: old ones stay, for what was signed under them."""

    model = ConsentStatement
    icon = "openquote"
    form_fields = ("purpose", "wording")
    list_filter = ("purpose",)
    list_display = (
        Column("purpose", label=_("Purpose"), accessor="get_purpose_display"),
        "version",
        "wording",
        "created_at",
    )
