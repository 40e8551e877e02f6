"""How a survey was made: what a reader needs to judge its figures."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel


class SurveyDetails(models.Model):
    """One survey of one report, as the British Polling Council asks to disclose it. What is not known stays empty."""

    class Mode(models.TextChoices):
        """How people were asked."""

        ONLINE = "online", _("online")
        PHONE = "phone", _("by telephone")
        FACE_TO_FACE = "face", _("face to face")
        POSTAL = "postal", _("by post")
        MIXED = "mixed", _("in several ways")

    report = ParentalKey("publications.ReportPage", on_delete=models.CASCADE, related_name="surveys")
    population = models.CharField(
        _("population"), max_length=300, blank=True, help_text=_("Who could have been asked.")
    )
    mode = models.CharField(_("mode"), max_length=10, choices=Mode.choices, blank=True)
    sampling_method = models.CharField(_("sampling"), max_length=300, blank=True, help_text=_("How people were found."))
    sample_size = models.PositiveIntegerField(
        _("sample size"), null=True, blank=True, validators=[MinValueValidator(1)], help_text=_("Who answered.")
    )
    fieldwork_start = models.DateField(_("fieldwork from"), null=True, blank=True)
    fieldwork_end = models.DateField(_("fieldwork to"), null=True, blank=True)
    weighting = models.CharField(_("weighting"), max_length=300, blank=True)
    response_rate = models.DecimalField(
        _("response rate"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("In per cent."),
    )
    margin_of_error = models.DecimalField(
        _("margin of error"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.1")), MaxValueValidator(50)],
        help_text=_("In percentage points, as the source states it. Left empty, it is computed where a base is known."),
    )
    is_random_sample = models.BooleanField(
        _("a random sample"),
        default=False,
        help_text=_("Only then is a margin of error computed: a survey that people choose to answer has none."),
    )
    is_self_selected = models.BooleanField(
        _("people chose to answer"),
        default=False,
        db_default=False,
        help_text=_("An open survey: then findings say that they have no margin of error."),
    )
    commissioner = models.CharField(_("who asked for it"), max_length=200, blank=True)
    fieldwork_provider = models.CharField(_("who did the fieldwork"), max_length=200, blank=True)
    funding = models.CharField(_("who paid"), max_length=200, blank=True)
    questions = models.TextField(_("questions"), max_length=6000, blank=True, help_text=_("As asked, one to a line."))

    panels = [
        FieldPanel("population"),
        FieldRowPanel([FieldPanel("mode"), FieldPanel("sampling_method")]),
        FieldRowPanel([FieldPanel("sample_size"), FieldPanel("response_rate")]),
        FieldRowPanel([FieldPanel("fieldwork_start"), FieldPanel("fieldwork_end")]),
        FieldPanel("weighting"),
        FieldRowPanel([FieldPanel("is_random_sample"), FieldPanel("is_self_selected"), FieldPanel("margin_of_error")]),
        FieldRowPanel([FieldPanel("commissioner"), FieldPanel("fieldwork_provider")]),
        FieldPanel("funding"),
        FieldPanel("questions"),
    ]

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(fieldwork_start__isnull=True)
                | models.Q(fieldwork_end__isnull=True)
                | models.Q(fieldwork_end__gte=models.F("fieldwork_start")),
                name="fieldwork_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=models.Q(sample_size__isnull=True) | models.Q(sample_size__gte=1),
                name="a_sample_is_not_empty",
            ),
            models.CheckConstraint(
                condition=~models.Q(is_random_sample=True, is_self_selected=True),
                name="who_chooses_to_answer_is_no_random_sample",
            ),
        ]

    def __str__(self) -> str:
        return self.population or str(_("Survey"))

    def clean(self) -> None:
        """Fieldwork ends on or after the day on which it began; who chooses to answer is no random sample."""
        super().clean()
        if self.is_random_sample and self.is_self_selected:
            raise ValidationError(
                {
                    "is_self_selected": _(
                        "A survey that people choose to answer is no random sample. Tick one of the two."
                    )
                }
            )
        if self.is_self_selected and self.margin_of_error is not None:
            raise ValidationError(
                {"margin_of_error": _("A survey that people choose to answer has no margin of error.")}
            )
        if self.fieldwork_start and self.fieldwork_end and self.fieldwork_end < self.fieldwork_start:
            raise ValidationError({"fieldwork_end": _("Fieldwork ended before it began.")})
