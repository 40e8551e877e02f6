"""On the first page of the admin: what the law asks for and is not so. Nothing where all is well."""

from typing import Any

from django.utils.translation import gettext as _
from laces.components import Component
from wagtail.models import Site

from foundation.models import OrganisationSettings
from supporters.models import Action
from supporters.retention.runs import overdue


def lacks_imprint() -> bool:
    """Whether an action is open while a site has no imprint (Elections Act 2022, part 6). Two queries and one a site."""
    if not Action.objects.filter(state=Action.State.OPEN).exists():
        return False
    return any(not OrganisationSettings.for_site(site).imprint for site in Site.objects.all())


def broken_duties() -> list[str]:
    """One sentence for each; empty when all is well."""
    problems = overdue().words
    if lacks_imprint():
        problems.append(_("A petition is open and the imprint is empty: fill it in under Settings, Organisation."))
    return problems


class DutiesPanel(Component):
    """For those who may see what is erased at night."""

    name = "duties"
    order = 50
    template_name = "supporters/admin/duties_panel.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """What is not as it should be."""
        request = (parent_context or {}).get("request")
        may_see = request is not None and request.user.has_perm("supporters.view_retentionrun")
        return {"problems": broken_duties() if may_see else []}
