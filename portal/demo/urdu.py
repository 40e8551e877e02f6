"""The front page in Urdu: the report's summary and its findings, and nothing that the source document does not say.

Our own translation, made for the demo site, and marked as that. Numerals are the Western ones: so the Unicode locale
data has Urdu as written in Pakistan, and so the figures stay those that the English page gives.
"""

from wagtail.models import Locale, Page

from foundation.languages import attributes
from home.models import HomePage
from portal.demo.builder import page_below, publish
from portal.demo.streams import Block, heading, items, linked, notice, page_link, stream, text
from publications.models import ReportPage

LANGUAGE = "ur"
ORGANISATION = "لیبر مسلم نیٹ ورک"
TITLE = "اسلاموفوبیا اور مسلمانوں کا تجربہ"
SUMMARY = "لیبر پارٹی میں تعصب کے بارے میں مسلم ارکان اور حامیوں کا ایک سروے، جو نومبر 2020 میں شائع ہوا۔"
FINDINGS = [
    # printed as, unit, stars inked, sentence
    ("نصف", "", 50, "جواب دہندگان کو بھروسا نہیں تھا کہ پارٹی کی قیادت اسلاموفوبیا سے نمٹے گی۔"),
    ("29", "%", 29, "جواب دہندگان نے پارٹی میں براہِ راست اسلاموفوبیا کا سامنا کیا تھا۔"),
    ("56", "%", 56, "جواب دہندگان یہ نہیں سمجھتے تھے کہ شیڈو کابینہ مسلم برادری کی مؤثر نمائندگی کرتی ہے۔"),
]
HIERARCHY = (
    "جواب دہندگان نے یہ بھی بتایا کہ انہیں پارٹی میں نسل پرستی کی ایک درجہ بندی محسوس ہوتی تھی، جس میں نسل پرستی کی "
    "دوسری صورتوں پر زیادہ توجہ دی جاتی تھی۔"
)


def english(words: str) -> str:
    """English words within an Urdu paragraph, kept apart from the direction around them."""
    return f"<span{attributes('en')}>{words}</span>"


def findings() -> Block:
    """The three figures side by side."""
    figures = [
        {"number": number, "unit": unit, "sentence": sentence, "inked": inked, "source": ""}
        for number, unit, inked, sentence in FINDINGS
    ]
    return {"type": "figures_row", "value": {"heading": "", "figures": items(*figures)}}


def body(report: ReportPage) -> str:
    """Whose translation it is, the findings, and the way to the English page."""
    return stream(
        notice(
            "یہ ہمارا ترجمہ ہے",
            "یہ ترجمہ اس نمائشی سائٹ کے لیے کیا گیا ہے اور لیبر مسلم نیٹ ورک کا اپنا ترجمہ نہیں۔ یہ صفحہ رپورٹ کا خلاصہ "
            "ہے، خود رپورٹ نہیں۔",
        ),
        heading("رپورٹ کے نتائج"),
        findings(),
        text(HIERARCHY),
        heading("رپورٹ کے بارے میں"),
        text(
            f"یہ رپورٹ لیبر مسلم نیٹ ورک ({english('Labour Muslim Network')}) نے نومبر 2020 میں شائع کی۔ اس کا انگریزی "
            f"عنوان {english(report.title)} ہے۔",
            linked(report.pk, "انگریزی میں خلاصہ اور اعداد پڑھیں"),
        ),
    )


def make_urdu_home(home: HomePage, report: ReportPage) -> HomePage:
    """The translation of the front page, published at `/ur/`; an editor's own, where there is one already."""
    locale = Locale.objects.get(language_code=LANGUAGE)
    existing: HomePage | None = home.get_translation_or_none(locale)
    if existing is not None:
        return existing
    urdu, _made = page_below(
        Page.objects.get(depth=1),
        HomePage(
            title=ORGANISATION,
            slug=f"{home.slug}-{LANGUAGE}",
            seo_title=f"{TITLE}: اردو خلاصہ",
            summary=SUMMARY,
            hero_title=TITLE,
            hero_lede=SUMMARY,
            hero_actions=stream(page_link(report.pk, "انگریزی میں پڑھیں")),
            body=body(report),
            is_sample=True,
            locale=locale,
            translation_key=home.translation_key,
        ),
    )
    publish(urdu)
    return urdu
