"""Who may do what in the admin with records that have an outside history."""

from typing import Any

from django.core.exceptions import PermissionDenied
from wagtail.permission_policies import ModelPermissionPolicy


class LimitedPermissionPolicy(ModelPermissionPolicy):
    """Django's permissions, but only for the actions that make sense for the model; not even a superuser has others."""

    def __init__(self, model: Any, *allowed: str) -> None:
        super().__init__(model)
        self.allowed = frozenset(allowed)

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether the action exists for this model and the user may take it."""
        return action in self.allowed and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """The same for several actions."""
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """The same for one row."""
        return self.user_has_permission(user, action)

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Any) -> bool:
        """The same for one row and several actions."""
        return self.user_has_any_permission(user, actions)


def require_permission(user: Any, permission: str) -> None:
    """Raise PermissionDenied for somebody without it (`supporters.reveal_signaturedetails`)."""
    if not user.has_perm(permission):
        raise PermissionDenied
