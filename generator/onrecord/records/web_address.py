"""Addresses on the web that a browser can open, and that lead where they seem to."""

import ipaddress
import re
import unicodedata
from urllib.parse import SplitResult, urlsplit

# No other scheme can be followed by everybody, and "javascript:" runs a script.
_BEGINNING = re.compile(r"https?://", re.IGNORECASE)
# Of general categories: white space, and what is not seen or turns the direction of a line.
_UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp", "Cs", "Co"})
# Joiners, which some scripts spell with.
_JOINERS = "\u200c\u200d"
_MIDDLE_DOTS = "\u00b7\u30fb"
_DOTS = re.compile("[.\u3002\uff0e\uff61]")  # all are a dot between labels
# What browsers read as a number of an IP address: "127", "0x7f".
_NUMBER = re.compile(r"[0-9]+|0[xX][0-9a-fA-F]*")
# Alphabets some of whose letters look like those of another.
_ALIKE = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN"})
_MAX_LABEL, _MAX_HOST = 63, 253


def why_no_web_address(text: str) -> tuple[str, str] | None:
    """What is wrong with ``text`` as an address on the web, and what to do; None if nothing is."""
    if not _BEGINNING.match(text):
        return ("it does not begin with http:// or https://", "copy all of it from the browser")
    for character in text:
        if unicodedata.category(character) in _UNSEEN and character not in _JOINERS:
            name = unicodedata.name(character, "a control character").lower()
            hint = "delete it, or write a space as %20"
            return f"it contains an invisible character ({name}, U+{ord(character):04X})", hint
    if "\\" in text:
        return "it contains a backslash, which browsers read as /", "write / or %5C"
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return ("its host or port cannot be read", "a host is a name, a port a number up to 65535")
    return _why_no_server(parts, port)


def _why_no_server(parts: SplitResult, port: int | None) -> tuple[str, str] | None:
    if "@" in parts.netloc:
        hint = "remove the @ and what is before it"
        return "it has a name or password before its host, which hides where it leads", hint
    if port == 0:
        return "no server answers on port 0", "remove the port"
    host = parts.hostname or ""
    if "[" in parts.netloc:
        return None if _is_ip_address(host, 6) else _bad_host(host)
    return _why_no_host(host)


def _why_no_host(host: str) -> tuple[str, str] | None:
    if not host:
        return "it has no host", "copy all of it from the browser"
    labels = _DOTS.split(host)
    if len(labels) > 1 and not labels[-1]:
        labels.pop()  # the dot at the very end is the root
    if not all(labels) or any(len(label) > _MAX_LABEL for label in labels):
        return _bad_host(host)
    if len(host) > _MAX_HOST or not all(_fits(char) for label in labels for char in label):
        return _bad_host(host)
    if any(_mixes_alphabets(label) for label in labels):
        hint = "type the name of the host again"
        return f"the host '{host}' mixes letters of two alphabets that look alike", hint
    if _NUMBER.fullmatch(labels[-1]) and not _is_ip_address(".".join(labels), 4):
        return _bad_host(host)
    return None


def _bad_host(host: str) -> tuple[str, str]:
    return f"'{host}' is not a host", "a host is a name with dots, such as news.example.org"


def _mixes_alphabets(label: str) -> bool:
    """Whether one label has letters of more than one of the alphabets that share their shapes."""
    names = (unicodedata.name(char, "").partition(" ")[0] for char in label if char.isalpha())
    return len({*names} & _ALIKE) > 1


def _fits(character: str) -> bool:
    """Whether it may be in the name of a host; names in every script may."""
    if character.isascii():
        return character.isalnum() or character in "-_"
    kind = unicodedata.category(character)
    return kind[0] in "LMN" or kind == "So" or character in _JOINERS + _MIDDLE_DOTS


def _is_ip_address(host: str, version: int) -> bool:
    try:
        return "%" not in host and ipaddress.ip_address(host).version == version
    except ValueError:
        return False
