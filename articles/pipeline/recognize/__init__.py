"""Step 5: article to facts."""

from articles.pipeline.records import ArticleText, Facts, Verdict


def recognize(article: ArticleText) -> Facts:
    """What the body says. An article without a body is `empty`; one with a body is not judged, and its verdict stays None."""
    return Facts() if article.body.text else Facts(verdict=Verdict.EMPTY)
