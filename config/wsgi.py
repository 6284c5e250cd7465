"""The WSGI application, for gunicorn: `gunicorn config.wsgi`."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

# All that pages are made with is loaded now and stays. The collector of garbage would walk through
# it again every few pages, which takes as long as a page does.
get_resolver().url_patterns  # noqa: B018 - asking loads them
gc.collect()
gc.freeze()
# Nor through what one page is making, over and over: it is gone with the page.
gc.set_threshold(10_000)
