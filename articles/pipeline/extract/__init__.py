"""Step 4: page to article."""

from collections.abc import Callable, Mapping

from articles.pipeline.extract.html import read_html
from articles.pipeline.extract.lines import read_lines
from articles.pipeline.offsets import TracedText
from articles.pipeline.records import ArticleText, Capture, DecodedText, MediaType, RepairedText

Reader = Callable[[TracedText, RepairedText, DecodedText, Capture], ArticleText]

READERS: Mapping[MediaType, Reader] = {
    MediaType.TEXT: lambda page, repaired, decoded, capture: read_lines(repaired, decoded),
    MediaType.HTML: read_html,
}


def extract(page: TracedText, repaired: RepairedText, decoded: DecodedText, capture: Capture) -> ArticleText:
    """The article of a page. `page` is its text before the repairs. Raises ExtractError where it holds no language."""
    return READERS[capture.media_type](page, repaired, decoded, capture)
