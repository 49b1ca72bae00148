"""Addresses that a browser opens where they seem to lead, and those that it does not."""

import pytest

from onrecord.reading.texts import why_no_web_address


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("ftp://port.example/", "does not begin with"),
        ("https:/port.example/", "does not begin with"),
        ("https://", "has no host"),
        ("https://.", "'.' is not a host"),
        ("https://port..example/", "is not a host"),
        ("https://p\u043ert.example/", "letters of two alphabets"),
        ("https://!/", "is not a host"),
        ("https://po%72t.example/", "is not a host"),
        (f"https://{'p' * 64}.example/", "is not a host"),
        ("https://999.1.1.1/", "is not a host"),
        ("https://2130706433/", "is not a host"),
        ("https://[::1", "cannot be read"),
        ("https://[fe80::1%25eth0]/", "is not a host"),
        ("https://port.example:99999999/", "cannot be read"),
        ("https://port.example:quay/", "cannot be read"),
        ("https://port.example:0/", "port 0"),
        ("https://port.example\\@other.example/", "backslash"),
        ("https://port.example/a\\b", "backslash"),
        ("https://port.example@other.example/", "before its host"),
        ("https://rivera:secret@port.example/", "before its host"),
        ("https://port.example/a b", "invisible character (space, U+0020)"),
        ("https://port.example/\u202etxt", "invisible character (right-to-left override, U+202E)"),
        ("https://port.exam\u200bple/", "invisible character (zero width space, U+200B)"),
        ("https://port\uff0fexample/", "cannot be read"),
    ],
)
def test_an_address_that_does_not_lead_there(address: str, why: str) -> None:
    found = why_no_web_address(address)
    assert found is not None
    assert why in found[0]
    assert found[1]


@pytest.mark.parametrize(
    "address",
    [
        "https://port.example",
        "HTTP://Port.Example:8080/a?b=c@d#e",
        "https://port.example./",
        "https://quay_4.port.example:/",
        "https://hafen-münchen.example/straße",
        "https://xn--mnchen-3ya.example/",
        "https://港.example/パス",
        "https://مثال.إختبار/",
        "https://港。example/",
        "https://[2001:db8::1]:8080/",
        "https://127.0.0.1/",
        "https://localhost/",
        "https://archive.example/2031/https://rivera@port.example/[a]|b",
    ],
)
def test_an_address_that_does(address: str) -> None:
    assert why_no_web_address(address) is None
