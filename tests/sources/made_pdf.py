"""Small PDF files, written by hand."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from typing import Any

Words = tuple[float, float, float, str]
"""Left edge, base line (points from the foot of the page), size, text."""


def make_pdf(
    pages: Iterable[Sequence[Words]],
    *,
    labels: str = "",
    info: str = "",
    scanned: frozenset[int] | set[int] = frozenset(),
    turned: int = 0,
    pictures: Sequence[Any] = (),
) -> bytes:
    """A PDF file with one page for each list of words; ``scanned`` pages are covered by one picture, the same black one
    unless ``pictures`` (arrays of grey, height by width) gives one for each page.

    ``labels`` is the number tree of page labels, ``info`` the document's information, both in PDF's own notation.
    """
    listed = list(pages)
    picture = zlib.compress(bytes(200 * 260))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {f'/PageLabels << /Nums [{labels}] >>' if labels else ''} >>".encode(),
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /XObject /Subtype /Image /Width 200 /Height 260 /ColorSpace /DeviceGray /BitsPerComponent 8"
        b" /Filter /FlateDecode /Length %d >>\nstream\n" % len(picture) + picture + b"\nendstream",
        f"<< {info} >>".encode("cp1252"),
    ]
    kids = []
    for number, words in enumerate(listed):
        drawn = ["q 595 0 0 842 0 0 cm /Im1 Do Q"] if number in scanned else []
        shown = 4
        if number < len(pictures):
            height, width = pictures[number].shape
            data = zlib.compress(pictures[number].tobytes())
            shown = len(objects) + 1
            objects.append(
                b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray" % (width, height)
                + b" /BitsPerComponent 8 /Filter /FlateDecode /Length %d >>\nstream\n" % len(data)
                + data
                + b"\nendstream"
            )
        for left, base, size, text in words:
            escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
            drawn.append(f"BT /F1 {size} Tf 1 0 0 1 {left} {base} Tm ({escaped}) Tj ET")
        content = "\n".join(drawn).encode("cp1252")
        kids.append(len(objects) + 1)
        rotate = f" /Rotate {turned}" if turned else ""
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]{rotate} /Contents {len(objects) + 2} 0 R"
            f" /Resources << /Font << /F1 3 0 R >> /XObject << /Im1 {shown} 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n" % len(content) + content + b"\nendstream")
    refs = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<< /Type /Pages /Kids [{refs}] /Count {len(kids)} >>".encode()
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 5 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def column(
    lines: Iterable[str], *, left: float = 72, top: float = 750, size: float = 11, step: float = 14
) -> list[Words]:
    """Lines below each other."""
    return [(left, top - step * number, size, line) for number, line in enumerate(lines)]
