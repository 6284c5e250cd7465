"""The query language by example: the help page shows these, and the tests try each."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """What is typed, what it means, words it finds and words it does not, in `language`."""

    typed: str
    meaning: str
    finds: tuple[str, ...]
    passes_over: tuple[str, ...] = ()
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Chapter:
    title: str
    examples: tuple[Example, ...]


CHAPTERS = (
    Chapter(
        "Words",
        (
            Example(
                "missile range",
                "Both words, anywhere, each in any of its grammatical forms.",
                ("The range of our missiles", "Missiles ranging far"),
                ("The range of our guns",),
            ),
            Example(
                "négociations",
                "The forms of the language a statement was made in. Accents make no difference.",
                ("La negociation continue", "Nos négociations"),
                ("Rien à dire",),
                "fr",
            ),
            Example(
                "كشتي",
                "Arabic and Persian letters are one, with joiners and vowel signs or without.",
                ("کشتی‌های ما", "کشتیها آمدند"),
                ("خلیج ما",),
                "fa",
            ),
            Example(
                "المسلمين",
                "In Arabic, with the article and the particles before it or without.",
                ("قال المسلمون", "والمسلمين جميعا"),
                ("تحت التهديد",),
                "ar",
            ),
        ),
    ),
    Chapter(
        "Phrases",
        (
            Example(
                '"shadow of war"',
                "These very words, next to each other. Any quotation marks will do.",
                ("Under the shadow of war",),
                ("Shadows of wars", "The war cast its shadow"),
            ),
            Example(
                "“missile”",
                "A single word in quotation marks is found in this form alone.",
                ("One missile",),
                ("Two missiles",),
            ),
            Example(
                "« menace d'une guerre »",
                "Straight or curly apostrophes are alike.",
                ("Sous la menace d’une guerre",),
                ("La menace de guerre",),
                "fr",
            ),
        ),
    ),
    Chapter(
        "Leaving out, alternatives, groups",
        (
            Example(
                "talks -nuclear",
                "A minus right before a word, a phrase or a group leaves it out; so does NOT.",
                ("Talks about trade",),
                ("Nuclear talks",),
            ),
            Example(
                "missile OR rocket",
                "Either will do. OR is written in capitals and binds weaker than a space.",
                ("A missile", "A rocket"),
                ("A drone",),
            ),
            Example(
                "(missile OR rocket) (test OR launch)",
                "Parentheses put together what belongs together.",
                ("A rocket launch", "The missile was tested"),
                ("A missile was seen",),
            ),
            Example(
                'sanctions -(lifted OR "snap back")',
                "A group can be left out as a whole.",
                ("New sanctions",),
                ("Sanctions are lifted", "Sanctions will snap back"),
            ),
        ),
    ),
    Chapter(
        "Beginnings and nearness",
        (
            Example(
                "negotiat*",
                "Words that begin like this.",
                ("Negotiators met", "We negotiate"),
                ("We neglect it",),
            ),
            Example(
                "missile NEAR/3 test",
                "At most three words apart, in either order; NEAR/1 is next to each other. "
                "NEAR alone reaches ten words, NEAR/25 furthest.",
                ("They tested a new missile", "The missile passed every test"),
                ("A missile was shown, and the engineers said that it passed a test",),
            ),
            Example(
                '"ballistic missile" NEAR/5 (test OR launch)',
                "NEAR stands between words, phrases and alternatives in parentheses.",
                ("The launch of a ballistic missile",),
                ("The launch of a missile",),
            ),
        ),
    ),
    Chapter(
        "Numbers and abbreviations",
        (
            Example(
                "2,000",
                "Numbers are found however their thousands are grouped.",
                ("2000 kilometres", "2\u202f000 kilometres"),
                ("2 kilometres",),
            ),
            Example(
                "IRGC",
                "Abbreviations are found with their points or without, and so when typed.",
                ("The I.R.G.C. said so", "IRGC ships"),
                ("The Guards said so",),
            ),
            Example(
                "F-16",
                "A compound is found with its hyphen or in two words.",
                ("An F-16 flew", "An F 16 flew"),
                ("16 aircraft",),
            ),
        ),
    ),
)
