"""Every address of the site, in the order in which they are tried."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.static import serve as serve_file
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.urls import serve_pattern

from cms import errors, front, health, metrics
from cms.api import api
from cms.transactions import write_in_one_transaction
from pages.previewing.views import preview
from pages.views import serve

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error

urlpatterns = [
    path("", front.choose_front_page),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("metrics", metrics.metrics),
    path("robots.txt", front.robots),
    path("sitemap.xml", front.sitemap),
    path(".well-known/security.txt", front.security),
    path("api/v1/", api.urls),
    path("admin/", include(write_in_one_transaction(wagtailadmin_urls.urlpatterns))),
    path("preview/<str:token>/", preview, name="preview"),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("consent.urls")),
    path("", include("workers.urls")),
    path("", include("pages.changes.urls")),
    re_path(r"^media/(?P<path>.*)$", serve_file, {"document_root": settings.MEDIA_ROOT}),
    *i18n_patterns(re_path(serve_pattern, serve, name="wagtail_serve"), prefix_default_language=True),
]
