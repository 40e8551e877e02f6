"""The admin in the organisation's colours, and the way from there to the second factor."""

from django import forms
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.account import BaseSettingsPanel


@hooks.register("insert_global_admin_css")
def admin_brand() -> SafeString:
    """The organisation's ink and accent, and its wordmark in the sidebar."""
    sheets = (static("portal/css/admin.css"), reverse("admin_brand"))
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', ((sheet,) for sheet in sheets))


@hooks.register("register_help_menu_item")
def style_guide() -> MenuItem:
    """The style guide, under Help."""
    return MenuItem(_("Style guide"), reverse("styleguide:guide"), name="style-guide", icon_name="view", order=900)


class SecondFactorPanel(BaseSettingsPanel):
    """Leads from “Account” to the pages where a second factor is set up or changed."""

    name = "second_factor"
    title = _("Second factor")
    order = 310
    template_name = "portal/second_factor_panel.html"

    def get_form(self) -> forms.Form:
        """Nothing to fill in here."""
        return forms.Form()


hooks.register("register_account_settings_panel", SecondFactorPanel)
