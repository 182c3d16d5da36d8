"""A chart as HTML: the drawing, its summary and caption, and the table of its figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

STYLE = """body{margin:2rem auto;max-width:60rem;padding:0 1rem;background:#fffdf8;color:#37332d;
font:16px/1.5 Georgia,serif}
figure{margin:0}svg{max-width:100%;height:auto}figcaption{max-width:42rem}
table{border-collapse:collapse;font:13px/1.4 "Liberation Sans",Arial,sans-serif}
th,td{border-bottom:1px solid #cbc5b9;padding:.2rem .6rem;text-align:left;vertical-align:top}"""


def write_figure(svg: str, summary: str, caption: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A ``figure`` element; all words are escaped."""
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in header)
    body = "\n".join(f"<tr>{''.join(f'<td>{write_cell(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return (
        f'<figure class="dragoman-chart">\n{svg}\n<figcaption><p>{escape(summary)}</p>'
        f"<p><small>{escape(caption)}</small></p></figcaption>\n"
        f"<details><summary>The same as a table</summary>\n<table>\n<thead><tr>{head}</tr></thead>\n"
        f"<tbody>\n{body}\n</tbody>\n</table>\n</details>\n</figure>"
    )


def write_cell(cell: object) -> str:
    """A cell of the table, escaped; what is not known is empty."""
    return "" if cell is None else escape(str(cell))


def write_page(title: str, figure: str) -> str:
    """A page that holds one figure."""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{escape(title)}</title>\n<style>\n{STYLE}\n</style>\n</head>\n<body>\n<h1>{escape(title)}</h1>\n"
        f"{figure}\n</body>\n</html>\n"
    )
