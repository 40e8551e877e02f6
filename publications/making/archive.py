"""Everything in one archive, with a text that says what is what, and checksums."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from foundation.models import OrganisationSettings
from publications.making.made import MadeFile, address_of, day_of, moment_of, site_of, stem_of
from publications.making.workbook import quotation
from publications.making.zipping import zipped
from publications.models import ReportFile, ReportPage, Version

# What is packed already and only gets longer.
PACKED = {ReportFile.Format.PDF, ReportFile.Format.EPUB, ReportFile.Format.XLSX, ReportFile.Format.PNG}


def make_archive(version: Version) -> MadeFile:
    """The files that the version has now, made and designed, in one folder. Made when all the others are there."""
    report = version.frozen_report()
    files = list(
        version.files.exclude(role__in=[ReportFile.Role.ALL, ReportFile.Role.ASSET]).order_by("role", "format", "name")
    )
    organisation = OrganisationSettings.for_site(site_of(report))
    with override(report.language.partition("-")[0]):
        readme = readme_of(version, report, files, organisation)
    folder = stem_of(version)
    sums = "".join(f"{file.sha256}  {file.name}\n" for file in files)
    entries = [(f"{folder}/README.txt", readme.encode()), (f"{folder}/SHA256SUMS", sums.encode())]
    for file in files:
        with file.file.open("rb") as stored:
            entries.append((f"{folder}/{file.name}", stored.read()))
    unpacked = frozenset(f"{folder}/{file.name}" for file in files if file.format in PACKED)
    return MadeFile(
        name=f"{folder}.zip",
        media_type="application/zip",
        data=zipped(entries, moment_of(version), stored=unpacked),
        language=report.language,
    )


def readme_of(version: Version, report: ReportPage, files: list[ReportFile], organisation: OrganisationSettings) -> str:
    """What this is, how to cite it, what each file is, in plain text with the line ends that every system shows."""
    facts = [
        (_("Published by"), organisation.name),
        (_("Authors"), report.author_names),
        (_("Published"), report.published_words),
        (_("Version"), f"{version.number}, {day_of(version)}"),
        (_("Licence"), report.licence),
        (_("On the web"), address_of(version)),
        (_("How to quote"), quotation(version, report)),
    ]
    lines = [report.title, "=" * len(report.title), ""]
    if report.is_sample:
        lines += [_("Sample content: nothing in here is true of anybody."), ""]
    if report.about_this_page:
        lines += [report.about_this_page, ""]
    lines += [f"{label}: {words}" for label, words in facts if words]
    lines += ["", _("Files"), "-----"]
    lines += [file_line(file) for file in files]
    lines += ["", _("SHA256SUMS holds a checksum of each file. To check them: sha256sum -c SHA256SUMS"), ""]
    if organisation.imprint:
        lines += [organisation.imprint, ""]
    return "\r\n".join(lines)


def file_line(file: ReportFile) -> str:
    """The name of a file and what it is."""
    parts = [str(file.get_format_display()), str(file.get_role_display())]
    if file.origin == ReportFile.Origin.DESIGNED:
        parts.append(str(file.get_origin_display()))
    if file.pages:
        parts.append(ngettext("%(count)d page", "%(count)d pages", file.pages) % {"count": file.pages})
    return f"{file.name}: {', '.join(parts)}"
