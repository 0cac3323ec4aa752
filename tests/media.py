"""The smallest files of each kind that are what they say."""

from __future__ import annotations

import struct
import zlib


def _chunk(kind: bytes, held: bytes) -> bytes:
    return struct.pack(">I", len(held)) + kind + held + struct.pack(">I", zlib.crc32(kind + held))


def png(width: int = 1, height: int = 1, color: bytes = b"\x4a\x2c\x6d") -> bytes:
    """A picture of one colour."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    lines = zlib.compress((b"\0" + color * width) * height)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", lines) + _chunk(b"IEND", b"")


def wav(samples: int = 80) -> bytes:
    """Silence, eight thousand samples a second."""
    held = b"\x80" * samples
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, 8000, 8000, 1, 8)
    body = b"WAVE" + form + struct.pack("<4sI", b"data", len(held)) + held
    return struct.pack("<4sI", b"RIFF", len(body)) + body


def _box(kind: bytes, held: bytes) -> bytes:
    return struct.pack(">I", len(held) + 8) + kind + held


def mp4(brand: bytes, *tracks: bytes) -> bytes:
    """A file of this brand, with tracks of these kinds: `soun`, `vide`."""
    told = b"".join(_box(b"trak", _box(b"mdia", _box(b"hdlr", bytes(8) + kind + bytes(13)))) for kind in tracks)
    return _box(b"ftyp", brand + bytes(4) + brand) + _box(b"mdat", bytes(16)) + _box(b"moov", told)


def ogg(first_packet: bytes) -> bytes:
    """A page that begins with this packet."""
    header = b"OggS" + struct.pack("<BBqIIIB", 0, 2, 0, 1, 0, 0, 1)
    return header + bytes([len(first_packet)]) + first_packet


PNG = png()
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(16)
GIF = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)
WEBP = b"RIFF" + struct.pack("<I", 30) + b"WEBPVP8L" + bytes(22)
MP3 = b"ID3\x04\x00\x00\x00\x00\x00\x00" + b"\xff\xfb\x90\x00" + bytes(413)
MP3_WITHOUT_TAGS = b"\xff\xfb\x90\x00" + bytes(413)
OGG = ogg(b"\x01vorbis" + bytes(23))
M4A = mp4(b"M4A ", b"soun")
WAV = wav()
