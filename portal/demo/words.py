"""The words of the demo site. Those about real people and the real organisation say what the customer's source
document says and no more; everything else is a sample and flagged on its page."""

NAME = "Labour Muslim Network"
STRAPLINE = "A campaign group, and the largest Muslim group of Labour members and supporters."
PURPOSE = (
    "We promote Muslim engagement and representation in the Labour Party, provide political training and "
    "development, and lead political campaigns."
)

HISTORY = [
    # date in words, date to sort by, what happened in a few words, the rest
    ("September 2016", "2016-09-01", "The LabourMuslims Twitter feed starts", ""),
    ("Mid-2017", "2017-07-01", "The website opens", ""),
    (
        "11 December 2017",
        "2017-12-11",
        "Official launch at the House of Commons",
        "Ali Milani chairs. Jeremy Corbyn, then party leader, attends, with the MPs Andy Slaughter, Wes Streeting, Dawn "
        "Butler, Rupa Huq and Afzal Khan. Muslim politicians and activists present include Khalid Mahmood, England’s "
        "first Muslim MP, local councillors and grass-roots activists.",
    ),
    (
        "November 2020",
        "2020-11-01",
        "“Islamophobia and the Muslim Experience” is published",
        "The report comes two weeks after the Equality and Human Rights Commission’s report on antisemitism in the "
        "Labour Party.",
    ),
]

TOPICS = [
    ("islamophobia", "Islamophobia", "Prejudice against Muslims, and what is done about it."),
    ("representation", "Representation", "Who speaks for Muslim members and voters, and where."),
    ("local-government", "Local government", "Councils and councillors."),
    ("training", "Political training", "Learning to stand, to campaign and to lead."),
]

PARLIAMENTARY, EXECUTIVE = "Parliamentary", "National executive"
LEADERSHIP = [
    # name, slug, group, role, summary
    ("Afzal Khan", "afzal-khan", PARLIAMENTARY, "Parliamentary chair", "Labour MP."),
    ("Ibrahim Abdille", "ibrahim-abdille", EXECUTIVE, "National executive member", ""),
    ("Samayya Afzal", "samayya-afzal", EXECUTIVE, "National executive member", ""),
    ("Mahamid Ahmed", "mahamid-ahmed", EXECUTIVE, "National executive member", ""),
    ("Mohamed Bux", "mohamed-bux", EXECUTIVE, "National executive member", ""),
    (
        "Huda Elmi",
        "huda-elmi",
        EXECUTIVE,
        "National executive member",
        "CLP representative on the National Executive Committee of the Labour Party.",
    ),
    (
        "Ali Milani",
        "ali-milani",
        EXECUTIVE,
        "National executive member",
        "Former Parliamentary candidate. Chaired the launch at the House of Commons in December 2017.",
    ),
    ("Fatima Said", "fatima-said", EXECUTIVE, "National executive member", ""),
]

REPORT_SUMMARY = (
    "A survey of Muslim members and supporters about prejudice in the Labour Party, published in November 2020."
)
REPORT_NOTE = (
    "This page is our summary of the report. It gives the findings as they were reported; it is not the report itself."
)
FINDINGS = [
    # value, printed as, statement
    (50, "Half", "of respondents did not trust the party leadership to address Islamophobia."),
    (29, "29%", "of respondents had directly experienced Islamophobia in the party."),
    (
        56,
        "56%",
        "of respondents did not believe that the Shadow Cabinet represented the Muslim community effectively.",
    ),
]
HIERARCHY = (
    "Respondents also reported feeling a hierarchy of racism in the party, where other forms of racism were given "
    "more attention."
)

CAMPAIGN_SUMMARY = (
    "Half of respondents to our 2020 report did not trust the party leadership to address Islamophobia. "
    "This sample petition asks for action."
)
TARGET = "the leadership of the Labour Party"
EVENT_SUMMARY = "A sample training day for members who think of standing for their council."

COUNCILLORS = "The Muslim Councillor Network brings the party’s Muslim local representatives together."

SAMPLE_PROMOTER, SAMPLE_ADDRESS = "Sample Promoter", "1 Example Street, Exampleton"
