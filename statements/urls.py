"""/ — what the public reads"""

from django.contrib.sitemaps import views as sitemaps
from django.urls import path

from statements.sitemaps import SITEMAPS
from statements.views import bulk, exports, lists, pages, searching, things

urlpatterns = [
    path("", pages.home, name="home"),
    path("about/", pages.about, name="about"),
    path("about/searching/", searching.search_help, name="search-help"),
    path("data/", bulk.bulk_data, name="bulk-data"),
    path("data/<str:dump>/<path:path>", bulk.bulk_file, name="bulk-file"),
    path("robots.txt", pages.robots, name="robots"),
    path(
        "sitemap.xml",
        sitemaps.index,
        {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap"},
        name="sitemap-index",
    ),
    path("sitemap-<section>.xml", sitemaps.sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("statements/", pages.statement_list, name="statement-list"),
    path("suggestions/", searching.suggestions, name="suggestions"),
    path("statements/by/<slug:name>/", searching.facet, name="facet"),
    path("statements.csv", exports.statement_export, name="statement-export"),
    path("statements/<slug:public_id>/", pages.statement_detail, name="statement-detail"),
    path("s/<slug:public_id>/", pages.statement_short, name="statement-short"),
    path("people/", lists.person_list, name="person-list"),
    path("people/<slug:slug>/", things.person_detail, name="person-detail"),
    path("organizations/", lists.organization_list, name="organization-list"),
    path("organizations/<slug:slug>/", things.organization_detail, name="organization-detail"),
    path("offices/<slug:slug>/", things.office_detail, name="office-detail"),
    path("outlets/", lists.outlet_list, name="outlet-list"),
    path("outlets/<slug:slug>/", things.outlet_detail, name="outlet-detail"),
    path("outlets/<slug:slug>/documents/", things.outlet_documents, name="outlet-documents"),
    path("documents/<slug:public_id>/", things.document_detail, name="document-detail"),
    path("occasions/<slug:slug>/", things.occasion_detail, name="occasion-detail"),
    path("topics/", lists.topic_list, name="topic-list"),
    path("topics/<slug:slug>/", things.topic_detail, name="topic-detail"),
    path("dossiers/", lists.dossier_list, name="dossier-list"),
    path("dossiers/<slug:slug>/", things.dossier_detail, name="dossier-detail"),
]
