"""Every code a diagnostic can have, with its severity.

``docs/reference/diagnostics.md`` explains each code to editors; one test keeps the two lists the
same, and another sees that each code has a golden case.
"""

from collections.abc import Mapping
from types import MappingProxyType

from .diagnostic import Severity

_ERRORS = (
    # Of files, of their YAML, of single fields.
    "unreadable-file", "not-utf8", "binary-file", "file-too-large", "empty-file", "yaml-extension",
    "unknown-place", "outside-content", "git-repository", "outside-templates", "bad-id",
    "duplicate-id", "address-collision",
    "yaml-syntax", "duplicate-key", "alias", "tag", "second-document", "too-deep", "merge-markers",
    "no-break-space", "cut-by-comment", "control-character", "line-separator", "no-value",
    "unknown-key", "missing-key", "wrong-shape", "bad-value", "bad-date", "line-break",
    # Of a row by itself, and of its links to others.
    "scare-with-speaker", "speaker-missing", "gist-missing", "text-missing", "phrase-absent",
    "none-found-without-search", "withheld-words", "not-assessed-written", "none-found-in-article",
    "unknown-actor", "unknown-demand", "unknown-claim", "unknown-quote", "unknown-topic",
    "unknown-event", "redirect-taken", "demand-to-itself", "role-to-itself", "role-dates",
    "impossible-date", "circular", "withheld-evidence", "not-to-paste", "draft-quote",
    "same-as-differs",
    # Of captures and their lock, of a spreadsheet that is read in, of the site made of a desk.
    "quote-absent", "lock-broken", "lock-newer", "capture-unreadable", "capture-not-utf8",
    "capture-empty", "capture-html",
    "sheet-unreadable", "sheet-column", "sheet-row", "sheet-value", "sheet-name", "sheet-exists",
    "template-fault", "page-script",
)  # fmt: skip
_WARNINGS = (
    "outsider-act", "act-not-own-words", "outsider-claim", "claim-not-own-words",
    "outsider-response", "outsider-reply", "evidence-not-live", "response-not-own-words",
    "stale-none-found", "search-before-demand", "demand-never-stated", "claim-never-asserted",
    "said-after-published", "said-outside-event", "said-long-before", "unlikely-date",
    "published-else", "correction-missing", "correction-field", "correction-differs",
    "reason-missing", "maybe-withheld", "same-words", "row-twice", "names-itself",
    "told-by-another", "negation-cut", "versions-differ", "says-both", "act-before-first",
    "letters-mixed", "original-same", "maybe-translated", "publisher-spelt", "copied",
    "placeholder", "key-in-text", "text-garbled", "code-in-text", "words-repeated", "label-in-text",
    "wrong-address", "assessed-before-statement", "loaded-word", "accusation-unheard",
    "anonymous-undescribed", "anonymous-named", "other-speaker", "words-unmarked", "words-marked",
    "role-of-another", "other-topic", "other-number", "other-outlet", "other-maker", "other-script",
    "misquoted", "claim-as-fact", "speaker-unused", "summary-copied", "quoted-much",
    "outside-coverage", "long-bottom-line", "outer-marks", "writers-words", "sentence-cut",
    "same-name", "accept-unused", "to-do-published",
    # Of captures and their lock, and of the site made of a desk.
    "quote-stale", "quote-close", "not-checked", "capture-unknown", "capture-changed",
    "not-published", "blocked-by-policy", "broken-link", "doubtful-setting",
    "letter-without-font",
)  # fmt: skip
_NOTICES = (
    "sheet-read", "draft", "to-do", "maybe-original", "some-withheld", "maybe-month",
    "maybe-number", "maybe-other-act", "maybe-same", "maybe-genre", "maybe-evidence", "no-site-url",
    "no-share-picture",
)  # fmt: skip

CODES: Mapping[str, Severity] = MappingProxyType(
    dict.fromkeys(_ERRORS, Severity.ERROR)
    | dict.fromkeys(_WARNINGS, Severity.WARNING)
    | dict.fromkeys(_NOTICES, Severity.NOTICE)
)

# `check` does not find these: only a build does, or a briefing.
BUILD_ONLY = frozenset({"broken-link", "no-site-url", "no-share-picture", "letter-without-font"})

# Warnings that are about no row, or that only taking something away, a font or a new comparison can
# mend: with an old acceptance of edited words, every later edit would pass.
_NOT_ACCEPTED = frozenset(
    (
        "accept-unused",
        "blocked-by-policy",
        "broken-link",
        "capture-unknown",
        "doubtful-setting",
        "letter-without-font",
        "not-published",
        "quote-stale",
        "to-do-published",
    )
)
# The codes that a row may name in ``accept``.
ACCEPTABLE = tuple(sorted({*_WARNINGS} - _NOT_ACCEPTED))
