"""The addresses of the public pages. Ids are the permanent ones of the API."""

from django.urls import path, register_converter

from articles.pages.article import article, cite
from articles.pages.browsing import LISTS, browse, home
from articles.pages.errors import robots
from articles.pages.nouns import meeting, organization, person, post
from articles.pages.search import search


class PublicId:
    regex = "[0-9a-f]{16}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(PublicId, "public_id")
app_name = "pages"
urlpatterns = [
    path("", home, name="home"),
    path("search/", search, name="search"),
    *(path(f"{many}/", browse, {"many": many}, name=many) for many in LISTS),
    path("articles/<public_id:key>/", article, name="article"),
    path("articles/<public_id:key>/citation.<str:form>", cite, name="cite"),
    path("persons/<public_id:key>/", person, name="person"),
    path("organizations/<public_id:key>/", organization, name="organization"),
    path("meetings/<public_id:key>/", meeting, name="meeting"),
    path("posts/<public_id:key>/", post, name="post"),
    path("robots.txt", robots, name="robots"),
]
