"""The words of Popolo files, and what they are in the record."""

# What others call kinds of organizations, in Popolo files and in the record.
KINDS = {
    "party": "party",
    "faction": "party",
    "political group": "party",
    "legislature": "legislature",
    "chamber": "legislature",
    "upper house": "legislature",
    "lower house": "legislature",
    "committee": "legislature",
    "ministry": "ministry",
    "government": "government",
    "executive": "government",
    "cabinet": "government",
    "court": "court",
    "judiciary": "court",
    "armed force": "armed_force",
    "military": "armed_force",
    "intergovernmental": "intergovernmental",
    "intergovernmental body": "intergovernmental",
    "media": "media",
    "company": "company",
}
NAME_KINDS = {
    "former name": "former",
    "nickname": "nickname",
    "transliteration": "transliteration",
    "translation": "translation",
    "multilingual": "translation",
    "full name": "full",
    "short form or abbreviation": "short",
    "abbreviation": "short",
}
MOST_SLUG = 160
# What a file says of itself that an On Record wrote.
GENERATOR = "On Record"
NOT_MODELLED = ("areas", "events", "motions", "vote_events", "speeches", "counts", "votes")
