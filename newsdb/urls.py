"""The addresses of newsdb: each door hangs in here."""

from django.contrib import admin
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from articles.admin.home import home_view

handler404 = "articles.pages.errors.not_found"
handler500 = "articles.pages.errors.failed"
urlpatterns = [
    path("", include("articles.pages.urls")),
    path("api/v1/", include("articles.api.urls")),
    # Without a token, so that public pages are the same for everybody: whoever forged it would change a language, and nothing else.
    path("i18n/setlang/", csrf_exempt(set_language), name="set_language"),
    path("feeds/", include("articles.pages.feeds")),
    path("admin/", admin.site.admin_view(home_view)),  # before the admin's own first page, whose address it has
    path("admin/", admin.site.urls),
]
