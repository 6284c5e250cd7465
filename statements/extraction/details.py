"""What stands around a statement: attribution, role, outlet, occasion, date."""

import datetime
from dataclasses import dataclass

from .cast import Cast
from .constructions import Attribution
from .dates import date_pattern, day_meant
from .phrases import Phrases
from .text import Text
from .tokens import DASHES, Sentence

LONGEST_APPOSITION = 25


@dataclass(frozen=True, slots=True)
class Details:
    """Empty strings and None where the text does not say."""

    attribution: str = ""
    role: str = ""
    organization: str = ""
    outlet: str = ""
    occasion: str = ""
    date_phrase: str = ""
    said_on: datetime.date | None = None


class DetailReader:
    """Reads the details of the statements of one text."""

    def __init__(self, text: Text, cast: Cast, published_on: datetime.date | None, outlet: str):
        self.text = text
        self.cast = cast
        self.language = text.language
        self.published_on = published_on
        self.outlet = outlet

    def read(self, attribution: Attribution, spans: list[tuple[int, int]]) -> Details:
        sentence = attribution.sentence
        start, end = self._attribution_range(attribution)
        printed = self._between(sentence, start, end)
        role, organization = self._role(sentence, start, end)
        outside = [not any(a <= token.start < b for a, b in spans) for token in sentence.tokens]
        phrase = self._date_phrase(sentence, spans)
        return Details(
            attribution=printed,
            role=role,
            organization=organization,
            outlet=self._outlet(sentence) or "",
            occasion=self._occasion(sentence, outside),
            date_phrase=phrase,
            said_on=self._day(phrase),
        )

    def _between(self, sentence: Sentence, start: int, end: int) -> str:
        if end <= start:
            return ""
        return self.text.text[sentence.tokens[start].start : sentence.tokens[end - 1].end]

    # The attribution as printed

    def _attribution_range(self, attribution: Attribution) -> tuple[int, int]:
        """Return the speaker's phrase with its apposition: "Ann Lee, the mayor of Northfield"."""
        phrase, cue = attribution.subject, attribution.cue
        if phrase is None or phrase.end <= phrase.start:
            return (0, 0)
        tokens = attribution.sentence.tokens
        if phrase.path == "apposition" and cue is not None and phrase.end < cue.start:
            end = cue.start
            while end > phrase.end and tokens[end - 1].text != ",":
                end -= 1
            inserted = [token for token in tokens[phrase.end : end] if token.is_word]
            is_doing = inserted and inserted[0].low.endswith(self.language.gerund_endings)
            if is_doing or all(token.is_a("adverbs") for token in inserted):  # "Lee, too, said"
                return (phrase.start, phrase.end)
            return (phrase.start, max(end - 1, phrase.end))
        end = phrase.end
        if (
            phrase.path in ("inverted", "according")
            and end < len(tokens)
            and tokens[end].text == ","
        ):
            stop = self._apposition_end(attribution.sentence, end + 1)
            return (phrase.start, stop or end)
        return (phrase.start, end)

    def _apposition_end(self, sentence: Sentence, start: int) -> int | None:
        tokens = sentence.tokens
        first = tokens[start] if start < len(tokens) else None
        if first is None or first.quotation >= 0:
            return None
        is_role = first.low in self.language.words_in(
            "determiners"
        ) or first.low in self.language.words_in("person_nouns")
        if not is_role:
            return None
        for i in range(start, min(start + LONGEST_APPOSITION, len(tokens))):
            if (
                tokens[i].text in (",", ".", ";")
                or tokens[i].text in DASHES
                or tokens[i].quotation >= 0
            ):
                return i
            if self.cast.language.verbs.get(tokens[i].low) and i > start + 1:
                return None
        return None

    # Role and organization

    def _role(self, sentence: Sentence, start: int, end: int) -> tuple[str, str]:
        """Return role and organization of a speaker's phrase; an apposition tells more than a rank.

        "Northfield Mayor Ann Lee" and "Ann Lee, the mayor of Northfield" give the same two.
        """
        name = self._person_in(sentence, start, end)
        if name is not None and name[1] < end:
            role = self._role_between(sentence, name[1], end)
            if role[0]:
                return role
        return self._role_between(sentence, start, name[0] if name and name[0] > start else end)

    def _person_in(self, sentence: Sentence, start: int, end: int) -> tuple[int, int] | None:
        for name in reversed(self.cast.names[sentence.index]):
            if (
                start <= name.start < end
                and self.cast.entity_of[name.sentence, name.start].is_person
            ):
                return name.start, min(name.end, end)
        return None

    def _role_between(self, sentence: Sentence, start: int, end: int) -> tuple[str, str]:
        tokens = sentence.tokens
        nouns = [i for i in range(start, end) if tokens[i].is_a("person_nouns")]
        if not nouns:
            return "", ""
        first = last = nouns[0]
        while last + 1 < end and tokens[last + 1].is_a("person_nouns", "role_modifiers"):
            last += 1
        if last + 1 < end and tokens[last + 1].is_name and nouns[-1] > last:
            last = nouns[-1]
        while first > start and tokens[first - 1].is_a("role_modifiers"):
            first -= 1
        return self._between(sentence, first, last + 1), self._body(
            sentence, start, end, first, last
        )

    def _body(self, sentence: Sentence, start: int, end: int, first: int, last: int) -> str:
        """Return the organization of a role at [first, last]: in it, after it or before it."""
        tokens = sentence.tokens
        inner = [
            i
            for i in range(first, last)
            if tokens[i].is_name and not tokens[i].is_a("person_nouns", "role_modifiers")
        ]
        if inner:
            return self._between(sentence, inner[0], inner[-1] + 1)
        if last + 1 < end and tokens[last + 1].is_a("role_prepositions"):
            stop = next((i for i in range(last + 1, end) if tokens[i].text == ","), end)
            body = last + 2
            while body < stop and tokens[body].is_a("determiners"):
                body += 1
            return self._between(sentence, body, stop)
        body = first
        while body > start and (tokens[body - 1].is_name or tokens[body - 1].is_a("possessives")):
            body -= 1
        while body < first and tokens[body].is_a("role_modifiers"):
            body += 1
        is_possessive = first > body and tokens[first - 1].is_a("clitics")
        return self._between(sentence, body, first - 1 if is_possessive else first)

    # Outlet

    def credits(self) -> dict[int, tuple[int, str]]:
        """Return, by number of sentence, its paragraph and the outlet it credits, if any."""
        named = ((sentence, self._outlet(sentence)) for sentence in self.text.sentences)
        return {
            sentence.index: (sentence.paragraph, outlet) for sentence, outlet in named if outlet
        }

    def _outlet(self, sentence: Sentence) -> str | None:
        """Return who reported the words: "…, Tasnim reported", "told Reuters"."""
        tokens = sentence.tokens
        for name in self.cast.names[sentence.index]:
            if tokens[name.start].quotation >= 0:
                continue
            entity = self.cast.entity_of[name.sentence, name.start]
            if entity.is_person:
                continue
            printed = self._between(sentence, name.start, name.end)
            at = self._before_kind(sentence, name.start)
            before = sentence.tokens[at]
            is_told = any(token.is_a("media_words") for token in tokens[at + 1 : name.start])
            after = self._verb_after(sentence, name.end)
            if after in self.language.words_in("credit_verbs") or (
                before.is_a("credit_words", "credit_verbs") and (is_told or self._is_media(printed))
            ):
                return printed
        return None

    def _verb_after(self, sentence: Sentence, at: int) -> str:
        """Return the word after a name, past what tells its kind: "Tasnim, a news agency, …"."""
        tokens = sentence.tokens
        if at >= len(tokens) or tokens[at].text != ",":
            return tokens[at].low if at < len(tokens) else ""
        for i in range(at + 1, min(at + LONGEST_APPOSITION, len(tokens) - 1)):
            if tokens[i].text == ",":
                is_told = any(token.is_a("outlet_kinds") for token in tokens[at:i])
                return tokens[i + 1].low if is_told else ""
        return ""

    def _before_kind(self, sentence: Sentence, at: int) -> int:
        """Return the position before a name and what tells its kind: "to the official agency X"."""
        i = at - 1
        while i > 0:
            token = sentence.tokens[i]
            if not token.is_a("determiners", "outlet_kinds") and "-" not in token.text:
                break
            i -= 1
        return max(i, 0)

    def _is_media(self, name: str) -> bool:
        words = {word.lower() for word in name.split()}
        return bool(words & self.language.words_in("media_words")) or name == self.outlet

    # Occasion

    def _occasion(self, sentence: Sentence, outside: list[bool]) -> str:
        """Return "a news conference in Tehran" from outside the words themselves."""
        tokens, language = sentence.tokens, self.language
        phrases = Phrases(tokens, language)
        for i, token in enumerate(tokens[:-1]):
            if not outside[i] or token.low not in language.words_in("occasion_prepositions"):
                continue
            end = phrases.after(i + 1, len(tokens))
            nouns = [
                k for k in range(i + 1, end) if tokens[k].low in language.words_in("occasion_nouns")
            ]
            if not nouns:
                continue
            end = self._occasion_end(phrases, end)
            while end > nouns[-1] + 1 and tokens[end - 1].low in language.words_in("times"):
                end -= 1
            return self._between(sentence, i + 1, end)
        return ""

    def _occasion_end(self, phrases: Phrases, end: int) -> int:
        tokens = phrases.tokens
        while (
            end + 1 < len(tokens)
            and tokens[end].quotation < 0
            and (tokens[end].low in self.language.words_in("occasion_joints"))
        ):
            further = phrases.after(end + 1, len(tokens))
            if further == end + 1:
                break
            end = further
        return end

    # Date

    def _date_phrase(self, sentence: Sentence, spans: list[tuple[int, int]]) -> str:
        for match in date_pattern(self.language).finditer(
            self.text.text, sentence.start, sentence.end
        ):
            if not any(a <= match.start() < b for a, b in spans):
                return match.group()
        return ""

    def _day(self, phrase: str) -> datetime.date | None:
        if not phrase or self.published_on is None:
            return None
        return day_meant(phrase, self.published_on, self.language.code)
