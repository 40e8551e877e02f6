"""The ordinary pages of the demo site: about, history, councillors, privacy, accessibility, contact."""

from portal.demo import words
from portal.demo.streams import heading, linked, listed, notice, page_cards, quote, stream, text, timeline


def about(history_id: int, people_id: int, councillors_id: int) -> str:
    """Who the organisation is, from the source document."""
    return stream(
        text(
            "The Labour Muslim Network (LMN) is a British campaign group. It was formed in 2016 and is the largest "
            "Muslim group of Labour members and supporters.",
            "Its purpose is to promote Muslim engagement and representation in the Labour Party. It provides political "
            "training and development, and leads political campaigns.",
        ),
        quote(
            "An inclusive organisation which seeks to support British Muslims’ engagement in the political process and "
            "with the Labour Party, based on shared values of social justice and equality",
            "Our aim, as stated at the launch",
            "House of Commons, 11 December 2017",
        ),
        heading("What we do"),
        listed(
            f"<b>{linked(councillors_id, 'Muslim Councillor Network')}</b>: brings the party’s Muslim local "
            "representatives together.",
            "<b>Political training and development</b> for members.",
            "<b>Political campaigns</b>.",
        ),
        heading("Who leads"),
        text(f"A Parliamentary chair and a national executive: see {linked(people_id, 'our people')}."),
        heading("How we began"),
        text(
            f"A Twitter feed in 2016, a website in 2017, a launch at the House of Commons: see {linked(history_id, 'our history')}."
        ),
        notice(
            "A different group",
            "British Muslim Friends of Labour is a separate organisation.",
        ),
    )


def history(report_id: int) -> str:
    """The timeline, each date as exact as the source."""
    return stream(
        heading("From a Twitter feed to a report"),
        timeline(words.HISTORY),
        page_cards("The report", report_id),
    )


def councillors(event_id: int) -> str:
    """The councillor network, in the one sentence that the source has."""
    return stream(
        notice(
            "To come",
            "A directory of councillors, with a map, will stand here once councillors have agreed to be listed.",
        ),
        page_cards("Training", event_id),
    )


def privacy() -> str:
    """How the portal treats people's data: what the code does, in plain words. The figures write themselves."""
    return stream(
        text(
            "Signing a petition here shows a political opinion and may suggest a religion. The law calls that special "
            "category data. So we ask for little, keep it apart, and delete it on a date that the form tells you.",
        ),
        heading("When you only read"),
        listed(
            "We set no cookies on public pages and load nothing from other companies: no trackers, no fonts, no videos "
            "before you press play.",
            "The address of your device is not kept in our access log. We count visits to a petition from that log, and "
            "never who came.",
        ),
        heading("When you sign"),
        listed(
            "We ask for your name, e-mail address and postcode. They are encrypted in our database.",
            "We do so because you agree to it: you tick a box whose words name who receives the list. Under the law that "
            "is your explicit consent (UK GDPR, articles 6(1)(a) and 9(2)(a)). You may take it back.",
            "Your signature counts once you confirm your e-mail address. If somebody else typed your address, the mail "
            "has a button that says so.",
            "Your name and postcode go to the person or body that the petition names, and to nobody else.",
            "We write to you about campaigns only if you ticked the box. Confirming a signature is not such a tick. Every "
            "such mail has a link that stops them.",
            "A program looks for signatures that do not seem genuine. A person decides about them.",
            "We keep the exact words that you agreed to, with the date, so that you can hold us to them.",
        ),
        heading("How long we keep it"),
        {"type": "kept_data", "value": None},
        text(
            "Copies of the database that we make in case of a breakdown are kept a little longer than the database, and "
            "read only then. What was deleted in the meantime is deleted again at once."
        ),
        heading("Your rights"),
        text(
            'Ask for a link to <a href="/my/">your record</a>. There you see what we hold about you and what you agreed to, '
            "and can correct it, withdraw a signature, take back a consent, download all of it, and have it erased.",
            "You can also write to contact@example.org. If you are not content with our answer, you may complain to the "
            "Information Commissioner’s Office.",
        ),
        heading("Children"),
        text("You must be 16 or over to sign. We do not ask for your date of birth."),
    )


def accessibility() -> str:
    """The accessibility statement: what is tested and what is not."""
    return stream(
        text(
            "We want everybody to be able to use this site: on an old phone, with a keyboard, with a screen reader, with "
            "large text, with scripts switched off."
        ),
        heading("How far we are"),
        text(
            "We aim at the Web Content Accessibility Guidelines 2.2, level AA. We believe that the site meets them, but for "
            "what is listed below."
        ),
        heading("How it is tested"),
        text(
            "Each time the site changes, programs open every type of page, in light and dark, on a phone and on a wide "
            "screen. They look for known faults (axe, and the W3C’s validator), walk through the pages with the keyboard "
            "alone, double the size of the text, and compare pictures. Programs find less than half of what can be wrong. "
            "Nobody from outside has audited the site, and we have tried it in one browser, Chromium."
        ),
        heading("What to expect"),
        listed(
            "Every page works without scripts, signing included.",
            "Text can be enlarged to 200% and pages zoomed to 400%.",
            "The site follows your device: dark colours, more contrast, less movement, your own colours.",
            "Reports can be read as web pages. Their PDFs are tagged for screen readers.",
            "Patterns are decoration and are skipped by screen readers. Where stars count, the number is in the text.",
        ),
        heading("What does not work yet"),
        listed(
            "Videos from other companies have the captions that their makers gave them, or none.",
            "No user of a screen reader has tried the site yet.",
        ),
        heading("Tell us"),
        text(
            "If something stops you, or you need a report in another form, write to "
            '<a href="mailto:contact@example.org">contact@example.org</a> and say which page. If you are not content with '
            "our answer, the Equality Advisory and Support Service can help."
        ),
        text("Written on 22 November 2026."),
    )


def contact() -> str:
    """Sample contact details: the source has none."""
    return stream(
        text(
            'Write to <a href="mailto:contact@example.org">contact@example.org</a>.',
            f"By post: {words.SAMPLE_PROMOTER}, {words.SAMPLE_ADDRESS}.",
        ),
        heading("If you found a weakness in this site"),
        text('Please tell <a href="mailto:security@example.org">security@example.org</a> before you tell others.'),
    )
