"""Groups, the approval workflow and the demo log-ins."""

from collections.abc import Sequence

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from portal.demo.records import record
from portal.settings.environment import kept_secret
from users.models import User

WRITE = ("add_page", "change_page")
PUBLISH = (*WRITE, "publish_page", "lock_page", "unlock_page", "bulk_delete_page")
# Wagtail judges the library by the permissions of its own models, whatever models take their place.
LIBRARY = {
    "wagtailimages": ("add_image", "change_image", "choose_image"),
    "wagtaildocs": ("add_document", "change_document", "choose_document"),
}
TRANSLATE = "submit_translation"
SHARED = ("add_topic", "change_topic", "delete_topic", "change_navigation", "change_organisationsettings")

# Campaigners see how an action goes, and nobody's details in clear.
CAMPAIGN = (
    *("view_action", "change_action", "view_signature"),
    *("view_eventcode", "add_eventcode", "change_eventcode", "view_paperbatch", "add_paperbatch"),
    "change_serviceswitches",  # whoever watches a crowd come must be able to pause
)
ANSWER_FOR_DATA = (
    *("view_action", "view_signature", "view_outboxmail", "change_outboxmail"),
    *("view_consentstatement", "view_retentionrun"),
    *("reveal_signaturedetails", "export_signaturedetails", "erase_signaturedetails", "judge_signature"),
    *("view_invalidation", "add_invalidation", "view_eventcode", "view_paperbatch", "delete_paperbatch"),
    "view_supporter",  # opens no list: lets them read in the history who looked for a person, or erased one
)


def permissions(*codenames: str) -> list[Permission]:
    """Permissions by code name. Raises LookupError for one that does not exist, so that a typing error shows."""
    found = list(Permission.objects.filter(codename__in=codenames))
    if missing := set(codenames) - {permission.codename for permission in found}:
        raise LookupError(f"No such permission: {', '.join(sorted(missing))}")
    return found


def group(name: str, *codenames: str) -> Group:
    """A group that may enter the admin and do what is named. Made or brought up to date."""
    made, _created = Group.objects.get_or_create(name=name)
    made.permissions.add(Permission.objects.get(codename="access_admin"), *permissions(*codenames))
    return made


def may(made: Group, page: Page, *codenames: str) -> None:
    """Let a group do something on a page and all below it."""
    for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=codenames):
        GroupPagePermission.objects.get_or_create(group=made, page=page, permission=permission)


def may_use_library(made: Group) -> None:
    """Let a group add, change and choose pictures and documents."""
    everything = Collection.get_first_root_node()
    for app_label, codenames in LIBRARY.items():
        for permission in Permission.objects.filter(content_type__app_label=app_label, codename__in=codenames):
            GroupCollectionPermission.objects.get_or_create(group=made, collection=everything, permission=permission)


def make_groups(homes: Sequence[Page], campaigns: Page) -> dict[str, Group]:
    """The four roles: who writes, who publishes, who campaigns, who answers for personal data.

    The first two do so in every language, each of which has a home page.
    """
    editors, publishers = group("Editors", TRANSLATE), group("Publishers", TRANSLATE, *SHARED)
    campaigners, data_officers = group("Campaigners", *CAMPAIGN), group("Data officers", *ANSWER_FOR_DATA)
    for home in homes:
        may(editors, home, *WRITE)
        may(publishers, home, *PUBLISH)
    may(campaigners, campaigns, *PUBLISH)
    for made in (editors, publishers, campaigners):
        may_use_library(made)
    return {
        "editor": editors,
        "publisher": publishers,
        "campaigner": campaigners,
        "data-officer": data_officers,
    }


def make_workflow(home: Page, publishers: Group) -> None:
    """What an editor submits, a publisher approves."""
    task, _created = GroupApprovalTask.objects.get_or_create(name="Approval by a publisher")
    task.groups.set([publishers])
    workflow, _created = Workflow.objects.get_or_create(name="Second pair of eyes")
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task.task_ptr)
    WorkflowPage.objects.update_or_create(page=home, defaults={"workflow": workflow})


def demo_password() -> str:
    """The password of the demo log-ins: DEMO_PASSWORD, else one made once and kept beside the other secrets."""
    return settings.DEMO_PASSWORD or kept_secret(settings.DATA_DIR, "DEMO_PASSWORD", embedded=True, size=12)


def make_logins(groups: dict[str, Group]) -> None:
    """The demo log-ins: one for each role. One that exists is left as it is."""
    password = demo_password()
    for username in ("admin", *groups):
        user, created = User.objects.get_or_create(
            username=username,
            defaults={"email": f"{username}@example.org", "is_superuser": username == "admin", "is_demo": True},
        )
        if not created:
            continue
        user.set_password(password)
        user.save()
        if username in groups:
            user.groups.add(groups[username])
        record(user)
