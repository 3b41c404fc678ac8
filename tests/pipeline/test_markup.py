"""HTML source to lines: what a browser shows, where it stood, and that no source takes it long."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.pipeline.markup import attributes, flatten, resolve_entities, tags


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>区委</p><p>书记</p>", "区委\n书记"),
        ("区委<br>书记<BR/>主任", "区委\n书记\n主任"),
        ("<ul><li>一<li>二</ul><table><tr><td>三<td>四</table>", "一\n二\n三\n四"),
        ("<p>区<b>委</b><span class=x>书</span>记</p>", "区委书记"),
        ("<p>  区委 \t 书记  </p>\n <p>  </p>", "区委 书记"),
        ("<p>Party\n  secretary</p>", "Party secretary"),
        ("<p>区委\n    书记</p>", "区委书记"),
        ("<p>区委 书记</p>", "区委 书记"),
        ("<pre>区委\n  书记</pre>主任", "区委\n书记\n主任"),
        ("<script>if (a<b) x='<p>'</script><style>p{}</style>区委", "区委"),
        ("<SCRIPT SRC=x></SCRIPT >区委", "区委"),
        ("<title>题</title><noscript>无</noscript><template>板</template><textarea>框</textarea><iframe>架</iframe>区委", "区委"),
        ("<!-- 注 --><!DOCTYPE html><?xml x?><![CDATA[x]]>区委<!-->书记", "区委书记"),
        ('<a title="a>b" href=x>区委</a>', "区委"),
        ("<a title=it's>区委</a>'", "区委'"),
        ("3 < 5 且 a<5 > 2", "3 < 5 且 a<5 > 2"),
        ("&lt;p&gt;&amp;nbsp; &ldquo;区&#22996;&#x4e66;&quot", '<p>&nbsp; “区委书"'),
        ("区&nbsp;委&#160;书", "区\xa0委\xa0书"),
        ("&#xD800;&#0;&#x110000;&#1;区", "\ufffd\ufffd\ufffd区"),
        ("&nosuch; & &; &#; &#x; 区", "&nosuch; & &; &#; &#x; 区"),
        ("区委<plaintext><p>书记\n主任", "区委\n<p>书记\n主任"),
        ("<xmp><b>区</b></xmp>委", "<b>区</b>委"),
        ("区委<!-- 书记<p>主任", "区委主任"),
        ("区委<script>书记", "区委"),
        ("区委<noscript>书记", "区委\n书记"),
        ('区委<a title="书记>主任<p>局长', "区委主任\n局长"),
        ("区委<a href", "区委"),
        ("<p>区委\r\n</p>", "区委"),
        ("", ""),
    ],
)
def test_shows_what_a_browser_shows(source: str, text: str) -> None:
    assert flatten(source).text == text


def test_an_entity_is_traced_to_its_whole_span() -> None:
    page = flatten("<p>区&#22996;书&nbsp;记</p>")
    assert [page.origin(index, index + 1) for index in range(len(page))] == [(3, 4), (4, 12), (12, 13), (13, 19), (19, 20)]


def test_a_line_feed_is_traced_to_the_tag_and_a_blank_to_all_its_blanks() -> None:
    page = flatten("ab  \n cd<br>e")
    assert page.text == "ab cd\ne"
    assert page.origin(2, 3) == (2, 6)
    assert page.origin(5, 6) == (8, 12)


def test_tags_know_where_reading_goes_on() -> None:
    source = "<TITLE>a<b></TITLE ><p>"
    assert [(tag.name, tag.closing, source[tag.start : tag.end], tag.after) for tag in tags(source)] == [
        ("title", False, "<TITLE>", 20),
        ("p", False, "<p>", 23),
    ]


def test_attributes_may_be_written_in_any_way() -> None:
    tag = """<Meta NAME='PubDate' content = "2024-03-12" content="2" checked data-x=a/b title=&quot;区&quot; / >"""
    assert attributes(tag) == {"name": "PubDate", "content": "2024-03-12", "checked": "", "data-x": "a/b", "title": '"区"'}


def test_numbers_too_long_for_a_character_stay() -> None:
    assert resolve_entities(f"&#{'9' * 5000};&amp;") == f"&#{'9' * 5000};&"


@pytest.mark.parametrize(
    "piece",
    [
        "<div>",
        '<a ="',
        "<a ='\">",
        "<!--",
        "<script>",
        "<svg>",
        "</",
        "<![CDATA[",
        "&",
        "&#9",
        "<p =",
        "='",
        "= ",
        "区\n",
        "<pre>\n \r",
        "<a",
        "<title",
        "<xmp>",
    ],
)
def test_long_hostile_pages_come_to_an_end(piece: str) -> None:
    """A reading whose time grew with the square of the length would take minutes here, this one half a second."""
    source = piece * (200_000 // len(piece))
    for page in (source, source + '"' + "'" + ">"):
        assert len(flatten(page)) <= len(page)


PIECES = (
    "<p> </p> <b> </b> <div <br/> <!-- --> <script> </script> <pre> </pre> <xmp> <title> </ & &nbsp; &#22996; &#xD800; &amp "
    "\" ' = > < \n \t 区委 ab \x00 \ud800"
)
SOURCES = st.lists(st.sampled_from([*PIECES.split(" "), " "]) | st.text(max_size=4), max_size=60).map("".join)


@settings(max_examples=150, deadline=None)
@given(SOURCES)
def test_every_character_is_where_its_origin_says(source: str) -> None:
    page = flatten(source)
    assert len(page.starts) == len(page.ends) == len(page.text)
    assert list(page.starts) == sorted(page.starts)
    assert list(page.ends) == sorted(page.ends)
    for character, start, end in zip(page.text, page.starts, page.ends, strict=True):
        assert 0 <= start < end <= len(source)
        if character not in " \n" and source[start] != "&":
            assert end == start + 1
            assert source[start] == character


@settings(max_examples=150, deadline=None)
@given(SOURCES)
def test_lines_are_clean(source: str) -> None:
    text = flatten(source).text
    if "pre" not in source and "xmp" not in source and "plaintext" not in source:
        assert not re.search(r"[ \t\r\f]{2}", text)
    assert "\n\n" not in text
    assert not text.startswith(("\n", " "))
    assert not text.endswith(("\n", " "))


def _enclose(parts: tuple[str, list[str]]) -> str:
    name, inner = parts
    return f"<{name} class='x>y'>{''.join(inner)}</{name}>"


WELL_FORMED = st.recursive(
    st.text("区委书记 ab\n", max_size=8),
    lambda inner: st.tuples(st.sampled_from(["p", "b", "div", "td", "span"]), st.lists(inner, max_size=4)).map(_enclose),
    max_leaves=20,
)


@given(WELL_FORMED)
def test_nothing_of_well_formed_markup_remains(source: str) -> None:
    text = flatten(source).text
    assert "<" not in text
    assert "x>y" not in text
    assert sorted(text.replace(" ", "").replace("\n", "")) == sorted(re.sub(r"<[^']*?('[^']*')?>|\s", "", source))
