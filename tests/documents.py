"""Small .docx and .pdf files with our own words, as an office would attach them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(paragraphs: Sequence[str], *, rows: Sequence[Sequence[str]] = ()) -> bytes:
    """A Word file: paragraphs, cut into runs as editors do, and a table behind them."""
    body = "".join(
        f"<w:p><w:r><w:t>{escape(p[:5])}</w:t></w:r><w:r><w:t>{escape(p[5:])}</w:t></w:r></w:p>" for p in paragraphs
    )
    cells = "".join(
        f"<w:tr>{''.join(f'<w:tc><w:p><w:r><w:t>{escape(cell)}</w:t></w:r></w:p></w:tc>' for cell in row)}</w:tr>"
        for row in rows
    )
    table = f"<w:tbl>{cells}</w:tbl>" if rows else ""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("[Content_Types].xml", "<Types/>")
        out.writestr(
            "word/document.xml", f"<?xml version='1.0'?><w:document {_W}><w:body>{body}{table}</w:body></w:document>"
        )
    return packed.getvalue()


def pdf(lines: Sequence[str]) -> bytes:
    """A one-page PDF with a line of text each, in a font that maps its codes to Unicode."""
    characters = sorted({c for line in lines for c in line})
    code = {c: n for n, c in enumerate(characters, 1)}
    shown = "\n".join(f"<{''.join(f'{code[c]:04x}' for c in line)}> Tj 0 -16 Td" for line in lines)
    content = f"BT /F1 12 Tf 40 800 Td\n{shown}\nET".encode()
    pairs = "\n".join(f"<{n:04x}> <{c.encode('utf-16-be').hex()}>" for c, n in code.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin begincmap /CMapType 2 def 1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(code)} beginbfchar\n{pairs}\nendbfchar endcmap end"
    ).encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(cmap), cmap),
    ]
    out, offsets = io.BytesIO(b"%PDF-1.4\n"), []
    out.seek(0, io.SEEK_END)
    for number, item in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, item))
    at = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % offset for offset in offsets)
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, at))
    return out.getvalue()
