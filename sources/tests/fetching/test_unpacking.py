"""Compressed answers, and bombs among them."""

import gzip
import tracemalloc
import zlib

import brotli
import pytest

from sources.failures import CaptureError, Failure
from sources.fetching.unpacking import unpack
from sources.tests.fetching.server import response

WORDS = "“We will keep our word.” ".encode() * 50
LIMIT = 1_000_000


def raw_deflate(data):
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


PACK = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
}


@pytest.mark.parametrize("coding", PACK)
def test_every_coding_is_undone(coding):
    assert unpack(PACK[coding](WORDS), coding, limit=LIMIT) == WORDS


def test_deflate_without_its_header_is_undone():
    assert unpack(raw_deflate(WORDS), "deflate", limit=LIMIT) == WORDS


def test_gzip_files_in_a_row_are_one():
    body = gzip.compress(b"one ") + gzip.compress(b"two") + b"\0\0"
    assert unpack(body, "gzip", limit=LIMIT) == b"one two"


def test_codings_are_undone_last_first():
    body = brotli.compress(gzip.compress(WORDS))
    assert unpack(body, "gzip, br", limit=LIMIT) == WORDS


def test_no_coding_leaves_the_body_alone():
    assert unpack(WORDS, "identity", limit=10) == WORDS


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_a_bomb_is_stopped_before_it_fills_memory(coding):
    bomb = PACK[coding](bytes(200_000_000))
    tracemalloc.start()
    try:
        with pytest.raises(CaptureError) as refused:
            unpack(bomb, coding, limit=LIMIT)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert refused.value.failure == Failure.TOO_LARGE
    assert peak < 20_000_000


def test_a_bomb_in_a_bomb_is_stopped():
    bomb = gzip.compress(gzip.compress(bytes(100_000_000)))
    with pytest.raises(CaptureError) as refused:
        unpack(bomb, "gzip, gzip", limit=LIMIT)
    assert refused.value.failure == Failure.TOO_LARGE


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        (WORDS, "gzip"),
        (WORDS, "deflate"),
        (WORDS, "br"),
        # Without the time it was made, by which two processes would tell the tests apart.
        (gzip.compress(WORDS, mtime=0)[:-20], "gzip"),
        (zlib.compress(WORDS)[:-20], "deflate"),
        (brotli.compress(WORDS)[:-5], "br"),
        (WORDS, "zstd"),
        (WORDS, "gzip, gzip, gzip"),
    ],
    # The bytes of gzip hold the second, and every process must give the test the same name.
    ids=[
        "no gzip",
        "no deflate",
        "no brotli",
        "cut off gzip",
        "cut off deflate",
        "cut off brotli",
        "unknown",
        "over and over",
    ],
)
def test_damage_and_unknown_codings_are_told(body, coding):
    with pytest.raises(CaptureError) as refused:
        unpack(body, coding, limit=LIMIT)
    assert refused.value.failure == Failure.BAD_RESPONSE


def test_no_end_of_empty_files_in_a_row_is_refused():
    with pytest.raises(CaptureError) as refused:
        unpack(gzip.compress(b"") * 200_000, "gzip", limit=LIMIT)
    assert refused.value.failure == Failure.BAD_RESPONSE


def test_a_bomb_on_the_wire_is_stopped(server, fetcher):
    server.pages["/"] = response(gzip.compress(bytes(50_000_000)), content_encoding="gzip")
    with pytest.raises(CaptureError) as refused:
        fetcher.fetch(server.url())
    assert refused.value.failure == Failure.TOO_LARGE
