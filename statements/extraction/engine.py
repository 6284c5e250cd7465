"""From a text to proposals: each stage in turn."""

import datetime

from .carrying import carry
from .cast import Cast
from .confidence import MEASURED, length_of, sort_of
from .constructions import Attribution, SentenceReader
from .details import DetailReader, Details
from .drafts import Draft, Drafts
from .language import load_language
from .proposals import Kind, Proposal
from .quotes_without_cue import Label, labels, uncued
from .record import Record
from .resolution import Resolver
from .speakers import Reason, Speaker
from .text import Text
from .tokens import Sentence

NOTHING_KNOWN = Record()


def extract(
    text: str,
    *,
    record: Record = NOTHING_KNOWN,
    published_on: datetime.date | None = None,
    outlet: str = "",
    language: str = "en",
) -> tuple[Proposal, ...]:
    """Return the statements found in a text, in reading order; () if there are none.

    `record` resolves names to its people and organizations, `published_on` dates "Friday",
    `outlet` is the name of the publisher, `language` a BCP 47 tag.
    Raises UnknownLanguageError where there is no vocabulary for the language.
    """
    reader = Reader(Text(text, load_language(language)), record, published_on)
    details = DetailReader(reader.text, reader.cast, published_on, outlet)
    drafts = reader.read()
    around = carry(
        [(draft.sentence, draft.speaker) for draft in drafts],
        [
            details.read(draft.attribution, draft.spans) if draft.attribution else Details()
            for draft in drafts
        ],
        details.credits(),
    )
    return tuple(
        _proposal(reader, draft, own, published_on)
        for draft, own in zip(drafts, around, strict=True)
    )


class Reader:
    """Reads the sentences of a text from first to last into drafts."""

    def __init__(
        self,
        text: Text,
        record: Record = NOTHING_KNOWN,
        published_on: datetime.date | None = None,
    ) -> None:
        self.text = text
        self.cast = Cast(text, record)
        self.resolver = Resolver(text, self.cast, record, published_on)
        self.drafts = Drafts(text, self.resolver.memory)

    def read(self) -> list[Draft]:
        labelled = labels(self.text, self.cast)
        for sentence in self.text.sentences:
            if sentence.paragraph not in labelled:
                self._read_sentence(sentence)
            elif sentence is labelled[sentence.paragraph].sentence:
                self._read_label(labelled[sentence.paragraph])
        return self.drafts.all

    def _read_label(self, label: Label) -> None:
        """Take a paragraph that opens with its speaker: "LEE: We agreed."."""
        sentence = label.sentence
        if sentence.tokens[label.phrase.start].is_a("answer_labels", "question_labels"):
            speaker = self._one_asked(sentence, label)
        else:
            speaker = self.resolver.resolve(sentence, label.phrase)
        span = (
            sentence.tokens[label.content].start,
            self.text.paragraphs[sentence.paragraph][1],
        )
        quotations = {n for n, q in enumerate(self.text.quotations) if span[0] <= q.start < span[1]}
        self.drafts.add(Draft([span], sentence, speaker, None, label.construction, quotations))

    def _one_asked(self, sentence: Sentence, label: Label) -> Speaker | None:
        """Return who answers in "Q: … A: …": the person spoken of before the first question."""
        if sentence.tokens[label.phrase.start].is_a("question_labels"):
            return None
        return self.resolver.follow_on(sentence)

    def _read_sentence(self, sentence: Sentence) -> None:
        self.resolver.memory.read(sentence)
        attributions = SentenceReader(sentence, self.text.language).read()
        if not attributions and self.drafts.takes_on(sentence):
            return
        earlier: Speaker | None = None
        for number, attribution in enumerate(attributions):
            speaker = self.resolver.subject_of(attribution, earlier)
            if speaker is None and number + 1 < len(attributions):
                speaker = self.resolver.subject_of(attributions[number + 1], earlier)
            if speaker is None:
                continue
            earlier = speaker
            self.drafts.add(_draft(sentence, attribution, speaker))
        taken = {i for a in attributions for start, end in a.ranges for i in range(start, end)}
        self._read_uncued(sentence, taken)

    def _read_uncued(self, sentence: Sentence, taken: set[int]) -> None:
        """Take the quotations no cue governs, where they are somebody's words."""
        for found in uncued(sentence, taken, self.text.language):
            if found.speaker_phrase is not None:
                speaker: Speaker | None = self.resolver.resolve(sentence, found.speaker_phrase)
            else:
                speaker = self.resolver.follow_on(sentence)
            tokens = sentence.tokens
            span = (tokens[found.start].start, tokens[found.end - 1].end)
            quotations = {tokens[found.start].quotation}
            self.drafts.add(Draft([span], sentence, speaker, None, found.construction, quotations))


def _draft(sentence: Sentence, attribution: Attribution, speaker: Speaker) -> Draft:
    quotations = {
        token.quotation for start, end in attribution.ranges for token in sentence.tokens[start:end]
    }
    return Draft(
        list(attribution.spans),
        sentence,
        speaker,
        attribution,
        attribution.construction,
        quotations - {-1},
    )


def _kind(draft: Draft) -> Kind:
    """Tell direct, mixed and indirect by how many of the words stand in quotation marks."""
    if draft.construction == "headline":
        return Kind.INDIRECT
    if draft.construction == "document":
        return Kind.DOCUMENT
    if draft.attribution is None:
        return Kind.DIRECT
    tokens = draft.attribution.sentence.tokens
    subject = draft.attribution.subject
    named = [t for t in tokens[subject.start : subject.end] if t.is_word] if subject else []
    if any(t.is_a("document_nouns") and not t.quotation >= 0 for t in named[-2:]):
        return Kind.DOCUMENT
    words = [t for a, b in draft.attribution.ranges for t in tokens[a:b] if t.is_word]
    quoted = sum(token.quotation >= 0 for token in words)
    if quoted >= 0.9 * len(words):
        return Kind.DIRECT
    return Kind.MIXED if quoted else Kind.INDIRECT


def _is_person(reader: Reader, speaker: Speaker | None) -> bool | None:
    """Tell a person from an organization; None for nobody, and for "Paris" or "the West"."""
    entity = speaker.entity if speaker else None
    if entity is None or not entity.is_named:
        return None
    if entity.is_person:
        return True
    return False if entity.body or reader.resolver.bodies.is_body(entity) else None


def _proposal(
    reader: Reader, draft: Draft, around: Details, published_on: datetime.date | None
) -> Proposal:
    attribution, speaker = draft.attribution, draft.speaker
    cue = attribution.cue if attribution else None
    sort, kind = sort_of(draft.construction, attribution), _kind(draft)
    reason = speaker.reason if speaker else Reason.NOBODY
    tokens = attribution.sentence.tokens if attribution else draft.sentence.tokens
    cue_span = (tokens[cue.start].start, tokens[cue.end - 1].end) if cue else None
    entity = speaker.entity if speaker else None
    if entity and around.role and not entity.role:
        entity.role, entity.organization = around.role, around.organization
    said_on = around.said_on or published_on
    has_mention = speaker is not None and speaker.end > speaker.start
    return Proposal(
        spans=tuple(draft.spans),
        kind=kind,
        construction=sort,
        cue=reader.text.text[slice(*cue_span)] if cue_span else "",
        cue_span=cue_span,
        mention=speaker.mention if speaker else "",
        mention_span=(speaker.start, speaker.end) if speaker and has_mention else None,
        speaker=speaker.name if speaker else "",
        reason=reason,
        is_person=_is_person(reader, speaker),
        person=entity.person.key if entity and entity.person else None,
        organization_key=entity.body.key if entity and entity.body else None,
        office=entity.office_on(said_on) if entity else None,
        attribution=around.attribution or (speaker.mention if speaker else ""),
        role=around.role or (entity.role if entity else ""),
        organization=around.organization or (entity.organization if entity else ""),
        outlet=around.outlet,
        occasion=around.occasion,
        date_phrase=around.date_phrase,
        said_on=around.said_on,
        paragraph=reader.text.paragraphs[draft.sentence.paragraph],
        confidence=MEASURED.of(sort, kind.value, length_of(draft.spans), reason),
    )
