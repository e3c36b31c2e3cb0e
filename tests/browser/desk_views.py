"""The views of the desk that are ours, or that we add to. Whoever adds one, adds it here.

Numbers of pages are those of the example: 3 is the Swedish front page, 4 the plan, 31 an English page.
"""

PATHS = [
    "/admin/",
    "/admin/pages/3/",
    "/admin/reports/translation-age/",
    "/admin/reports/decisions/",
    "/admin/reports/visits/",
    "/admin/localize/update/1/",
    "/admin/translations/31/send/",
    "/admin/import/below/3/",
    "/admin/import/into/4/",
    "/admin/previews/4/",
    "/admin/releases/",
    "/admin/releases/new/",
    "/admin/cookies/services/",
    "/admin/cookies/services/edit/1/",
    "/admin/cookies/services/delete/1/",
    "/admin/cookies/stored/new/",
    "/admin/cookies/texts/",
    "/admin/cookies/publish/",
    "/admin/cookies/publish/preview/",
    "/admin/cookies/revisions/",
    "/admin/cookies/revisions/inspect/1/",
    "/admin/webhooks/",
    "/admin/webhooks/new/",
    "/admin/subscribers/",
    "/admin/subscribers/figures/",
    "/admin/subscribers/new/",
    "/admin/subscribers/import/",
]
