"""What an attribution hands on: the clause, quotation, infinitive or thing that a word of saying governs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dragoman.coding.attribution_spans import Span, clause_around, has_subject, phrase
from dragoman.coding.clause import is_passive
from dragoman.coding.scene import Token, children
from dragoman.vocab.attributing import Kind, load_attributing

Forms = Mapping[str, Kind]
Found = tuple[str, Kind, list[Token]]
CLAUSES = ("ccomp", "parataxis")
LOOSE = frozenset({"dobj", "oprd", "attr", "dep", "advcl", "xcomp", "npadvmod", "nmod", "acomp", "intj", "appos"})
"""Dependencies by which the parser may hang a quotation on the verb that brings it in."""


def content_of(token: Token, part: str, forms: Forms, quoted: Sequence[Span]) -> Found | None:
    """The form, kind and words of what ``token`` hands on, in the form that the sentence gives it; None for nothing.

    ``quoted`` are the stretches between quotation marks that the word itself stands outside of.
    """
    readers = _READERS[part]
    for read in readers:
        found = read(token, forms, quoted)
        if found is not None and found[2]:
            return found
    return None


def _clause(token: Token, forms: Forms, quoted: Sequence[Span]) -> Found | None:
    """ "said that X", "X, he said", "whether X was asked"."""
    form = "clause" if "clause" in forms else "quotation"
    if form not in forms and "quotation" not in forms:
        return None
    taken: list[Token] = []
    for child in children(token):
        if child.dep_ not in CLAUSES and not _bare_clause(child):
            continue
        if child.dep_ == "parataxis" and child.pos_ not in ("VERB", "AUX"):
            continue
        if form == "quotation" and not _is_quoted(child, quoted):
            continue
        if is_mere_infinitive(child) or (child.i < token.i and not _stands_before(child, token, quoted)):
            continue
        if child.i > token.i and _is_main(child, token, quoted):
            continue
        taken.extend(_without(phrase(child), token))
    return (form, forms[form], taken) if taken else None


def _stands_before(child: Token, token: Token, quoted: Sequence[Span]) -> bool:
    """Can a clause before the verb be its content: "It is late, he said"?"""
    if _is_quoted(child, quoted):
        return True
    after = [one for one in children(token) if one.i > token.i and one.dep_ in ("ccomp", "dobj")]
    if any(one.dep_ == "dobj" or any(inner.lower_ == "that" for inner in children(one)) for one in after):
        return False
    edge = child.right_edge.i + 1
    return token.doc[edge].text in (",", "?", "!", "\u201d", '"', "\u2019") if edge < token.i else True


def _is_main(child: Token, token: Token, quoted: Sequence[Span]) -> bool:
    """Is it the main clause after "When he announced the end, ...", which the parser hung on the verb?"""
    first = child.left_edge
    timed = any(one.tag_ == "WRB" and one.i < token.i for one in children(token))
    return timed and first.i > 0 and first.nbor(-1).text == "," and not _is_quoted(child, quoted)


def _bare_clause(child: Token) -> bool:
    """An infinitive with a question word ("asked how to do it"), or a clause that the parser took for one."""
    asked = any(one.tag_ in ("WRB", "WP", "WDT") for one in children(child))
    return child.dep_ == "xcomp" and (asked or has_subject(child))


def is_mere_infinitive(child: Token) -> bool:
    """Is it "(him) to do it", without a question word?"""
    return any(one.lower_ == "to" and one.dep_ == "aux" for one in children(child)) and not any(
        one.tag_ in ("WRB", "WP", "WDT") or one.lower_ == "whether" for one in children(child)
    )


def _inserted(token: Token, forms: Forms, quoted: Sequence[Span]) -> Found | None:
    """ "X, he said, Y" and "as he said, X": the content is the clause that the comment stands in."""
    if not ("clause" in forms or "quotation" in forms) or not has_subject(token):
        return None
    if any(child.dep_ in ("dobj", "ccomp", "xcomp", "acomp", "attr") for child in children(token)):
        return None
    head = token.head
    inserted = token.dep_ in ("parataxis", "intj", "ccomp", "dep") and head.pos_ in ("VERB", "AUX", "NOUN", "ADJ")
    if token.dep_ == "ccomp" and load_attributing().takes("verb", head.lemma_.lower()):
        return None  # "I think so, he said": what the head hands on
    compared = token.dep_ == "advcl" and any(
        child.lower_ == "as" and child.i < token.i and child.dep_ in ("mark", "advmod") for child in children(token)
    )
    if token.dep_ == "relcl" and _is_comment(token):
        head, inserted = clause_around(head), True
    if not (inserted or compared) or head.i == token.i:
        return None
    form = "clause" if "clause" in forms else "quotation"
    content = _without(phrase(head), token)
    if form == "quotation" and not _is_quoted(head, quoted):
        return None
    return form, forms[form], content


def _is_comment(token: Token) -> bool:
    """Is it "The treaty, he said, is void", which the parser took for a clause on "treaty"?"""
    between = token.left_edge.i > 0 and token.left_edge.nbor(-1).text == "," and token.right_edge.text == ","
    return between and not any(one.tag_ in ("WDT", "WP") or one.lower_ == "that" for one in token.subtree)


def _quotation(token: Token, forms: Forms, quoted: Sequence[Span]) -> Found | None:
    """Quoted words that the parser hung on the verb in some other way."""
    if "quotation" not in forms:
        return None
    for child in children(token):
        if child.dep_ in LOOSE and _is_quoted(child, quoted) and _opens(child, quoted):
            return "quotation", forms["quotation"], _without(phrase(child), token)
    return None


def _object(token: Token, forms: Forms, quoted: Sequence[Span]) -> Found | None:
    """A thing with what is said of it: "called him a liar", "accused him of it", "urged them to go"."""
    thing = _thing(token)
    if thing is None:
        return None
    kind: Kind | None = forms.get("object")
    content = phrase(thing)
    added = []
    for child in children(token):
        if child.i == thing.i or (child.i < token.i and child.i != thing.i):
            continue
        if child.dep_ in ("prep", "dative") and f"object-{child.lower_}" in forms:
            kind = kind or forms[f"object-{child.lower_}"]
            added.append(child)
        elif child.dep_ in ("xcomp", "ccomp") and "object-infinitive" in forms and is_mere_infinitive(child):
            kind = kind or forms["object-infinitive"]
            added.append(child)
        elif child.dep_ in ("oprd", "acomp", "attr", "xcomp", "dobj") and "object-complement" in forms:
            kind = kind or forms["object-complement"]
            added.append(child)
    if kind is None and "object-as" in forms:
        inner = next((one for one in thing.subtree if one.lower_ == "as" and one.dep_ == "prep"), None)
        kind = forms["object-as"] if inner is not None else None
    if kind is None:
        return None
    return "object", kind, content + [one for child in added for one in _without(phrase(child), token)]


def _small_clause(token: Token, forms: Forms, quoted: Sequence[Span]) -> Found | None:
    """ "urged them to go", "called him a liar" where the parser makes a clause of object and complement."""
    for child in children(token):
        if child.dep_ not in ("ccomp", "xcomp"):
            continue
        infinitive = is_mere_infinitive(child)
        if "object-infinitive" in forms and infinitive and (has_subject(child) or is_passive(token)):
            subject = phrase(_subject(token)) if is_passive(token) and _subject(token) is not None else []
            return "object-infinitive", forms["object-infinitive"], subject + _without(phrase(child), token)
        if "object-complement" in forms and not infinitive and has_subject(child) and child.pos_ not in ("VERB", "AUX"):
            return "object-complement", forms["object-complement"], _without(phrase(child), token)
        if "infinitive" in forms and infinitive and not has_subject(child) and not is_passive(token):
            return "infinitive", forms["infinitive"], _without(phrase(child), token)
    return None


def _raised(token: Token, forms: Forms, quoted: Sequence[Span]) -> Found | None:
    """ "it seems that X", "X seems to Y", "X is said to Y": subject and complement are the content."""
    if "raised" in forms:
        form = "raised"
    elif "raised-passive" in forms and is_passive(token):
        form = "raised-passive"
    else:
        return None
    subject = _subject(token)
    rest = [
        child for child in children(token) if child.i > token.i and child.dep_ in ("xcomp", "oprd", "acomp", "ccomp")
    ]
    if not rest:
        return None
    words = [] if subject is None or (subject.lower_ == "it" and rest[0].dep_ == "ccomp") else phrase(subject)
    return form, forms[form], words + [one for child in rest for one in _without(phrase(child), token)]


def _preposition(token: Token, forms: Forms, quoted: Sequence[Span]) -> Found | None:
    """ "spoke of X", "called for X", "a call for X"."""
    for child in children(token):
        if child.dep_ in ("prep", "agent") and child.lower_ in forms and child.i > token.i:
            content = [
                one for inner in children(child) if inner.dep_ in ("pobj", "pcomp", "prep") for one in phrase(inner)
            ]
            if content and child.lower_ in ("on", "upon", "for"):
                content += [
                    one
                    for other in children(token)
                    if other.dep_ in ("xcomp", "advcl") and other.i > child.i and is_mere_infinitive(other)
                    for one in phrase(other)
                ]
            if content:
                return child.lower_, forms[child.lower_], content
    return None


def _noun_clause(token: Token, forms: Forms, quoted: Sequence[Span]) -> Found | None:
    """ "the claim that X", "a promise to X", "the question whether X"."""
    for child in children(token):
        if child.dep_ not in ("acl", "ccomp", "relcl") or child.i < token.i:
            continue
        if "infinitive" in forms and is_mere_infinitive(child) and child.dep_ != "relcl":
            return "infinitive", forms["infinitive"], phrase(child)
        marked = any(one.lower_ in ("that", "whether") and one.dep_ == "mark" for one in children(child))
        if "clause" in forms and marked:
            return "clause", forms["clause"], phrase(child)
    return None


def _adjective_clause(token: Token, forms: Forms, quoted: Sequence[Span]) -> Found | None:
    for child in children(token):
        if "clause" in forms and child.dep_ == "ccomp" and not is_mere_infinitive(child):
            return "clause", forms["clause"], phrase(child)
    return None


Reader = Callable[[Token, Forms, Sequence[Span]], "Found | None"]
_READERS: Mapping[str, tuple[Reader, ...]] = {
    "verb": (_raised, _small_clause, _clause, _object, _quotation, _inserted, _preposition),
    "noun": (_noun_clause, _preposition),
    "adjective": (_adjective_clause, _preposition),
}


def _subject(verb: Token) -> Token | None:
    return next((child for child in children(verb) if child.dep_ in ("nsubj", "nsubjpass", "csubj")), None)


def _thing(verb: Token) -> Token | None:
    """The direct object; in a passive the subject."""
    if is_passive(verb):
        return next((child for child in children(verb) if child.dep_ == "nsubjpass"), None)
    return next((child for child in children(verb) if child.dep_ == "dobj"), None)


def _is_quoted(token: Token, quoted: Sequence[Span]) -> bool:
    return any(start <= token.idx < end for start, end in quoted)


def _opens(token: Token, quoted: Sequence[Span]) -> bool:
    """Does a quotation begin with this phrase, so that it is more than a word or two set between marks in it?"""
    first = token.left_edge.idx
    return any(start <= first + 2 and first < end for start, end in quoted)


def _without(words: list[Token], cue: Token) -> list[Token]:
    """``words`` without those that hang on the cue, where the parser hung it on its own content."""
    if not any(one.i == cue.i for one in words):
        return words
    outside = {one.i for one in cue.subtree}
    return [one for one in words if one.i not in outside]
