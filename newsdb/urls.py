"""The addresses of newsdb: each door hangs in here."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from articles.admin.home import home_view

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="admin:index"), name="home"),
    path("api/v1/", include("articles.api.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("feeds/", include("articles.pages.feeds")),
    path("admin/", admin.site.admin_view(home_view)),  # before the admin's own first page, whose address it has
    path("admin/", admin.site.urls),
]
