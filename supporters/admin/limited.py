"""What every list of this room in the admin has: few permissions, no copies, nobody's details in clear."""

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
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


class LimitedViewSet(ModelViewSet):
    """A list of records with an outside history: few permissions, no copies, no entries in the reference index."""

    add_to_reference_index = False
    copy_view_enabled = False

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        """Only the permissions that do something here can be given to a group."""
        names = [f"{action}_{self.model_name}" for action in ALLOWED[self.model]]
        return Permission.objects.filter(content_type=ContentType.objects.get_for_model(self.model), codename__in=names)
