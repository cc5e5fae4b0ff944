"""The few bytes of protocol buffers that Anki's newer collections hold: length-delimited fields by number."""

from __future__ import annotations


def fields(data: bytes) -> dict[int, bytes | int]:
    """The last value of each field of a message; nested messages stay bytes. ValueError when it is cut short.

    Source: Protocol Buffers documentation, "Encoding": a varint key of field number and wire type before each value.
    """
    found: dict[int, bytes | int] = {}
    place = 0
    while place < len(data):
        key, place = _varint(data, place)
        number, kind = key >> 3, key & 7
        if kind == 0:
            found[number], place = _varint(data, place)
        elif kind == 2:
            size, place = _varint(data, place)
            if place + size > len(data):
                raise ValueError("a field is cut short")
            found[number] = data[place : place + size]
            place += size
        elif kind in (1, 5):
            place += 8 if kind == 1 else 4
        else:
            raise ValueError(f"wire type {kind} is not known")
    return found


def text(message: dict[int, bytes | int], number: int) -> str:
    """A field as text; empty when it is absent."""
    value = message.get(number, b"")
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else ""


def _varint(data: bytes, place: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        if place >= len(data) or shift > 63:
            raise ValueError("a number is cut short")
        byte = data[place]
        place += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, place
        shift += 7
