"""Mail in the admin: whether it goes out, never to whom."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from supporters.admin.limited import LimitedViewSet
from supporters.models import OutboxMail


class OutboxViewSet(LimitedViewSet):
    """Mail on its way: whether it goes out, never to whom."""

    model = OutboxMail
    icon = "mail"
    menu_label = _("Outbox")
    form_fields = ("state",)
    list_filter = ("state", "kind")
    list_display = (
        "pk",
        Column("kind", label=_("Kind"), accessor="get_kind_display"),
        Column("state", label=_("State"), accessor="get_state_display"),
        "attempts",
        "created_at",
        "sent_at",
        "last_error",
    )
