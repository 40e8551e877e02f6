"""Every public address of the contract (shared/contract.md) that this issue builds, and those of the demo site."""

REPORT = "/publications/islamophobia-and-the-muslim-experience/"
CORRECTED = "/publications/sample-training-survey-2026/"
CAMPAIGN = "/campaigns/act-on-islamophobia/"
LANDING = f"{CAMPAIGN}sign/"
EVENT = "/events/stand-for-council/"

# One of each page type first, then the rest.
PAGES = [
    "/",
    "/about/",
    "/about/history/",
    "/publications/",
    REPORT,
    f"{REPORT}trust/",
    f"{REPORT}full/",
    f"{REPORT}findings/",
    f"{REPORT}data/",
    f"{REPORT}v1/",
    f"{REPORT}cite/",
    CORRECTED,
    f"{CORRECTED}before/",
    f"{CORRECTED}v1/",
    "/publications/series/sample-training-survey/",
    "/campaigns/",
    CAMPAIGN,
    LANDING,
    f"{LANDING}thanks/",
    f"{LANDING}count/",
    "/people/",
    "/people/afzal-khan/",
    "/councillors/",
    "/events/",
    EVENT,
    "/search/",
    "/search/?q=islamophobia",
    "/search/?q=nothing-like-this-anywhere",
    "/privacy/",
    "/accessibility/",
    "/contact/",
    "/my/",
    "/my/sent/",
    "/ur/",
    "/publications/?topic=islamophobia&sort=title",
]
# Of other states, or not to be cached.
MORE_PAGES = [
    f"{LANDING}embed/",
    f"{LANDING}embed/thanks/",
    "/publications/?topic=no-such-topic",
    "/accounts/login/",
    "/accounts/password/reset/",
]
FEEDS = [
    "/feeds/all.atom",
    "/feeds/publications.atom",
    "/feeds/campaigns.atom",
    "/feeds/events.atom",
]
FILES = [
    f"{REPORT}latest.pdf",
    f"{REPORT}cite.bib",
    f"{REPORT}v1/cite.json",
    f"{REPORT[:-1]}.md",
    "/llms.txt",
    f"{LANDING}count/history.csv",
    "/events/stand-for-council.ics",
    "/events/feed.ics",
    "/search/suggest/?q=isl",
    *FEEDS,
    "/sitemap.xml",
    "/robots.txt",
    "/.well-known/security.txt",
    "/manifest.webmanifest",
    "/api/v2/pages/",
    "/api/v2/documents/",
    "/api/v2/images/",
]
UNCACHED = ["/healthz/live", "/healthz/ready"]
# One of each page type, and the pages that are not of the tree.
TYPES = [
    *("/", "/ur/", "/about/", "/about/history/", "/publications/", REPORT, "/campaigns/", CAMPAIGN, LANDING),
    *(f"{LANDING}thanks/", "/people/", "/people/afzal-khan/", "/events/", EVENT, "/search/?q=the", "/nowhere/"),
    "/accounts/login/",
]
