"""Who the site speaks for: identity, imprint, brand. One row for each site, edited in Settings."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    MultiFieldPanel,
    ObjectList,
    PageChooserPanel,
    TabbedInterface,
)
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Page

from foundation.blocks.links import LinkBlock
from foundation.colours import HEX, MINIMUM_TEXT_CONTRAST, contrast
from foundation.fields import BodyField
from foundation.models.media import LibraryImage

PAPER, INK, ACCENT = "#f6eee4", "#161b2b", "#b8102b"
is_hex_colour = RegexValidator(HEX, _("Write the colour as # and six digits, such as #b8102b."))


@register_setting(icon="group", order=1)
class OrganisationSettings(BaseSiteSetting):
    """The organisation behind the site."""

    name = models.CharField(_("name"), max_length=120, default="Your organisation")
    abbreviation = models.CharField(_("abbreviation"), max_length=20, blank=True)
    strapline = models.CharField(_("strapline"), max_length=160, blank=True, help_text=_("One line beside the name."))
    purpose = models.TextField(_("purpose"), max_length=400, blank=True)
    formed = models.PositiveSmallIntegerField(
        _("year formed"), null=True, blank=True, validators=[MinValueValidator(1000), MaxValueValidator(2100)]
    )
    location = models.CharField(_("location"), max_length=120, blank=True)
    parent_organisation = models.CharField(_("parent organisation"), max_length=120, blank=True)
    logo = models.ForeignKey(
        LibraryImage, verbose_name=_("logo"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    security_email = models.EmailField(
        _("security e-mail"), blank=True, help_text=_("Where people report a weakness. Printed in security.txt.")
    )
    privacy_page = models.ForeignKey(
        Page,
        verbose_name=_("privacy page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Linked from every form that asks for personal data."),
    )
    social_links = BodyField([("link", LinkBlock())], blank=True, verbose_name=_("social links"), max_num=8)

    promoter_name = models.CharField(_("promoter's name"), max_length=120, blank=True)
    promoter_address = models.CharField(
        _("promoter's postal address"), max_length=240, blank=True, help_text=_("A PO box will do.")
    )
    on_behalf_of = models.CharField(_("on behalf of"), max_length=120, blank=True)

    paper = models.CharField(_("paper"), max_length=7, default=PAPER, validators=[is_hex_colour])
    ink = models.CharField(_("ink"), max_length=7, default=INK, validators=[is_hex_colour])
    accent = models.CharField(_("accent"), max_length=7, default=ACCENT, validators=[is_hex_colour])
    show_sample_flags = models.BooleanField(
        _("show the sample flag"), default=True, help_text=_("Marks pages whose content is invented.")
    )

    identity_panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("abbreviation"), FieldPanel("formed"), FieldPanel("location")]),
        FieldPanel("strapline"),
        FieldPanel("purpose"),
        FieldPanel("parent_organisation"),
        FieldPanel("logo"),
        FieldRowPanel([FieldPanel("contact_email"), FieldPanel("security_email")]),
        PageChooserPanel("privacy_page"),
        FieldPanel("social_links"),
        FieldPanel("show_sample_flags"),
    ]
    imprint_panels = [
        HelpPanel(
            content=_(
                "Election law asks for the name and postal address of the promoter on political material. "
                "The imprint is printed on every page, mail, PDF and share image."
            )
        ),
        FieldPanel("promoter_name"),
        FieldPanel("promoter_address"),
        FieldPanel("on_behalf_of"),
    ]
    brand_panels = [
        MultiFieldPanel(
            [FieldPanel("paper"), FieldPanel("ink"), FieldPanel("accent")],
            heading=_("Colours"),
            help_text=_("Three colours; every other one is derived from them."),
        ),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(identity_panels, heading=_("Identity")),
            ObjectList(imprint_panels, heading=_("Imprint")),
            ObjectList(brand_panels, heading=_("Brand")),
        ]
    )

    class Meta:
        verbose_name = _("organisation")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """A palette that people could not read is refused; an imprint is whole or absent."""
        super().clean()
        if contrast(self.paper, self.ink) < 2 * MINIMUM_TEXT_CONTRAST:
            raise ValidationError({"ink": _("Ink on paper needs a contrast of at least 9 to 1. Choose a darker ink.")})
        if contrast(self.paper, self.accent) < MINIMUM_TEXT_CONTRAST:
            raise ValidationError(
                {"accent": _("The accent on paper needs a contrast of at least 4.5 to 1. Choose a darker accent.")}
            )
        if bool(self.promoter_name) != bool(self.promoter_address):
            raise ValidationError({"promoter_address": _("An imprint needs the promoter's name and postal address.")})

    @property
    def imprint(self) -> str:
        """The one sentence of the imprint (Elections Act 2022, part 6); empty until it is filled in."""
        parts = {"promoter": self.promoter_name, "address": self.promoter_address, "behalf": self.on_behalf_of}
        if not self.promoter_name:
            return ""
        if self.on_behalf_of:
            return _("Promoted by %(promoter)s, on behalf of %(behalf)s, both of %(address)s.") % parts
        return _("Promoted by %(promoter)s of %(address)s.") % parts

    @property
    def has_brand(self) -> bool:
        """Whether the colours differ from the style sheet's own."""
        return (self.paper, self.ink, self.accent) != (PAPER, INK, ACCENT)
