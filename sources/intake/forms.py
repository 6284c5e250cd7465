"""What a curator enters to begin, and what they confirm or mend before it is kept."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from people.fields import PartialDateModelFormMixin
from sources.fetching import Limits
from sources.intake.proposing import NEW
from sources.models import Document, Outlet
from sources.reading.plain import MAX_CHARACTERS
from sources.urls import InvalidURLError, canonicalize_url

MAX_FILE = Limits().size


def clean_url(url: str | None) -> str | None:
    """Return an address that can be fetched, https assumed; None for none."""
    url = (url or "").strip()
    if not url:
        return None
    url = url if "://" in url[:10] else f"https://{url}"
    try:
        canonicalize_url(url)
    except InvalidURLError as error:
        raise ValidationError(str(error)) from error
    return url.partition("#")[0]


class BeginForm(forms.Form):
    """One of an address, a text and a file; an address may stand beside the other two."""

    url = forms.CharField(required=False, max_length=2000)
    text = forms.CharField(required=False, strip=False)
    file = forms.FileField(required=False, max_length=200, allow_empty_file=True)

    def clean_url(self) -> str | None:
        return clean_url(self.cleaned_data["url"])

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        if len(text) > MAX_CHARACTERS:
            raise ValidationError(f"The text has more than {MAX_CHARACTERS:,} characters.")
        return text if text.strip() else ""

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > MAX_FILE:
            raise ValidationError(f"The file is larger than {MAX_FILE // 1_000_000} MB.")
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        if cleaned["text"] and cleaned["file"]:
            raise ValidationError("Paste the text or choose a file, not both.")
        if not (cleaned["url"] or cleaned["text"] or cleaned["file"]):
            raise ValidationError("Give an address, paste a text or choose a file.")
        return cleaned


class ConfirmForm(PartialDateModelFormMixin, forms.ModelForm):
    """A document and its text as they will be kept; `document` names one that is on record."""

    document = forms.CharField(required=False)
    outlet = forms.CharField(required=False)
    outlet_name = forms.CharField(required=False, max_length=200)
    outlet_kind = forms.ChoiceField(required=False, choices=Outlet.Kind.choices)
    outlet_find = forms.CharField(required=False, max_length=100)
    is_domain_kept = forms.BooleanField(required=False)
    canonical_url = forms.CharField(required=False, max_length=2000)
    text = forms.CharField(
        strip=False, error_messages={"required": "There is no text: paste it here."}
    )

    class Meta:
        model = Document
        fields = ["title", "kind", "authors", "published_on", "language", "canonical_url"]

    @property
    def text_language(self) -> str:
        """The code of the language that is chosen, for the text beside it."""
        chosen = getattr(self, "cleaned_data", self.initial)
        return chosen.get("language", "")

    def clean_document(self) -> Document | None:
        key = self.cleaned_data["document"]
        if not key:
            return None
        found = Document.objects.filter(pk=key).first() if key.isdigit() else None
        if found is None:
            raise ValidationError("That document is not on record any more.")
        return found

    def clean_outlet(self) -> Outlet | str:
        key = self.cleaned_data["outlet"]
        if key == NEW:
            return NEW
        found = Outlet.objects.filter(pk=key).first() if key.isdigit() else None
        if found is None:
            raise ValidationError("Choose the outlet that published it, or enter a new one.")
        return found

    def clean_canonical_url(self) -> str | None:
        url = clean_url(self.cleaned_data["canonical_url"])
        return canonicalize_url(url) if url else None

    def clean_text(self) -> str:
        text = self.cleaned_data["text"].replace("\r\n", "\n").replace("\0", "")
        if not text.strip():
            raise ValidationError("There is no text: paste it here.")
        if len(text) > MAX_CHARACTERS:
            raise ValidationError(f"The text has more than {MAX_CHARACTERS:,} characters.")
        return text.strip("\n")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("document"):
            # Of a document on record only the text is added: its own page is where it is mended.
            for name in list(self.errors):
                if name not in ("document", "text"):
                    del self.errors[name]
            return cleaned
        if cleaned.get("outlet") == NEW and not cleaned.get("outlet_name", "").strip():
            self.add_error("outlet_name", "Give the new outlet a name.")
        return cleaned

    def _post_clean(self) -> None:
        if not self.cleaned_data.get("document"):
            super()._post_clean()
