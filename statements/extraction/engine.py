"""From a text to proposals: each stage in turn."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from .constructions import Attribution, SentenceReader
from .language import load_language
from .names import Cast
from .proposals import Proposal
from .resolution import Resolver, Speaker, is_all_quoted
from .text import MARKS, Sentence, Text

ENOUGH_WORDS = 4


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
        for sentence in self.text.sentences:
            self._read_sentence(sentence)
        return self.drafts

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
        if not attributions:
            self._read_unattributed(sentence)

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

    def _read_unattributed(self, sentence: Sentence) -> None:
        """A quotation that is the whole sentence, or opens it, is somebody's words."""
        tokens = sentence.tokens
        first = tokens[0].quotation
        if first < 0:
            return
        end = next((i for i, t in enumerate(tokens) if t.quotation != first), len(tokens))
        words = sum(t.is_word for t in tokens[:end])
        if words < ENOUGH_WORDS and not is_all_quoted(sentence):
            return
        if not is_all_quoted(sentence) and tokens[end - 1].text in MARKS and tokens[end - 2].text not in ",.?!…" and tokens[end].text != ",":
            return
        speaker = self.resolver.follow_on(sentence)
        self.drafts.append(
            Draft([(tokens[0].start, tokens[end - 1].end)], sentence, speaker, None, "follow-on", {first})
        )
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
