"""What is switched off at the moment, on the first page of the admin, for everybody who may see actions."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from laces.components import Component

from supporters.crowds.strain import Strain, current_strain
from supporters.crowds.switches import NAMES, kept_switches
from supporters.models import ServiceSwitches


class StrainPanel(Component):
    """Mail that is behind, a site that is slow, what somebody switched off. Nothing where all is on."""

    name = "strain"
    order = 40
    template_name = "supporters/admin/strain_panel.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """A sentence for each. One query."""
        request = (parent_context or {}).get("request")
        if request is None or not request.user.has_perm("supporters.view_action"):
            return {"sentences": []}
        may_switch = request.user.has_perm("supporters.change_serviceswitches")
        url = reverse("wagtailsettings:edit", args=["supporters", "serviceswitches"]) if may_switch else ""
        return {"sentences": sentences(current_strain(), kept_switches()), "settings_url": url}


def sentences(strain: Strain, switches: ServiceSwitches) -> list[str]:
    """What waits, and why, in words."""
    found = []
    if strain.mail.is_strained:
        minutes = max(1, round(strain.mail.value / 60))
        behind = ngettext("Mail is %(minutes)s minute behind.", "Mail is %(minutes)s minutes behind.", minutes)
        what = _("Reminders wait, and the page after signing says that mail is slow.")
        found.append(f"{behind % {'minutes': minutes}} {what if switches.is_automatic else ''}".strip())
    if strain.site.is_strained:
        slow = _("The slowest pages take %(seconds)s seconds.") % {"seconds": f"{strain.site.value / 1000:.1f}"}
        what = _("Areas, history, exports and invalidations wait.")
        found.append(f"{slow} {what if switches.is_automatic else ''}".strip())
    off = [ServiceSwitches._meta.get_field(name).verbose_name for name in sorted(NAMES) if not getattr(switches, name)]
    if off:
        found.append(_("Switched off by hand: %(names)s.") % {"names": ", ".join(map(str, off))})
    return found
