"""What every table of recorded changes has in common."""

from django.db import models
from pghistory.models import Event


class HistoryEvent(Event):
    """One recorded change. Its key is 64-bit, because history only ever grows."""

    pgh_id = models.BigAutoField(primary_key=True)

    class Meta:
        abstract = True
