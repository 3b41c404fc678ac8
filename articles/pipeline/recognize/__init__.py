"""Step 5: article to facts."""

from articles.pipeline.records import ArticleText, Facts, Verdict


def recognize(article: ArticleText) -> Facts:
    """What the body says. An article without a body is `empty`; whether one with a body is news is not judged, and the verdict stays None."""
    return Facts() if article.body.text else Facts(verdict=Verdict.EMPTY)
