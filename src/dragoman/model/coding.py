"""What a person coded in a document by hand."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.ids import content_id
from dragoman.model.reading import Party, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """One event that a person found in a document, in the form of an account: words, type, sides, date, status.

    ``start`` and ``end`` are offsets into the document's text, ``quote`` the words there. Without an ``event_type`` it
    says only that ``coder`` has read the document: then there are no words either, and 0 stands for both offsets.
    ``path`` and ``locator`` name the document for people.
    """

    coder: str
    document_id: str
    path: str
    locator: str = ""
    start: int = 0
    end: int = 0
    quote: str = ""
    event_type: str = ""
    mode: str = ""
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    date: str | None = None
    status: Status = "asserted"
    speaker: str = ""
    place: str = ""

    def account_id(self) -> str:
        """The id of the account that it becomes: the same on every run."""
        sides = [[[one.id, one.state] for one in side] for side in (self.actors, self.recipients)]
        said = (self.event_type, self.mode, self.status, self.date, self.speaker)
        return content_id("acc", self.document_id, self.coder, self.start, self.end, *said, *sides)
