"""The page of a report."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import get_text_list
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import CommentPanel, FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.search import index

from foundation.blocks import keep_anchors_apart
from foundation.dates import DatePrecision, date_in_iso, date_in_words
from foundation.fields import BodyField
from foundation.models import BasePage
from publications.blocks import ChaptersBlock, ReportStoryBlock
from publications.chapters import reading_minutes
from publications.forms import ReportForm
from publications.identifiers import validate_doi, validate_isbn
from publications.metadata import report_data
from publications.models.corrections import Correction
from publications.models.findings import KeyFigure, number_findings
from publications.models.releases import Release
from publications.models.series import SERIES_ADDRESS, Series
from publications.models.versions import Version
from publications.panels import DesignedFilesPanel, FilesPanel, ReleasePanel
from publications.permissions import ReportPermissionTester
from publications.querysets import ReportManager
from publications.reading import reading_context
from publications.routes.all_of_them import ReportRoutes
from publications.series import PlaceInSeries, place_in_series
from publications.tables import ReportTable, tables_of


class ReportPage(ReportRoutes, BasePage):
    """A report: what it says, what it found, and the files that carry it.

    Whoever publishes it freezes a `Version` (publications.freezing); its files hang on the version.
    """

    parent_page_types = ["publications.PublicationIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    base_form_class = ReportForm

    kind = _("Report")
    schema_type = "Report"

    class Type(models.TextChoices):
        """What readers filter the library by."""

        REPORT = "report", _("Report")
        BRIEFING = "briefing", _("Briefing")
        SURVEY = "survey", _("Survey")
        RESPONSE = "response", _("Consultation response")
        GUIDE = "guide", _("Guide")

    class Language(models.TextChoices):
        """The language of the text (BCP 47): it goes into the page and the PDF."""

        ENGLISH = "en-GB", "English"
        URDU = "ur", "اردو"
        ARABIC = "ar", "العربية"
        BENGALI = "bn", "বাংলা"

        @classmethod
        def of_locale(cls, code: str) -> str | None:
            """The choice for pages of a locale: en-GB for en. None where reports are not written in it."""
            return next((choice for choice in cls.values if choice.partition("-")[0] == code.partition("-")[0]), None)

    subtitle = models.CharField(
        _("subtitle"),
        max_length=240,
        blank=True,
        help_text=_("One sentence below the title. Left empty, the summary is shown."),
    )
    abstract = models.TextField(
        _("abstract"), blank=True, max_length=3000, help_text=_("What was done and what came out, in one paragraph.")
    )
    about_this_page = models.TextField(
        _("about this page"),
        blank=True,
        max_length=600,
        help_text=_("Printed before the text, here and in the PDF: for example that this is our summary."),
    )
    report_type = models.CharField(_("type"), max_length=20, choices=Type.choices, default=Type.REPORT)
    language = models.CharField(
        _("language"),
        max_length=10,
        choices=Language.choices,
        default=Language.ENGLISH,
        help_text=_("The language that the report is written in. Screen readers and the PDF follow it."),
    )
    licence = models.CharField(
        _("licence"), max_length=120, blank=True, help_text=_("Such as CC BY 4.0. Left empty, none is claimed.")
    )
    published_on = models.DateField(
        _("publication date"),
        default=timezone.localdate,
        help_text=_("When the report first came out, here or elsewhere."),
    )
    published_precision = models.CharField(
        _("known to"),
        max_length=5,
        choices=DatePrecision.choices,
        default=DatePrecision.DAY,
        help_text=_("Only this much of the date is printed: choose the month for “November 2020”."),
    )
    series = models.ForeignKey(
        Series, verbose_name=_("series"), null=True, blank=True, on_delete=models.SET_NULL, related_name="editions"
    )
    edition = models.CharField(
        _("edition"), max_length=40, blank=True, default="", db_default="", help_text=_("Such as 2026, or Spring 2026.")
    )
    reference = models.CharField(
        _("reference"),
        max_length=40,
        blank=True,
        default="",
        db_default="",
        help_text=_("The organisation's own number for it."),
    )
    doi = models.CharField(
        _("DOI"),
        max_length=120,
        blank=True,
        default="",
        db_default="",
        validators=[validate_doi],
        help_text=_("As 10.1234/abcd."),
    )
    isbn = models.CharField(_("ISBN"), max_length=17, blank=True, default="", db_default="", validators=[validate_isbn])
    change_note = models.CharField(
        _("what changed"),
        max_length=300,
        blank=True,
        default="",
        db_default="",
        help_text=_("One sentence for readers. Needed from the second publication on."),
    )
    # Kept at every save, so that the library counts without reading texts.
    has_data = models.BooleanField(_("has figures or tables"), default=False, db_default=False, editable=False)
    # As the withdrawal says, for lists: publications.withdrawals keeps it, and no revision changes it.
    is_withdrawn = models.BooleanField(default=False, db_default=False, editable=False)
    body = BodyField(ReportStoryBlock(), blank=True, verbose_name=_("text of the first page"))
    chapters = BodyField(ChaptersBlock(), blank=True, verbose_name=_("chapters"), default=list, db_default="[]")

    objects = ReportManager()

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("subtitle"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("report_type"), FieldPanel("language")]),
                FieldRowPanel([FieldPanel("published_on"), FieldPanel("published_precision")]),
                FieldPanel("licence"),
                FieldRowPanel([FieldPanel("series"), FieldPanel("edition")]),
                FieldRowPanel([FieldPanel("reference"), FieldPanel("doi"), FieldPanel("isbn")]),
            ],
            heading=_("Facts"),
        ),
        InlinePanel("authors", heading=_("Authors"), label=_("author")),
        FieldPanel("abstract"),
        FieldPanel("about_this_page"),
        InlinePanel("findings", heading=_("Findings"), label=_("finding")),
        FieldPanel("body"),
        FieldPanel("chapters"),
        InlinePanel("surveys", heading=_("How it was asked"), label=_("survey"), max_num=3),
        FieldPanel("change_note"),
        DesignedFilesPanel(heading=_("Designed files")),
        ReleasePanel(heading=_("Release")),
        FilesPanel(heading=_("Versions and files")),
    ]
    # Without Wagtail's go-live and expiry dates: a release publishes a report (docs/decisions/0008).
    settings_panels = [CommentPanel()]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("subtitle"),
        index.SearchField("abstract"),
        index.SearchField("body"),
        index.SearchField("chapters"),
        index.RelatedFields("findings", [index.SearchField("statement"), index.SearchField("printed")]),
        index.FilterField("published_on"),
        index.FilterField("report_type"),
    ]

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        # The order of the library's list, and all that it counts by: neither touches the rows with their texts.
        indexes = [
            models.Index(fields=["published_on"], name="the_order_of_the_library"),
            models.Index(fields=["series", "report_type", "published_on", "has_data"], name="what_the_library_counts"),
        ]

    def clean(self) -> None:
        """Number the findings that are new; headings of the whole report, which stands on one page too, differ.

        Raises ValidationError for the address below which the series of the library lie.
        """
        super().clean()
        if self.slug == SERIES_ADDRESS:
            raise ValidationError({"slug": _("The series of the library have this address. Choose another.")})
        self.has_data = bool(tables_of(self))
        number_findings(list(self.findings.all()), self.highest_published_finding)
        chapters = [child.value for child in self.chapters]
        slugs = [chapter["slug"] for chapter in chapters]
        keep_anchors_apart(self.body, *[chapter["body"] for chapter in chapters], used=slugs)

    @property
    def highest_published_finding(self) -> int:
        """The highest number that any published version gave to a finding. One query where there may be one."""
        if self.pk is None:
            return 0
        frozen = Version.objects.filter(report_id=self.pk).values_list("content_json__findings", flat=True)
        return max((finding.get("number") or 0 for findings in frozen for finding in findings or []), default=0)

    @property
    def text_language(self) -> str:
        """The language of the text by the code that pages have: en for en-GB."""
        return self.language.partition("-")[0]

    @property
    def published_words(self) -> str:
        """The publication date as exact as it is known: "November 2020"."""
        return date_in_words(self.published_on, self.published_precision)

    @property
    def published_iso(self) -> str:
        """The same for programs: "2020-11"."""
        return date_in_iso(self.published_on, self.published_precision)

    @property
    def date_text(self) -> str:
        """What cards print beside the title."""
        return self.published_words

    @property
    def author_names(self) -> str:
        """The authors in one line: "A, B and C"; empty when none is named."""
        return get_text_list([author.name for author in self.listed_authors], _now("and"))

    @cached_property
    def listed_authors(self) -> list[Any]:
        """The authors in the editors' order, with their profiles. Two queries."""
        return list(self.authors.select_related("person"))

    @cached_property
    def listed_findings(self) -> list[Any]:
        """The findings in the editors' order. One query."""
        return list(self.findings.all())

    @cached_property
    def tables(self) -> list[ReportTable]:
        """Its figures and tables in reading order. No query; a page asks for them in several places."""
        return tables_of(self)

    @cached_property
    def newest_version(self) -> Version | None:
        """The version that the public reads; None before the first publish. Two queries, files included."""
        if self.pk is None:
            return None
        return self.versions.public().light().prefetch_related("files").order_by("-number").first()

    @cached_property
    def place_in_series(self) -> PlaceInSeries | None:
        """Where it stands among the editions that are out; None for one without a series. One query."""
        return place_in_series(self)

    @cached_property
    def reading_address(self) -> str:
        """Where its chapters and the other ways to read it lie: below its own address, or a version's (`v1/`)."""
        return self.url or ""

    @property
    def is_under_embargo(self) -> bool:
        """Whether a release is still to come. One query."""
        ahead = (Release.State.PLANNED, Release.State.APPROVED)
        return self.pk is not None and self.releases.filter(state__in=ahead).exists()

    @cached_property
    def listed_corrections(self) -> list[Correction]:
        """The corrections that the version in hand carries, the latest first. One query, none before the first version."""
        return list(Correction.objects.until(self.newest_version)) if self.newest_version is not None else []

    def publish(self, *args: Any, **kwargs: Any) -> None:
        """Publish and freeze in one transaction: what readers read and the version that keeps it never differ."""
        with transaction.atomic():
            super().publish(*args, **kwargs)

    def permissions_for_user(self, user: Any) -> ReportPermissionTester:
        """What a user may do: while a release is ahead, publishing is the release's."""
        return ReportPermissionTester(user, self)

    @property
    def key_figures(self) -> list[KeyFigure]:
        """The findings for another page: the home page, a campaign. Each leads to its place here."""
        address, surveys = self.url or "", list(self.surveys.all())
        return [finding.key_figure(report_url=address, surveys=surveys) for finding in self.listed_findings]

    @property
    def counted_finding(self) -> Any:
        """The finding that the star field of the title draws: the first that is a true percentage, else the
        first share, else None."""
        shares = [finding for finding in self.listed_findings if finding.share is not None]
        return next((finding for finding in shares if finding.printed.endswith("%")), shares[0] if shares else None)

    @cached_property
    def reading_minutes(self) -> int:
        """How long the text takes to read, at least one minute."""
        findings = [finding.sentence for finding in self.listed_findings]
        return reading_minutes(self.abstract, findings, self.body, self.chapters)

    def structured_data(self, request: HttpRequest) -> dict[str, Any]:
        """The report for schema.org (publications.metadata)."""
        return {**super().structured_data(request), **report_data(self, request)}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the page shows beside its own fields: facts, findings, contents, downloads."""
        return {**super().get_context(request, *args, **kwargs), **reading_context(self)}
