"""A confirmed article becomes a document with its capture, or a capture of a known document."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from people.addresses import free_slug
from people.refusals import refusal_of
from sources.intake.forms import ConfirmForm
from sources.intake.proposing import NEW, addresses_of
from sources.intake.steps import article_of
from sources.models import Capture, Document, DocumentURL, Intake, Outlet, OutletDomain
from sources.models.intakes import IntakeState
from sources.recognition import domains_of


def keep(intake: Intake, form: ConfirmForm, *, by: Any) -> Capture | None:
    """Write document, addresses and capture, or nothing: then None, and the form says why."""
    try:
        with transaction.atomic():
            return _keep(Intake.objects.select_for_update().get(pk=intake.pk), form, by=by)
    except ValidationError as error:
        form.add_error(None, error.messages)
    except IntegrityError as error:
        form.add_error(None, f"Nothing was kept. {refusal_of(error).message}")
    return None


def _keep(intake: Intake, form: ConfirmForm, *, by: Any) -> Capture:
    if intake.state != IntakeState.READY:
        raise ValidationError("Somebody else has dealt with this article: see the list.")
    addresses = addresses_of(intake)
    document = form.cleaned_data["document"] or _new_document(form)
    for url in (addresses.canonical, *addresses.others):
        _add_address(document, url, is_archive=False)
    for url in addresses.copies:
        _add_address(document, url, is_archive=True)
    capture = _capture_of(intake, document, form.cleaned_data["text"], by=by)
    intake.state, intake.capture = IntakeState.KEPT, capture
    intake.raw, intake.article, intake.headers = b"", None, {}
    intake.save()
    return capture


def _new_document(form: ConfirmForm) -> Document:
    document: Document = form.save(commit=False)
    document.outlet = _outlet(form.cleaned_data)
    document.save()
    if form.cleaned_data["is_domain_kept"] and document.canonical_url:
        _add_domain(document.outlet, document.canonical_url)
    return document


def _outlet(confirmed: dict[str, Any]) -> Outlet:
    chosen = confirmed["outlet"]
    if chosen != NEW:
        return chosen
    name = confirmed["outlet_name"].strip()
    outlet = Outlet(
        name=name,
        kind=confirmed["outlet_kind"] or Outlet.Kind.OTHER,
        language=confirmed["language"],
        slug=free_slug(Outlet, name),
    )
    outlet.validate_constraints()
    outlet.validate_unique()
    outlet.save()
    return outlet


def _add_domain(outlet: Outlet, url: str) -> None:
    """Know the address's host as the outlet's from now on, unless it is another's."""
    domains = domains_of(url)
    if domains and not OutletDomain.objects.filter(domain__in=domains).exists():
        OutletDomain.objects.create(outlet=outlet, domain=domains[0])


def _add_address(document: Document, url: str, *, is_archive: bool) -> None:
    if not url or url == document.canonical_url:
        return
    if is_archive or not Document.objects.filter(canonical_url=url).exists():
        DocumentURL.objects.get_or_create(
            url=url, defaults={"document": document, "is_archive": is_archive}
        )


def _capture_of(intake: Intake, document: Document, text: str, *, by: Any) -> Capture:
    capture = Capture(
        document=document,
        url=intake.url,
        final_url=intake.final_url,
        overrode_robots=intake.overrides_robots,
        captured_at=intake.received_at,
        captured_by=by,
        content_type=intake.content_type,
        headers=intake.headers,
        is_text_mended=text != article_of(intake).text,
    )
    capture.keep(intake.raw_bytes, text)
    capture.save()
    return capture
