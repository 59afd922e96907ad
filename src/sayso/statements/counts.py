"""Who is counted by a word of harm, and how many: the grammar of tolls."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.grounding.arms import is_weapon

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sayso.reading.model import Quantity, Reading

_PARTS = frozenset({"including", "among"})
_NOBODY = frozenset({"nobody", "none", "no-one", "noone"})
_ARTICLES = frozenset({"a", "an", "the"})
_BEFORE_FIGURE = frozenset({"to", "of", "at", "is", "was", "past"})
_CASUALTIES = "casualties"
_CASUALTY_HARMS = frozenset({"killed", "injured"})
_JOINED = 2  # tokens apart, with "and" or "or" between
_JOINING = frozenset({"and", "or", "and/or"})
_NEAR = 4  # tokens behind a count in which words of degree stand ("12 of them seriously")


@dataclass(frozen=True, slots=True)
class Counted:
    """People and how many: tokens ``first`` to ``last``, the head noun or number, and their number.

    ``number`` is how many where no figure says it: one of "a nurse", two of
    "both pilots", none of "nobody".
    """

    first: int
    last: int
    head: int
    quantity: Quantity | None
    number: int | None = None


@cache
def _rows(pos: str) -> Mapping[str, Mapping[str, str]]:
    return {row["pattern"]: row for row in lexicon.table("tolls") if row["pos"] == pos}


def counts(reading: Reading, i: int) -> Iterator[tuple[str, Counted, str]]:
    """Give what a word of harm at token ``i`` counts: the harm, who and how many, the word's kind.

    "30 dead or wounded" are neither 30 dead nor 30 wounded, but casualties.
    """
    pair = _with_other_harm(reading, i)
    if pair is None:
        yield from _counts(reading, i)
        return
    found = [(_CASUALTIES, counted, kind) for word in pair for _, counted, kind in _counts(reading, word)]
    yield from found[:1]


def _with_other_harm(reading: Reading, i: int) -> tuple[int, int] | None:
    """Give the two words of harm of "dead and wounded", one of which is the token: whom they count they share."""
    for first in (i, i - _JOINED):
        last = first + _JOINED
        joined = first >= 0 and last < len(reading.tokens) and reading.tokens[first + 1].lower in _JOINING
        if joined and {_harm(reading, first), _harm(reading, last)} == _CASUALTY_HARMS:
            return first, last
    return None


def _harm(reading: Reading, i: int) -> str | None:
    token = reading.tokens[i]
    row = _rows("adj").get(token.lower) or (_rows("verb").get(token.lemma) if token.pos == "VERB" else None)
    return row["value"] if row is not None else None


def _counts(reading: Reading, i: int) -> Iterator[tuple[str, Counted, str]]:
    token = reading.tokens[i]
    if token.pos == "VERB" and _counted_before(reading, i):
        for counted in people(reading, i - 1):
            yield _rows("adj")[token.lower]["value"], counted, "adj"
    elif token.pos in {"VERB", "AUX"} and (row := _rows("verb").get(token.lemma)) is not None:
        for head in _harmed(reading, i, row["frame"]):
            for counted in people(reading, head):
                yield row["value"], counted, "verb"
    elif token.lower in _rows("adj"):
        for head in _described(reading, i):
            for counted in people(reading, head):
                yield _rows("adj")[token.lower]["value"], counted, "adj"
    elif token.pos == "NOUN" and (row := _rows("noun").get(token.lemma)) is not None:
        yield from _by_noun(reading, i, row)
    elif (headline := _rows("headline").get(token.lower)) is not None and i + 1 in reading.quantity_at:
        for counted in people(reading, reading.quantity_at[i + 1].head):
            yield headline["value"], counted, "verb"


def _counted_before(reading: Reading, i: int) -> bool:
    """Tell "1,000 wounded", which parsers often take for a verb; not "nine wounded soldiers"."""
    token = reading.tokens[i]
    if token.lower not in _rows("adj") or i == 0 or i - 1 not in reading.quantity_at:
        return False
    return token.dep != "amod" and reading.kid(i, "nsubjpass", "auxpass", "dobj") is None


def _by_noun(reading: Reading, i: int, row: Mapping[str, str]) -> Iterator[tuple[str, Counted, str]]:
    """Give what a noun counts: a toll or number its figure, lives and bodies whose they are, deaths themselves."""
    value = row["value"]
    if row["frame"] == "toll":
        quantity = _figure(reading, i)
        if quantity is not None:
            yield value, Counted(quantity.first, quantity.last - 1, quantity.head, quantity), "toll"
    elif row["frame"] == "number":
        what = next((_harm_of(reading, noun) for noun in _behind_of(reading, i)), None)
        quantity = _figure(reading, i) if what is not None else None
        if what is not None and quantity is not None:
            yield what, Counted(quantity.first, quantity.last - 1, quantity.head, quantity), "toll"
    elif row["frame"] == "life":
        verb = reading.tokens[reading.tokens[i].head]
        if reading.tokens[i].dep == "dobj" and verb.lemma in lexicon.values("tolls", "life"):
            own = _rows("life")[verb.lemma]["frame"] == "subject"
            subject = reading.kid(verb.i, "nsubj")
            heads = reading.conjuncts(subject) if own and subject is not None else _behind_of(reading, i)
            for head in heads:
                for counted in people(reading, head):
                    yield value, counted, "noun"
            if not own:
                for counted in people(reading, i, itself=True):
                    yield value, counted, "noun"
    else:
        whose: list[Counted] = []
        if row["frame"] in {"body", "victims"}:
            whose = [one for head in _behind_of(reading, i) for one in people(reading, head)]
        for counted in whose or (people(reading, i, itself=True) if row["frame"] != "victims" else ()):
            yield value, counted, "noun"


def _harm_of(reading: Reading, noun: int) -> str | None:
    """Give the kind of harm in "number of dead" and "number of displaced people"."""
    for i in (noun, *reading.kids(noun, "amod", "compound")):
        token = reading.tokens[i]
        for pos in ("adj", "noun"):
            row = _rows(pos).get(token.lower) or _rows(pos).get(token.lemma)
            if row is not None and row["frame"] not in {"toll", "number", "life"}:
                return row["value"]
        row = _rows("verb").get(token.lemma)
        if row is not None and token.tag == "VBN":
            return row["value"]
    return None


def _behind_of(reading: Reading, i: int) -> Iterator[int]:
    """Give the nouns behind "of" of a token."""
    for of in reading.kids(i, "prep"):
        if reading.tokens[of].lower == "of":
            for noun in reading.kids(of, "pobj"):
                yield from reading.conjuncts(noun)


def _harmed(reading: Reading, verb: int, frame: str) -> Iterator[int]:
    """Give the people a verb of harm is done to, or who suffer it."""
    passive = reading.kid(verb, "nsubjpass")
    token = reading.tokens[verb]
    if frame == "subject-to-wound":
        if not any(reading.tokens[i].lower == "to" for i in reading.kids(verb, "prep")):
            return
        frame = "subject"
    if frame == "subject-leaves-home":
        home = reading.kid(verb, "dobj")
        if home is None or reading.tokens[home].lemma not in {"home", "house", "village"}:
            return
        frame, above = "subject", reading.tokens[token.head]
        if token.dep == "xcomp":
            passive = reading.kid(above.i, "nsubjpass")
    if passive is not None and reading.tokens[passive].lower not in {"who", "that", "which"}:
        yield from reading.conjuncts(passive)
    elif frame == "subject":
        subject = reading.kid(verb, "nsubj")
        if subject is not None:
            yield from reading.conjuncts(subject)
    elif token.dep in {"acl", "relcl"} and (token.tag == "VBN" or passive is not None):
        yield token.head
    elif token.dep == "relcl" and reading.kid(verb, "dobj") is None:
        yield token.head  # "the soldiers they had captured"
    elif token.tag == "VBN" and token.dep == "conj" and reading.kid(verb, "dobj") is None:
        shared = reading.kid(token.head, "nsubjpass", "dobj")
        before = reading.tokens[verb - 1] if verb else token
        if before.i in reading.quantity_at:
            yield before.i
        elif shared is not None and reading.tokens[token.head].dep != "acl":
            yield from reading.conjuncts(shared)
    if frame == "object":
        yield from _object(reading, verb, passive)


def _object(reading: Reading, verb: int, passive: int | None) -> Iterator[int]:
    own = reading.kid(verb, "dobj")
    if own is not None and passive is None:
        yield from reading.conjuncts(own)
    number = next(
        (k for k in reading.kids(verb, "nsubj", "nummod", "npadvmod", "advmod") if k in reading.quantity_at), None
    )
    if own is None and passive is None and number is not None and reading.tokens[verb].tag == "VBN":
        yield number


def _described(reading: Reading, i: int) -> Iterator[int]:
    """Give whom "dead" or "injured" describes: "12 dead", "left 12 people dead", "six of the dead"."""
    token = reading.tokens[i]
    before = reading.tokens[i - 1] if i else token
    head = reading.tokens[token.head]
    if before.i in reading.quantity_at and before.sentence == token.sentence and before.i != i:
        yield before.i
        return
    if token.dep == "pobj" and head.lower in {"of", "among"}:
        whole = reading.tokens[head.head]
        if head.lower == "of" and whole.i in reading.quantity_at:
            what = reading.kid(whole.head, "attr") if whole.dep == "nsubj" else None
            yield from [whole.i] if what is None else [what]
        elif head.lower == "among" and whole.lemma == "be":
            yield from (s for subject in reading.kids(whole.i, "nsubj") for s in reading.conjuncts(subject))
        return
    if token.dep == "amod":
        return
    for subject in reading.kids(i, "nsubj"):
        if not any(kid > i for kid in reading.kids(i, "dobj")):
            yield from reading.conjuncts(subject)
    if token.dep in {"oprd", "acomp", "ccomp", "advmod"} and head.pos in {"VERB", "AUX"}:
        whom = reading.kid(head.i, "dobj") if token.dep in {"oprd", "advmod"} else reading.kid(head.i, "nsubj")
        whom = whom if whom is not None else reading.kid(head.i, "nsubjpass")
        if whom is not None:
            yield from reading.conjuncts(whom)
    elif head.pos == "NOUN" and head.i < i:
        yield head.i
    else:
        for thing in reading.kids(i, "dobj"):
            yield from reading.conjuncts(thing)


def people(reading: Reading, head: int, *, itself: bool = False) -> Iterator[Counted]:
    """Give a noun of people with its number, or a number that stands alone for people."""
    token = reading.tokens[head]
    nouns = lexicon.by_pattern("actor_heads")
    none = _none(reading, head)
    if none is not None:
        if (
            token.lower in _NOBODY
            or token.lower == "one"
            or itself
            or (token.lemma in nouns and nouns[token.lemma]["who"])
        ):
            yield Counted(none, head, head, None, 0)
        return
    if head in reading.quantity_at and token.lemma not in nouns:
        quantity = reading.quantity_at[head]
        if not quantity.fraction and not _is_other(reading, quantity, nouns):
            inner = _of_people(reading, head, nouns)
            yield Counted(
                quantity.first, max(quantity.last - 1, inner or 0), head if inner is None else inner, quantity
            )
        return
    if token.lower == "another" and token.dep in {"dobj", "nsubjpass", "conj"}:
        yield Counted(head, head, head, None, 1)
        return
    if token.lemma in lexicon.by_pattern("vague_numbers"):
        inner = _of_people(reading, head, nouns)
        if inner is None and any(reading.tokens[i].pos == "NOUN" for i in _behind_of(reading, head)):
            return  # "hundreds of vehicles"
        last = head if inner is None else max(inner, head)
        yield Counted(reading.edges[head][0], last, head if inner is None else inner, None)
        return
    if token.lemma in lexicon.by_pattern("collectives"):
        found = False
        for inner in _behind_of(reading, head):
            found = True
            yield from people(reading, inner)
        if found:
            return
    row = nouns.get(token.lemma)
    if row is None and token.tag in {"NNS", "NNPS"} and _numbered(reading, head) and not is_weapon(token):
        yield from _with_number(reading, head, itself=False)  # whoever is killed by the number is somebody
        return
    if not itself and (row is None or not (row["who"] or row["group"] or row["value"] == "person")):
        return
    yield from _with_number(reading, head, itself=itself)


def _numbered(reading: Reading, head: int) -> bool:
    """Tell a noun with a number that counts no measures and no places."""
    lemma = reading.tokens[head].lemma
    things = (lexicon.by_pattern("units"), lexicon.by_pattern("settlements"), lexicon.by_pattern("grounds"))
    return not any(lemma in table for table in things) and any(
        k in reading.quantity_at for k in reading.kids(head, "nummod")
    )


def _none(reading: Reading, head: int) -> int | None:
    """Give the token of the negation in "nobody", "no one", "no civilian", "not a single man"."""
    token = reading.tokens[head]
    if token.lower in _NOBODY:
        return head
    if token.lower == "one" and head and reading.tokens[head - 1].lower == "no":
        return head - 1
    single = any(reading.tokens[k].lower == "single" for k in reading.kids(head, "amod"))
    return next(
        (
            k
            for k in reading.kids(head, "det", "neg", "preconj")
            if reading.tokens[k].lower == "no" or (single and reading.tokens[k].lower == "not")
        ),
        None,
    )


def _with_number(reading: Reading, head: int, *, itself: bool) -> Iterator[Counted]:
    """Give a noun with the number that stands before it, or as many as its form says."""
    token = reading.tokens[head]
    number = next(
        (reading.quantity_at[k] for k in reading.kids(head, "nummod", "amod", "compound") if k in reading.quantity_at),
        None,
    )
    if number is not None:
        if not number.fraction:
            yield Counted(number.first, head, head, number)
        return
    subject = reading.kid(token.head, "nsubj") if token.dep == "attr" else None
    if subject in reading.quantity_at:  # "nine of the dead were children"
        number = reading.quantity_at[subject]
        yield Counted(number.first, head, head, number)
        return
    before = [reading.tokens[k] for k in reading.kids(head, "det", "amod", "nummod", "quantmod", "poss", "predet")]
    vague = any(one.lemma in lexicon.by_pattern("vague_numbers") or (itself and one.dep == "amod") for one in before)
    group = lexicon.by_pattern("counted_groups").get(token.lemma)
    both = any(one.lower == "both" for one in before)
    articled = any(one.lower in _ARTICLES or one.dep == "poss" for one in before)
    one = articled and token.tag in {"NN", "NNP"} and _is_one(token.lemma)
    first = min((reading.edges[k][0] for k in reading.kids(head, "det", "amod", "compound", "nummod")), default=head)
    count = 2 if both else int(group["value"]) if group is not None else 1 if one and not vague and not itself else None
    if count is not None or vague:
        yield Counted(min(first, head), head, head, None, count)


def _is_one(lemma: str) -> bool:
    """Tell the noun of a single person ("nurse") from one of a body ("crew", "army")."""
    row = lexicon.by_pattern("actor_heads").get(lemma)
    if row is None or (row["body"] == "army" and lemma != "soldier"):
        return False
    return row["value"] != "population" and lemma not in lexicon.by_pattern("collectives")


def _is_other(reading: Reading, quantity: Quantity, nouns: Mapping[str, Mapping[str, str]]) -> bool:
    """Tell whether a number counts something else ("three days"), so that it cannot stand for people."""
    token = reading.tokens[quantity.head]
    head = reading.tokens[token.head]
    if token.dep == "nummod" and head.pos == "NOUN":
        return head.lemma not in nouns
    following = reading.tokens[quantity.last] if quantity.last < len(reading.tokens) else token
    return following.text in {"%", "$"} or following.lemma in lexicon.by_pattern("units")


def _of_people(reading: Reading, head: int, nouns: Mapping[str, Mapping[str, str]]) -> int | None:
    """Give the people behind "of" ("dozens of civilians", "153 of the dead")."""
    noun = next((i for i in _behind_of(reading, head) if reading.tokens[i].lemma in nouns), None)
    token = reading.tokens[head]
    if noun is None and token.dep == "nummod" and reading.tokens[token.head].lemma in nouns:
        return token.head
    return noun


def _figure(reading: Reading, toll: int) -> Quantity | None:
    """Give the number of "death toll" or "number of dead": "of 27", "rose to 27", "at 1,654"."""
    sentence = reading.sentence_of(toll)
    for i in range(toll + 1, sentence.last):
        quantity = reading.quantity_at.get(i)
        if quantity is None:
            continue
        before = reading.tokens[quantity.first - 1]
        verb = before.pos in {"VERB", "AUX"}
        if before.lower in _BEFORE_FIGURE or verb or before.dep in {"prep", "advmod"}:
            return quantity if not quantity.fraction else None
    return None


# ---- parts of a count


def parts(reading: Reading, counted: Counted, word: int, what: str) -> Iterator[tuple[str, Counted]]:
    """Give the parts of a count with their harm: "five of them children", "among them two women", "12 seriously"."""
    named = list(_named_parts(reading, counted))
    for part in named or _of_them(reading, counted):
        yield what, part
    yield from _by_degree(reading, max(counted.last, word), what)


def _by_degree(reading: Reading, last: int, what: str) -> Iterator[tuple[str, Counted]]:
    """Give how many were hurt how badly: "injured 27, six of them critically", "one of them fatally"."""
    sentence = reading.sentence_of(last)
    for i in range(last + 1, min(last + 2 + _NEAR, sentence.last)):
        quantity = reading.quantity_at.get(i)
        if quantity is None or quantity.head != i:
            continue
        for j in range(quantity.last, min(quantity.last + _NEAR, sentence.last)):
            row = _rows("degree").get(reading.tokens[j].lower)
            if row is not None:
                kind = "killed" if row["frame"] == "fatal" else what
                yield kind, Counted(quantity.first, quantity.last - 1, quantity.head, quantity)
                return


def _named_parts(reading: Reading, counted: Counted) -> Iterator[Counted]:
    nouns = lexicon.by_pattern("actor_heads")
    head = counted.head
    for kid in reading.kids(head, "appos", "relcl", "acl", "conj"):
        inner = next((k for k in reading.kids(kid, "nsubj", "nummod") if k in reading.quantity_at), None)
        if inner is not None and reading.tokens[kid].lemma in nouns and reading.kid(inner, "prep") is not None:
            number = reading.quantity_at[inner]  # "five of them children", "children" taken for the head
            yield Counted(number.first, kid, kid, number)
            continue
        quantity = reading.quantity_at.get(kid)
        of = next((p for p in reading.kids(kid, "prep") if reading.tokens[p].lower == "of"), None)
        if quantity is None or of is None:
            continue
        noun = next((i for i in range(of + 1, reading.edges[kid][1] + 1) if reading.tokens[i].lemma in nouns), None)
        if noun is not None:
            yield Counted(quantity.first, noun, noun, quantity)
    for preposition in reading.kids(head, "prep"):
        if reading.tokens[preposition].lower in _PARTS:
            for noun in reading.kids(preposition, "pobj"):
                for one in reading.conjuncts(noun):
                    yield from people(reading, one)
    yield from _among_them(reading, counted)


def _of_them(reading: Reading, counted: Counted) -> Iterator[Counted]:
    """Give the part named by "…, three of them children", where no other number stands between."""
    sentence = reading.sentence_of(counted.last)
    tokens = reading.tokens
    quantity = next(
        (reading.quantity_at[i] for i in range(counted.last + 1, sentence.last) if i in reading.quantity_at), None
    )
    if (
        quantity is None
        or quantity.last + 2 >= sentence.last
        or tokens[quantity.first - 1].text not in {",", "(", "–", "—"}
    ):
        return
    if tokens[quantity.last].lower == "of" and tokens[quantity.last + 1].lower in {"them", "whom"}:
        noun = quantity.last + 2
        if tokens[noun].lemma in lexicon.by_pattern("actor_heads") and reading.kid(noun, "compound") is None:
            yield Counted(quantity.first, noun, noun, quantity)


def _among_them(reading: Reading, counted: Counted) -> Iterator[Counted]:
    """Give the part named by "among them four women", which parsers hang on nothing in particular."""
    sentence = reading.sentence_of(counted.last)
    tokens = reading.tokens
    for i in range(counted.last + 1, sentence.last - 1):
        if tokens[i].lower in {"among", "including"} and tokens[i + 1].lower in {"them", "whom"}:
            noun = next(
                (
                    j
                    for j in range(i + 2, min(i + 3 + _NEAR, sentence.last))
                    if tokens[j].lemma in lexicon.by_pattern("actor_heads")
                ),
                None,
            )
            if noun is not None:
                yield from (replace(one) for one in people(reading, noun))
            return
