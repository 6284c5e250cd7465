"""The field of the office held: the speaker's own, with a script or without."""

from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect
from django.forms import Media, Script


class OwnOfficesSelect(AutocompleteSelect):
    """Looks an office up among the speaker's own.

    They are options of the page already, once the speaker is known: without a script one of them
    can be chosen all the same.
    """

    speaker = 0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.attrs["data-offices-of"] = "person"

    @property
    def media(self) -> Media:
        script: Any = Script("js/own-offices.js", defer=True)
        return super().media + Media(js=[script])

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        groups = super().optgroups(name, value, attr)
        options = groups[0][1]
        if self.speaker:
            own: Any = self.choices.queryset.filter(person=self.speaker).exclude(
                pk__in=[one for one in value if str(one).isdecimal()]
            )
            for tenure in own.select_related("person", "office__organization").newest_first():
                options.append(
                    self.create_option(name, tenure.pk, str(tenure), False, len(options))
                )
        return groups


def offer_own_offices(form: Any) -> None:
    """Tell the field of the office who the speaker is, as the form has it."""
    field = form.fields.get("tenure")
    select = field and getattr(field.widget, "widget", field.widget)
    if isinstance(select, OwnOfficesSelect):
        speaker = form["person"].value()
        select.speaker = int(speaker) if str(speaker or "").isdecimal() else 0
