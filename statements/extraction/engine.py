"""From a text to proposals: each stage in turn."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from .constructions import Attribution, SentenceReader
from .language import load_language
from .names import Cast
from .proposals import Proposal
from .quotes_without_cue import Label, labels, uncued
from .resolution import Resolver, Speaker, is_all_quoted
from .text import Sentence, Text


@dataclass
class Draft:
    """A statement being put together: its spans grow as continuing quotations are read."""

    spans: list[tuple[int, int]]
    sentence: Sentence
    speaker: Speaker | None
    attribution: Attribution | None
    construction: str
    quotations: set[int] = field(default_factory=set)


def extract(text: str, *, language: str = "en") -> tuple[Proposal, ...]:
    reader = Reader(Text(text, load_language(language)))
    return tuple(_proposal(reader.text, draft) for draft in reader.read())


class Reader:
    def __init__(self, text: Text) -> None:
        self.text = text
        self.cast = Cast(text)
        self.resolver = Resolver(text, self.cast)
        self.drafts: list[Draft] = []

    def read(self) -> list[Draft]:
        labelled = labels(self.text, self.cast)
        for sentence in self.text.sentences:
            if sentence.paragraph in labelled:
                self._read_label(sentence, labelled[sentence.paragraph])
            else:
                self._read_sentence(sentence)
        return self.drafts

    def _read_label(self, sentence: Sentence, label: Label) -> None:
        """A paragraph that opens with its speaker: "LEE: We agreed." """
        if sentence is not label.sentence:
            return
        speaker = self.resolver.resolve(sentence, label.phrase)
        start = sentence.tokens[label.content].start
        end = self.text.paragraphs[sentence.paragraph][1]
        self.drafts.append(Draft([(start, end)], sentence, speaker, None, label.construction))
        self.resolver.spoke(speaker, sentence)

    def _read_sentence(self, sentence: Sentence) -> None:
        if self._continues(sentence):
            return
        attributions = SentenceReader(sentence, self.text.language).read()
        earlier: list[tuple[Attribution, Speaker]] = []
        for number, attribution in enumerate(attributions):
            speaker = self.resolver.subject_of(attribution, earlier)
            if speaker is None and number + 1 < len(attributions):
                speaker = self.resolver.subject_of(attributions[number + 1], earlier)
            if speaker is None:
                continue
            earlier.append((attribution, speaker))
            self._add(sentence, attribution, speaker)
        taken = {i for a in attributions for start, end in a.ranges for i in range(start, end)}
        self._read_unattributed(sentence, taken)

    def _add(self, sentence: Sentence, attribution: Attribution, speaker: Speaker) -> None:
        tokens = sentence.tokens
        quotations = {t.quotation for a, b in attribution.ranges for t in tokens[a:b]} - {-1}
        self.drafts.append(
            Draft(list(attribution.spans), sentence, speaker, attribution, attribution.construction, quotations)
        )
        self.resolver.spoke(speaker, sentence)

    def _continues(self, sentence: Sentence) -> bool:
        """Take a quotation that continues the statement before it; tell whether it did."""
        if not self.drafts or not is_all_quoted(sentence):
            return False
        draft = self.drafts[-1]
        first = sentence.tokens[0]
        quotation = self.text.quotations[first.quotation] if first.quotation >= 0 else None
        reopened = quotation is not None and quotation.is_continued and draft.quotations and max(draft.quotations) == first.quotation - 1
        same = draft.sentence.paragraph == sentence.paragraph and draft.quotations and draft.sentence.index >= sentence.index - 2
        if not (reopened or same):
            return False
        draft.spans.append((sentence.start, sentence.end))
        draft.quotations |= {t.quotation for t in sentence.tokens} - {-1}
        draft.sentence = sentence
        self.resolver.last_at = sentence.index
        return True

    def _read_unattributed(self, sentence: Sentence, taken: set[int]) -> None:
        """Take the quotations no cue governs, where they are somebody's words."""
        for found in uncued(sentence, taken, self.text.language):
            if found.speaker_phrase is not None:
                speaker = self.resolver.resolve(sentence, found.speaker_phrase)
            else:
                speaker = self.resolver.follow_on(sentence)
            span = (sentence.tokens[found.start].start, sentence.tokens[found.end - 1].end)
            quotations = {sentence.tokens[found.start].quotation}
            self.drafts.append(Draft([span], sentence, speaker, None, found.construction, quotations))
            if speaker:
                self.resolver.spoke(speaker, sentence)


def _proposal(text: Text, draft: Draft) -> Proposal:
    speaker, attribution = draft.speaker, draft.attribution
    cue = attribution.cue if attribution else None
    tokens = attribution.sentence.tokens if attribution else []
    cue_span = (tokens[cue.start].start, tokens[cue.end - 1].end) if cue else None
    return Proposal(
        spans=tuple(draft.spans),
        kind="direct",
        construction=draft.construction,
        cue=text.text[slice(*cue_span)] if cue_span else "",
        cue_span=cue_span,
        mention=speaker.mention if speaker else "",
        mention_span=(speaker.start, speaker.end) if speaker else None,
        speaker=speaker.name if speaker else "",
        reason=speaker.reason if speaker else "",
        attribution=speaker.mention if speaker else "",
        role="", organization="", outlet="", occasion="", date_phrase="", said_on=None,
        paragraph=text.paragraphs[draft.sentence.paragraph],
        confidence=0.5,
    )
