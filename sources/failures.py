"""Why a source could not be captured: a small set of reasons, each with its cure."""

from enum import StrEnum


class Failure(StrEnum):
    INVALID_ADDRESS = "invalid_address"
    REFUSED_ADDRESS = "refused_address"
    UNKNOWN_HOST = "unknown_host"
    UNREACHABLE = "unreachable"
    UNTRUSTED = "untrusted"
    TOO_SLOW = "too_slow"
    TOO_LARGE = "too_large"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    ROBOTS = "robots"
    FORBIDDEN = "forbidden"
    GONE = "gone"
    SITE_FAILED = "site_failed"
    BAD_RESPONSE = "bad_response"
    UNKNOWN_TYPE = "unknown_type"
    EMPTY = "empty"
    NO_ARTICLE = "no_article"
    PAYWALL = "paywall"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    TOO_COMPLEX = "too_complex"
    INTERNAL = "internal"


_PASTE = "Open it in your browser and paste its text below."
_LATER = "Try again later, or open it in your browser and paste its text below."

# What happened, and what the curator can do about it.
_SENTENCES: dict[Failure, tuple[str, str]] = {
    Failure.INVALID_ADDRESS: ("This is not an address of a web page.", "Correct the address."),
    Failure.REFUSED_ADDRESS: (
        "The address leads into a private network, and those are never fetched.",
        "Check the address; a page that only your own network shows can be pasted below.",
    ),
    Failure.UNKNOWN_HOST: ("There is no site of that name.", "Check the address for a slip."),
    Failure.UNREACHABLE: ("The site does not answer.", _LATER),
    Failure.UNTRUSTED: (
        "The site cannot prove who it is: its certificate is not valid.",
        "Check the address. If you trust what your browser shows, paste its text below.",
    ),
    Failure.TOO_SLOW: ("The site took too long.", _LATER),
    Failure.TOO_LARGE: (
        "It is larger than what is kept.",
        "Look for the article alone, or paste the text below.",
    ),
    Failure.TOO_MANY_REDIRECTS: ("The address leads on and on to other addresses.", _PASTE),
    Failure.ROBOTS: ("The site asks programs not to fetch this page (robots.txt).", _PASTE),
    Failure.FORBIDDEN: ("The site shows this page to subscribers or browsers alone.", _PASTE),
    Failure.GONE: (
        "The page is not there, or not any more.",
        "Check the address, or look for an archived copy and give its address.",
    ),
    Failure.SITE_FAILED: ("The site has a fault of its own.", _LATER),
    Failure.BAD_RESPONSE: ("The site’s answer cannot be understood.", _PASTE),
    Failure.UNKNOWN_TYPE: (
        "It is neither a web page nor a PDF, a Word document (DOCX) or a plain text.",
        "Paste its text below, or save it as one of these and upload that.",
    ),
    Failure.EMPTY: ("There is nothing in it.", _PASTE),
    Failure.NO_ARTICLE: (
        "There is no article on the page, or it appears only in a browser.",
        "If you see the article in your browser, paste its text below.",
    ),
    Failure.PAYWALL: (
        "Only the beginning is shown: the rest is for subscribers.",
        "If you may read the whole article, paste its text below.",
    ),
    Failure.ENCRYPTED: (
        "The file is locked with a password.",
        "Save it without the password, or paste its text below.",
    ),
    Failure.DAMAGED: ("The file is damaged.", "Get it anew, or paste its text below."),
    Failure.TOO_COMPLEX: (
        "Reading it took more time or memory than a document may.",
        "Paste the text of the pages that matter below.",
    ),
    Failure.INTERNAL: (
        "Something went wrong here, not at the site; it is in the log.",
        "Try again, or paste the text below.",
    ),
}


class CaptureError(Exception):
    """A source could not be captured; `str()` says why and what helps, for the curator."""

    def __init__(self, failure: Failure, detail: str = "") -> None:
        super().__init__(failure, detail)
        self.failure = failure
        self.detail = detail

    def __str__(self) -> str:
        return f"{sentence(self.failure, self.detail)} {cure(self.failure)}"


def sentence(failure: Failure, detail: str = "") -> str:
    """Return what happened, with the particulars in brackets where there are any."""
    said = _SENTENCES[failure][0]
    return f"{said.removesuffix('.')} ({detail})." if detail else said


def cure(failure: Failure) -> str:
    """Return what the curator can do about it."""
    return _SENTENCES[failure][1]
