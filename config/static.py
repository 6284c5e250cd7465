"""Collecting static files when they have changed, and only then: compressing takes a while."""

import hashlib

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect_static_files() -> bool:
    """Collect and compress the static files; False if the last collection still holds."""
    mark = settings.STATIC_ROOT / ".fingerprint"
    fingerprint = static_fingerprint()
    if mark.exists() and mark.read_text() == fingerprint:
        return False
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    mark.write_text(fingerprint)
    return True


def static_fingerprint() -> str:
    """Return a digest of every source file's name, size and time of change."""
    digest = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            stat = storage.path(name), storage.size(name), storage.get_modified_time(name)
            digest.update(repr(stat).encode())
    return digest.hexdigest()
