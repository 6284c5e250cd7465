"""Statements being put together: which quotations go on with the one before."""

from dataclasses import dataclass, field

from .constructions import Attribution
from .memory import Memory
from .quotes_without_cue import is_heading
from .speakers import Speaker
from .text import Text
from .tokens import Sentence, Token

TAIL_SHARE = 2  # How many times as long a quotation is as the end in the reporter's words.
NEAR = 2  # Sentences of one paragraph after which a quotation still goes on.


@dataclass
class Draft:
    """A statement being put together: its spans grow as continuing quotations are read."""

    spans: list[tuple[int, int]]
    sentence: Sentence
    speaker: Speaker | None
    attribution: Attribution | None
    construction: str
    quotations: set[int] = field(default_factory=set)
    last_sentence: int = 0

    @property
    def is_question(self) -> bool:
        """Whether it was asked: what follows is the answer."""
        cue = self.attribution.cue if self.attribution else None
        return cue is not None and cue.group == "ask"


class Drafts:
    """The drafts of a text in reading order."""

    def __init__(self, text: Text, memory: Memory) -> None:
        self.text = text
        self.memory = memory
        self.all: list[Draft] = []

    def add(self, draft: Draft) -> None:
        """Keep a draft, as a part of the one before where its quotation goes on with that."""
        draft.last_sentence = draft.sentence.index
        last = self.all[-1] if self.all else None
        if last is not None and self._is_reopened(last, draft):
            self._join(last, draft)
            draft = last
        else:
            self.all.append(draft)
        if draft.speaker is not None:
            self.memory.spoke(draft.speaker, self.text.sentences[draft.last_sentence])

    def _is_reopened(self, last: Draft, draft: Draft) -> bool:
        """Whether words with a cue go on with a quotation the paragraph before left open.

        Whoever the cue names says both: `"We waited all night.` / `"Nobody came," Lee said.`
        """
        if not (last.quotations and draft.quotations):
            return False
        if draft.construction not in ("left", "inserted"):
            return False
        first = min(draft.quotations)
        if not self.text.quotations[first].is_continued or max(last.quotations) != first - 1:
            return False
        if last.attribution is None or last.speaker is None or draft.speaker is None:
            return True
        return last.speaker.name == draft.speaker.name

    def _join(self, last: Draft, draft: Draft) -> None:
        last.spans += draft.spans
        last.quotations |= draft.quotations
        last.last_sentence = draft.last_sentence
        if last.attribution is None:
            last.attribution, last.construction = draft.attribution, draft.construction
            last.speaker = draft.speaker

    def takes_on(self, sentence: Sentence) -> bool:
        """Take a quotation that goes on with the statement before it; tell whether it did."""
        quoted = self._quoted_part(sentence)
        draft = self._last_quoted() if quoted else None
        if draft is None or not self._goes_on(draft, sentence, quoted[0].quotation):
            return False
        draft.spans.append((quoted[0].start, quoted[-1].end))
        draft.quotations |= {token.quotation for token in quoted if token.quotation >= 0}
        draft.last_sentence = self.memory.last_at = sentence.index
        if draft.speaker is not None:
            self.memory.spoke(draft.speaker, sentence)
        return True

    def _quoted_part(self, sentence: Sentence) -> list[Token]:
        """Return the quotation a sentence consists of, at once or after `Then, "…"`, `But "…"`.

        With a short end in the reporter's words: `"It is for the crews" and their families.`
        [] if it has other words outside quotation marks.
        """
        quoted = [token for token in sentence.tokens if token.quotation >= 0]
        others = [token for token in sentence.tokens if token.is_word and token.quotation < 0]
        is_joint = len(others) <= 1 and all(t.is_a("coordinators", "adverbs") for t in others)
        is_first = not others or (quoted and others[0].start < quoted[0].start)
        if quoted and self._has_tail(sentence, quoted, others):
            return sentence.tokens[: sentence.tokens.index(others[-1]) + 1]
        return quoted if is_joint and is_first and not is_heading(quoted) else []

    def _has_tail(self, sentence: Sentence, quoted: list[Token], others: list[Token]) -> bool:
        """Whether a long quotation opens the sentence and few other words end it."""
        words = [token for token in quoted if token.is_word]
        is_short = 0 < len(others) * TAIL_SHARE <= len(words)
        return is_short and sentence.tokens[0] is quoted[0] and others[0].start > words[-1].start

    def _last_quoted(self) -> Draft | None:
        """Return the last statement if it quotes, else the one its sentence opens with.

        What is only reported beside a quotation ("…," she said, adding that it was late) does not
        end it: the next quotation goes on with the one before.
        """
        for draft in reversed(self.all):
            if draft.quotations:
                return draft
            if draft.sentence is not self.all[-1].sentence:
                break
        return None

    def _goes_on(self, draft: Draft, sentence: Sentence, quotation: int) -> bool:
        """Whether a sentence's quotation goes on with the statement before it."""
        opened = self.text.quotations[quotation]
        if opened.is_continued and max(draft.quotations) == quotation - 1:
            return True
        apart = sentence.paragraph - self.text.sentences[draft.last_sentence].paragraph
        if apart == 0:
            return draft.last_sentence >= sentence.index - NEAR
        is_next = apart == 1 and draft.last_sentence == sentence.index - 1
        may_go_on = draft.construction in ("left", "follow-on") and not draft.is_question
        return is_next and opened.is_closed and may_go_on
