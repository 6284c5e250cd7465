"""Who the speakers of a file are: matched to the record, or decided by a person, once each."""

from collections import Counter
from typing import Any

from people.addresses import free_slug
from people.lookup import organization_names, person_names
from people.models import Organization, Person
from statements.desk.accepting import sort_name
from statements.importing.models import ImportSpeaker, SpeakerDecision, StatementImport
from statements.importing.namesakes import tell_apart
from statements.importing.values import readable

OFFERED = 6


def keep_speakers(of: StatementImport, counts: Counter[str]) -> None:
    """List each speaker once, with whom the record knows by that name; keep what was decided.

    Namesakes whom office and day tell apart are speakers of their own; the rest of the name is a
    question.
    """
    before = {speaker.printed: speaker for speaker in of.speakers.all()}
    of.speakers.all().delete()
    people, organizations, namesakes = _matched(list(counts))
    names = {printed: readable(printed) for printed in counts}
    for told in tell_apart(of, namesakes):
        people[told.key], names[told.key] = told.person, readable(told.printed)
        counts[told.key] = told.row_count
        counts[told.printed] -= told.row_count
    kept = []
    for printed, count in (+counts).items():
        old = before.get(printed)
        if old is not None and not _is_open(old):
            old.pk, old.row_count = None, count
            kept.append(old)
        else:
            speaker = ImportSpeaker(
                of_import=of, printed=printed, name=names[printed], row_count=count
            )
            speaker.person_id = people.get(printed)
            speaker.organization_id = None if speaker.person_id else organizations.get(printed)
            if speaker.person_id or speaker.organization_id:
                speaker.decision, speaker.is_matched = SpeakerDecision.CHOSEN, True
            kept.append(speaker)
    ImportSpeaker.objects.bulk_create(kept, batch_size=1_000)


def _is_open(speaker: ImportSpeaker | None) -> bool:
    """Whether nobody has decided yet who a speaker is."""
    return speaker is None or speaker.is_matched


def _matched(
    printed: list[str],
) -> tuple[dict[str, int], dict[str, int], dict[str, list[int]]]:
    """Return whose each printed name is: a person, an organization, or one of several people."""
    found = person_names().namesakes_each([readable(name) for name in printed])
    keys = {
        name: [match.key for match in matches]
        for name, matches in zip(printed, found, strict=True)
        if matches
    }
    rest = [name for name in printed if name not in keys]
    matches = organization_names().match_each([readable(name) for name in rest])
    organizations = {name: one.key for name, one in zip(rest, matches, strict=True) if one}
    people = {name: those[0] for name, those in keys.items() if len(those) == 1}
    return people, organizations, {name: those for name, those in keys.items() if len(those) > 1}


def offered(names: list[str]) -> list[list[tuple[str, str]]]:
    """Return for each name whom the record knows by one like it, as choices: value and label."""
    found, found_others = (
        [[match.key for match in matches] for matches in known.search_each(names, limit=OFFERED)]
        for known in (person_names(), organization_names())
    )
    people = Person.objects.in_bulk({key for keys in found for key in keys})
    organizations = Organization.objects.in_bulk({key for keys in found_others for key in keys})
    return [
        [
            *((f"person:{key}", _told(people[key])) for key in keys if key in people),
            *(
                (f"organization:{key}", str(organizations[key]))
                for key in other_keys
                if key in organizations
            ),
        ]
        for keys, other_keys in zip(found, found_others, strict=True)
    ]


def _told(person: Any) -> str:
    return f"{person.name} ({person.description})" if person.description else person.name


def choice_of(speaker: ImportSpeaker) -> str:
    """Return the choice that stands for who a speaker is now."""
    if speaker.person_id:
        return f"person:{speaker.person_id}"
    if speaker.organization_id:
        return f"organization:{speaker.organization_id}"
    return str(speaker.decision)


def decide(speaker: ImportSpeaker, choice: str) -> None:
    """Keep who a speaker is: a decision, "person:1" or "organization:1"; others are ignored."""
    kind, _, key = choice.partition(":")
    models: dict[str, Any] = {"person": Person, "organization": Organization}
    if key:
        row = models[kind].objects.filter(pk=key).first() if key.isdecimal() else None
        if kind not in models or row is None:
            return
        speaker.person = row if kind == "person" else None
        speaker.organization = row if kind == "organization" else None
        speaker.decision = SpeakerDecision.CHOSEN
    elif choice in SpeakerDecision.values and choice != SpeakerDecision.CHOSEN:
        speaker.person = speaker.organization = None
        speaker.decision = SpeakerDecision(choice)
    else:
        return
    speaker.is_matched = False
    speaker.save()


def decide_rest(of: StatementImport, decision: str) -> int:
    """Decide all that is undecided alike; return how many that were."""
    rest = of.speakers.filter(decision=SpeakerDecision.UNDECIDED)
    return rest.update(decision=decision, is_matched=False)


Speaker = tuple[int | None, int | None, str]


def speakers_made(of: StatementImport) -> dict[str, Speaker]:
    """Return each speaker as person, organization and attribution; make those to be made."""
    made: dict[str, Speaker] = {}
    for speaker in of.speakers.all():
        person, organization = speaker.person_id, speaker.organization_id
        if speaker.decision == SpeakerDecision.CREATE_PERSON:
            person = _person(speaker.name)
        elif speaker.decision == SpeakerDecision.CREATE_ORGANIZATION:
            organization = _organization(speaker.name)
        is_known = person or organization
        made[speaker.printed] = (person, organization, "" if is_known else speaker.name)
    return made


def _person(name: str) -> int:
    return Person.objects.create(
        name=name, sort_name=sort_name(name), slug=free_slug(Person, name)
    ).pk


def _organization(name: str) -> int:
    return Organization.objects.create(
        name=name, kind=Organization.Kind.OTHER, slug=free_slug(Organization, name)
    ).pk
