"""Search as anybody would write it: every row looked at, in plain Python.

It knows nothing of vectors, stems or indexes: which words are forms of one another is listed here.
"""

from itertools import product

from statements.search.query import And, Near, Not, Or, Phrase, Prefix, Word

# Forms of one word, by language; no two groups of different languages share a form.
FORMS = {
    "en": [{"war", "wars"}, {"missile", "missiles"}, {"negotiate", "negotiating"}, {"sea"}],
    "fr": [{"guerre", "guerres"}, {"négocié", "négocier"}, {"européen", "européennes"}, {"mer"}],
    "fa": [{"کشتی", "کشتی‌ها", "کشتی‌های"}, {"جنگ"}, {"دریا"}],
    "ar": [{"مسلمين", "المسلمون"}, {"سفينة"}, {"بحر"}],
}
# As folding leaves the words that it changes.
FOLDED = {
    "négocié": "negocie",
    "négocier": "negocier",
    "européen": "europeen",
    "européennes": "europeennes",
    "کشتی‌ها": "کشتیها",
    "کشتی‌های": "کشتیهای",
    "مسلمين": "مسلمین",
    "سفينة": "سفینه",
}
WORDS = {language: sorted(set().union(*groups)) for language, groups in FORMS.items()}


def fold(word):
    return FOLDED.get(word, word.lower())


def is_form(typed, written, language):
    same = any({typed, written} <= group for group in FORMS[language])
    return same or fold(typed) == fold(written)


def answers(query, parts):
    """Whether a row answers; `parts` are its texts as (language, list of words)."""
    match query:
        case None:
            return True
        case And(terms):
            return all(answers(term, parts) for term in terms)
        case Or(terms):
            return any(answers(term, parts) for term in terms)
        case Not(term):
            return not answers(term, parts)
    return any(runs(query, language, words) for language, words in parts)


def runs(term, language, words):
    """Return the (first, last) places of each run of words that is the term."""
    places = range(len(words))
    match term:
        case Word(text):
            return [(n, n) for n in places if is_form(text, words[n], language)]
        case Prefix(text):
            return [(n, n) for n in places if fold(words[n]).startswith(fold(text))]
        case Phrase(text):
            typed = [fold(word) for word in text.split()]
            size = len(typed)
            return [
                (n, n + size - 1)
                for n in places
                if [fold(word) for word in words[n : n + size]] == typed
            ]
        case Or(terms):
            return [run for one in terms for run in runs(one, language, words)]
        case Near(one, other, distance):
            pairs = product(runs(one, language, words), runs(other, language, words))
            return [
                (min(a[0], b[0]), max(a[1], b[1]))
                for a, b in pairs
                if 1 <= max(a[0] - b[1], b[0] - a[1]) <= distance
            ]
    raise AssertionError(term)


def typed(query):
    """Return a query as it is typed."""
    match query:
        case Word(text):
            return text
        case Prefix(text):
            return f"{text}*"
        case Phrase(text):
            return f"“{text}”"
        case Near(one, other, distance):
            return f"{in_group(one)} NEAR/{distance} {in_group(other)}"
        case Not(term):
            return f"-{in_group(term)}"
        case And(terms):
            return " ".join(map(in_group, terms))
        case Or(terms):
            return " OR ".join(map(in_group, terms))
    raise AssertionError(query)


def in_group(query):
    is_one = isinstance(query, Word | Prefix | Phrase)
    return typed(query) if is_one else f"({typed(query)})"
