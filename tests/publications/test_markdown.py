"""HTML of a page as Markdown: structure kept, nothing of an editor's words taken for markup."""

import pytest

from publications.markdown import escaped, markdown_of

BASE = "https://portal.example.org/publications/trust/"


def markdown(html: str, demotion: int = 0) -> str:
    """The paragraphs in one."""
    return "\n\n".join(markdown_of(html, BASE, demotion)[0])


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h2 id=x>A <b>title</b></h2>", "## A **title**"),
        ("<p>One</p><p>two</p>", "One\n\ntwo"),
        ("<p><b> bold </b>and <i>it</i></p>", "**bold** and *it*"),
        (
            '<p><a href="../about/ (x)">About</a></p>',
            "[About](https://portal.example.org/publications/about/%20%28x%29)",
        ),
        ("<p>One<br>- two</p>", "One\\\n\\- two"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "- a\n\n   - b"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n\n2. b"),
        ("<blockquote><p>Said</p></blockquote>", "> Said"),
        ("<p>m<sup>2</sup></p>", "m<sup>2</sup>"),
        ('<p><img src="/m/a.webp" alt="A chart"></p>', "![A chart](https://portal.example.org/m/a.webp)"),
        ('<p><img src="/m/a.webp" alt="">Text</p>', "Text"),
        ("<details><summary>More</summary><p>in</p></details>", "**More**\n\nin"),
    ],
)
def test_what_is_marked_up_is_marked_up(html: str, expected: str) -> None:
    assert markdown(html) == expected


def test_a_table_has_a_head_and_its_bars_are_escaped() -> None:
    html = (
        "<figure><figcaption>Trust</figcaption><table><thead><tr><td></td><th>A|B</th></tr></thead>"
        "<tbody><tr><th>Yes</th><td>29%</td></tr><tr><th>No</th></tr></tbody></table></figure>"
    )
    assert markdown(html) == "Trust\n\n|  | A\\|B |\n| --- | --- |\n| Yes | 29% |\n| No |  |"


@pytest.mark.parametrize(
    "words", ["# no heading", "1. no list", "- no list", "*no* _emphasis_", "[no](link)", "`no` <b>", "a | b"]
)
def test_words_are_not_taken_for_markup(words: str) -> None:
    printed = markdown(f"<p>{words.replace('<', '&lt;')}</p>")
    assert printed != words
    assert printed.replace("\\", "") == words
    assert escaped("&amp;") == "\\&amp;"


def test_footnotes_become_footnotes() -> None:
    html = (
        '<p>Text<span class="fn" id="ref-a"><a href="#note-a">1</a><button>1</button>'
        '<span id="pop-a" role="note" popover>See <a href="/x">there</a>.</span></span> on.</p><ol class="fns"><li>x</li></ol>'
    )
    paragraphs, notes = markdown_of(html, BASE)
    assert paragraphs == ["Text[^1] on."]
    assert notes == {"1": "See there."}


def test_drawings_controls_and_dangerous_links_are_left_out() -> None:
    html = (
        '<svg role="img"><title>no</title><path d="M0"/></svg><button>no</button><script>no</script>'
        '<p hidden>no</p><details class="quote"><summary>no</summary></details>'
        '<p><a href="javascript:alert(1)">Words</a> <a href="http://[x">more</a></p>'
    )
    assert markdown(html) == "Words more"


def test_headings_of_a_chapter_are_one_level_lower() -> None:
    assert markdown("<h2>A</h2><h6>B</h6>", demotion=1) == "### A\n\n###### B"


@pytest.mark.parametrize(
    "html", ["", "<p>", "</p></ul></table></b>", "<td>a</td>", "<table><p>a</table>", "<li>a", "<b><p>a</b></p>"]
)
def test_odd_html_comes_through(html: str) -> None:
    markdown(html)
