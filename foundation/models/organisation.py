"""Who the site speaks for: identity, imprint, brand. One row for each site, edited in Settings."""

from hashlib import sha256

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
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
from foundation.colour_sheet import colour_sheet
from foundation.colours import HEX
from foundation.fields import BodyField, ColourField
from foundation.legibility import fault
from foundation.logos import check_logo
from foundation.models.media import LibraryImage
from foundation.palette import Brand, Palette, derive
from foundation.panels import BrandPreviewPanel

DEFAULT = Brand()


class Accent(models.TextChoices):
    """The accents that a campaign may take in place of the organisation's own. The value is the class of its pages."""

    SECOND = "accent-2", _("Second accent")
    THIRD = "accent-3", _("Third accent")


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
        LibraryImage,
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_(
            "Takes the place of the name at the head of each page, on the cover of a PDF and in the picture for "
            "shared links. A PNG or WebP file with a transparent ground, at least 128 pixels high, in colours for a "
            "light ground: on dark screens it stands on a piece of the paper."
        ),
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

    promoter_name = models.CharField(_("promoter’s name"), max_length=120, blank=True)
    promoter_address = models.CharField(
        _("promoter’s postal address"), max_length=240, blank=True, help_text=_("A PO box will do.")
    )
    on_behalf_of = models.CharField(_("on behalf of"), max_length=120, blank=True)

    paper = ColourField(
        _("paper"), default=DEFAULT.paper, help_text=_("The ground of every page. Lighter than the ink.")
    )
    ink = ColourField(
        _("ink"),
        default=DEFAULT.ink,
        help_text=_("Text and lines, and the ground of the dark version. Its contrast on the paper is 7 to 1 or more."),
    )
    accent = ColourField(
        _("accent"), default=DEFAULT.accent, help_text=_("The one loud colour: buttons, the band, links, stars.")
    )
    accent_2 = ColourField(
        _("second accent"),
        blank=True,
        default="",
        db_default="",
        help_text=_("Optional. A campaign may take it in place of the accent."),
    )
    accent_3 = ColourField(
        _("third accent"),
        blank=True,
        default="",
        db_default="",
        help_text=_("Optional. A campaign may take it in place of the accent."),
    )
    show_sample_flags = models.BooleanField(
        _("show the sample flag"), default=True, help_text=_("Marks pages whose content is invented.")
    )

    identity_panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("abbreviation"), FieldPanel("formed"), FieldPanel("location")]),
        FieldPanel("strapline"),
        FieldPanel("purpose"),
        FieldPanel("parent_organisation"),
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
            [
                FieldRowPanel([FieldPanel("paper"), FieldPanel("ink"), FieldPanel("accent")]),
                FieldRowPanel([FieldPanel("accent_2"), FieldPanel("accent_3")]),
            ],
            heading=_("Colours"),
            help_text=_(
                "Every other colour of the site is made from these, light and dark, so that everything stays "
                "legible: an accent that is too weak for text is made darker where it is text."
            ),
        ),
        FieldPanel("logo"),
        BrandPreviewPanel(heading=_("Preview")),
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
        problem = fault(self.brand) if self.has_whole_brand else None
        if problem is not None:
            raise ValidationError({problem.field: problem.reason})
        if self.logo is not None and self.has_whole_brand and self._has_new_look():
            try:
                check_logo(self.logo, self.paper)
            except ValidationError as unfit:
                raise ValidationError({"logo": unfit}) from unfit
        self._check_imprint()

    def _check_imprint(self) -> None:
        """Raise ValidationError at the fields that an imprint still needs."""
        needed = ("promoter_name", "promoter_address")
        empty = [field for field in needed if not getattr(self, field)]
        if empty and (len(empty) < len(needed) or self.on_behalf_of):
            reason = _("An imprint needs the promoter’s name and postal address.")
            raise ValidationError(dict.fromkeys(empty, reason))

    def _has_new_look(self) -> bool:
        """Whether logo or paper are others than those stored: a file lost since must not keep an editor from the imprint."""
        stored = type(self).objects.filter(pk=self.pk).values_list("logo", "paper").first()
        return stored != (self.logo_id, self.paper)

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
    def brand(self) -> Brand:
        """The three colours."""
        return Brand(self.paper, self.ink, self.accent)

    @property
    def has_whole_brand(self) -> bool:
        """Whether all three are colours: a form may hold others until its fields are checked."""
        return all(HEX.fullmatch(colour) for colour in (self.paper, self.ink, self.accent))

    @property
    def palette(self) -> Palette:
        """Every colour of the site, derived from the three."""
        return derive(self.brand)

    @property
    def more_accents(self) -> dict[str, str]:
        """The further accents by the class of the pages that ask for them. One that is no colour is left out."""
        accents: dict[str, str] = {Accent.SECOND.value: self.accent_2, Accent.THIRD.value: self.accent_3}
        return {name: colour for name, colour in accents.items() if HEX.fullmatch(colour)}

    def palette_for(self, accent: str) -> Palette:
        """The palette of a page that takes one of the further accents; the organisation's own if that is not set."""
        return derive(Brand(self.paper, self.ink, self.more_accents.get(accent, self.accent)))

    @property
    def has_brand(self) -> bool:
        """Whether the style sheet's own colours are not the organisation's, or not all of them."""
        return self.brand != DEFAULT or bool(self.more_accents)

    @property
    def colour_sheet(self) -> str:
        """The palette as a style sheet."""
        return colour_sheet(self.brand, self.more_accents)

    @property
    def brand_key(self) -> str:
        """Another one for another sheet: a browser that has kept the old one asks anew."""
        return sha256(self.colour_sheet.encode()).hexdigest()[:12]
