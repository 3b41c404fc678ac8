"""Step 5: article to facts."""

from collections.abc import Callable

from articles.pipeline.recognize.facts import give_posts, locate, name_bodies, refer_back, tell_events
from articles.pipeline.recognize.page import LONGEST, Page, chrome_lines
from articles.pipeline.recognize.people import find_people
from articles.pipeline.recognize.tagger import tagger_name
from articles.pipeline.recognize.verdict import judge
from articles.pipeline.records import ArticleText, Capture, Facts, ReadingWarning, Verdict, WarningKind

Recognizer = Callable[[Page], None]

RECOGNIZERS: tuple[Recognizer, ...] = (
    judge,  # first: what is no news names nobody
    find_people,
    locate,  # before the posts, which are completed from the page's home
    give_posts,
    refer_back,  # after the posts: who is meant by 刘县长 is who holds one
    name_bodies,
    tell_events,  # last: who attends is known by the phrases that name them
)


def recognize(article: ArticleText, capture: Capture, warnings: tuple[ReadingWarning, ...] = ()) -> Facts:
    """What the article says: who held which post, which bodies act, what was held, who was there, who said what.

    An article without a body is `empty`; one that is no news has a verdict and no facts. `warnings` are those of the steps before:
    where an advertiser's words stand in place of a name, no body is read.
    """
    if not article.body.text.strip():
        return Facts(verdict=Verdict.EMPTY)
    page = Page(article, capture.url, chrome_lines(article), hijacked_spans(article, warnings))
    for recognizer in RECOGNIZERS:
        recognizer(page)
    return Facts(
        verdict=page.verdict,
        localities=tuple(page.localities),
        persons=tuple(page.persons.values()),
        roles=tuple(page.roles),
        organizations=tuple(page.organizations),
        meetings=tuple(page.meetings),
        statements=tuple(page.statements),
        warnings=not_sought(article),
        tagger=tagger_name() if page.words else None,
    )


def not_sought(article: ArticleText) -> tuple[ReadingWarning, ...]:
    """A warning at the first character of the body in which no facts were sought."""
    if len(article.body) <= LONGEST:
        return ()
    start, end = article.body.origin(LONGEST, LONGEST + 1)
    return (ReadingWarning(WarningKind.FACTS_NOT_SOUGHT, start, end, article.body.text[LONGEST]),)


def hijacked_spans(article: ArticleText, warnings: tuple[ReadingWarning, ...]) -> tuple[tuple[int, int], ...]:
    """Body spans of the words that advertisers put in place of a name."""
    spans = (article.body.find_origin(warning.start, warning.end) for warning in warnings if warning.kind is WarningKind.HIJACKED_NAME)
    return tuple(span for span in spans if span is not None)
