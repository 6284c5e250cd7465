"""Undoing a response's compression, never beyond a limit."""

import zlib
from collections.abc import Callable

import brotli

from sources.failures import CaptureError, Failure

# Servers that compress twice exist by mistake; more is an attack.
MAX_CODINGS = 2
# Each file in a row costs a copy of the rest.
MAX_MEMBERS = 100
_STEP = 1 << 16


def unpack(body: bytes, codings: str, *, limit: int) -> bytes:
    """Return the body as it was before compression; `codings` is the Content-Encoding header.

    Raises CaptureError: TOO_LARGE beyond `limit` bytes, BAD_RESPONSE for damage or a coding
    nobody asked for.
    """
    names = [name.strip().lower() for name in codings.split(",")]
    names = [name for name in names if name and name != "identity"]
    if len(names) > MAX_CODINGS:
        raise CaptureError(Failure.BAD_RESPONSE, "compressed over and over")
    for name in reversed(names):
        if name not in _UNPACK:
            raise CaptureError(Failure.BAD_RESPONSE, f"compressed as “{name[:20]}”")
        try:
            body = _UNPACK[name](body, limit)
        except (zlib.error, brotli.error) as error:
            raise CaptureError(Failure.BAD_RESPONSE, "damaged on its way") from error
    return body


def _gunzip(body: bytes, limit: int) -> bytes:
    """Several gzip files in a row are one (RFC 1952, 2.2); what else follows is padding."""
    unpacked = b""
    for _ in range(MAX_MEMBERS):
        if body[:2] != b"\x1f\x8b":
            break
        part, body = _inflate(body, limit - len(unpacked), window=zlib.MAX_WBITS | 16)
        unpacked += part
    if body[:2] == b"\x1f\x8b" or (body and not unpacked):
        raise zlib.error("not gzip, or too many")
    return unpacked


def _undeflate(body: bytes, limit: int) -> bytes:
    """With the zlib header that the standard demands, or without, as some servers send it."""
    try:
        return _inflate(body, limit, window=zlib.MAX_WBITS)[0]
    except zlib.error:
        return _inflate(body, limit, window=-zlib.MAX_WBITS)[0]


def _inflate(body: bytes, limit: int, *, window: int) -> tuple[bytes, bytes]:
    """Return what was unpacked, and what follows it."""
    inflater = zlib.decompressobj(window)
    unpacked = inflater.decompress(body, limit + 1)
    if len(unpacked) > limit:
        raise CaptureError(Failure.TOO_LARGE)
    if body and not inflater.eof:
        raise zlib.error("cut off")
    return unpacked, inflater.unused_data


def _unbrotli(body: bytes, limit: int) -> bytes:
    decompressor = brotli.Decompressor()
    unpacked = bytearray()
    while not decompressor.is_finished():
        if decompressor.can_accept_more_data():
            if unpacked and not body:
                raise brotli.error("cut off")
            step, body = body[:_STEP], body[_STEP:]
        else:
            step = b""
        before = len(unpacked)
        unpacked += decompressor.process(step, output_buffer_limit=_STEP)
        if len(unpacked) > limit:
            raise CaptureError(Failure.TOO_LARGE)
        if not step and not body and len(unpacked) == before:
            raise brotli.error("cut off")
    return bytes(unpacked)


_UNPACK: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _undeflate,
    "br": _unbrotli,
}
ACCEPTED = "gzip, deflate, br"
