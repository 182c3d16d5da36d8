"""The web workbench: a project in the browser, on this machine alone.

How a page is added
-------------------

1. ``pages/NAME.py``: a frozen dataclass that is the page (all that it shows, as plain values), and a function that
   makes it from the workbench and the query::

       pages = Pages(key="checks")

       @dataclass(frozen=True, slots=True, kw_only=True)
       class ChecksPage:
           total: int
           findings: tuple[FindingRow, ...]

       @pages.page("/checks", template="checks.html.j2")
       def checks(bench: Bench, rule: str = "", page: PageNumber = 1) -> ChecksPage:
           \"\"\"What is wrong or doubtful in the sources.\"\"\"

   That one function gives both ``/checks`` (HTML) and ``/checks.json`` (the same record as JSON, described in
   ``/openapi.json``). Parameters are FastAPI's: typed, with defaults, in the path or the query. Do not use
   ``TYPE_CHECKING`` for the types of a page: they are read at run time. What is not there:
   ``raise missing("there is no event …")``. Errors of the library become a readable page by themselves.
2. ``templates/NAME.html.j2`` extends ``base.html.j2`` and gets ``page`` (the record), ``w`` (the English strings,
   ``words.toml``: a section for each page), ``chosen("q")`` (a parameter), ``here`` (the key). Everything is escaped;
   never write ``|safe``. No ``style`` attribute and no script in a page: the content security policy refuses both.
   ``parts.html.j2`` has macros: ``pager``, ``figure`` (chart with its sentence and its table), ``quote``, ``act``,
   ``standing``, ``csrf_field``.
3. Add the module to ``PAGES`` in ``pages/__init__.py``; an entry in the bar at the top, and the letter after ``g`` that
   leads there, is a ``Place`` in ``pages/places.py``.
4. No query and no SQL in a page: what the workbench does not give belongs in ``dragoman.store`` (see
   ``store/browse_reader.py``), paged and with an index. What is dear but the same until the project changes:
   ``desk.once(("key", …), make)``. Every page must answer in 200 ms with 50,000 documents
   (``python -m benchmarks.web_pages``).
5. A change is ``@pages.change("/events/{event_id}/judge")`` (a POST): Host, Origin, cookie, CSRF token and
   ``--read-only`` have been checked before it runs (``guard.py``). Its form holds ``{{ parts.csrf_field() }}``; a
   script sends the header ``X-CSRF-Token`` (``static/send.js``). It returns where to go next (a path), or a record
   for a script.
6. A script is an ES module in ``static/``, loaded in ``{% block scripts %}``; keys go through ``static/keys.js``.
7. A chart is ``@pages.chart("/blocs/chart")`` on a function that returns a ``Chart`` (it is drawn as ``.svg``, and live
   from ``.vl.json``), ``Figure.of(chart, "/blocs/chart")`` in the page, ``{{ parts.figure(page.figure) }}`` in the
   template. Register it before a page whose path would swallow it.
8. Tests in ``tests/web/test_NAME.py`` with the fixtures of ``tests/web/conftest.py``: status, twin, escaping, paging.
"""

from __future__ import annotations

__all__: list[str] = []
