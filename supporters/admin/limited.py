"""What every list of this room in the admin has: few permissions, no copies, nobody's details in clear."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from supporters.models import (
    Action,
    ConsentStatement,
    EventCode,
    Invalidation,
    OutboxMail,
    PaperBatch,
    RetentionRun,
    Signature,
)
from supporters.permissions import LimitedPermissionPolicy

# What may be done at all; each still needs the permission. Nothing of this is deleted by hand but a
# batch of paper that was entered wrongly: it names nobody, and the history keeps it.
ALLOWED = {
    Action: ("add", "change", "view"),
    Signature: ("view",),
    ConsentStatement: ("add", "view"),
    OutboxMail: ("view",),
    EventCode: ("add", "change", "view"),
    Invalidation: ("add", "view"),
    PaperBatch: ("add", "delete", "view"),
    RetentionRun: ("view",),
}
for model, actions in ALLOWED.items():
    register_permission_policy(model, LimitedPermissionPolicy(model, *actions))


class MomentColumn(Column):
    """A day or a moment, written out: what lies ahead has no “5 minutes ago”."""

    def get_value(self, instance: Any) -> str:
        """`2 June 2026` or `2 June 2026, 10:00`, by the clock of whoever reads it."""
        value = super().get_value(instance)
        if isinstance(value, datetime):
            return date_format(timezone.localtime(value), "j F Y, H:i")
        return date_format(value, "j F Y") if value else ""


class LimitedHistoryView(HistoryView):
    """Whoever may see a record may see what was done with it."""

    any_permission_required = ["add", "change", "delete", "view"]

    def get_edit_url(self, instance: Any) -> str | None:
        """Nowhere, for those who may not change it; Wagtail would lead everybody."""
        url: str | None = super().get_edit_url(instance)
        return url if self.user_has_permission("change") else None

    @cached_property
    def header_buttons(self) -> list[Any]:
        """The way to changing it, where that leads somewhere."""
        buttons: list[Any] = super().header_buttons
        return buttons if self.user_has_permission("change") else []


class LimitedViewSet(ModelViewSet):
    """A list of records with an outside history: few permissions, no copies, no entries in the reference index."""

    add_to_reference_index = False
    copy_view_enabled = False
    history_view_class = LimitedHistoryView

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        """Only the permissions that do something here can be given to a group."""
        names = [f"{action}_{self.model_name}" for action in ALLOWED[self.model]]
        return Permission.objects.filter(content_type=ContentType.objects.get_for_model(self.model), codename__in=names)
