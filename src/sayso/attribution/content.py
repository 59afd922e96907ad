"""What a citing verb cites, by its form: a clause, an object, a figure, somebody as something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.attribution.cues import citing_verb
from sayso.attribution.objects import (
    cited_object,
    counted,
    declined,
    has_to,
    is_pronoun,
    may_be_cited,
    named_in_quotes,
    put_at,
    spoken_of,
    that_of,
    urged,
)
from sayso.attribution.parts import LONGEST_ASIDE, inside, segment
from sayso.attribution.sources import SUBJECTS
from sayso.reading.model import VERBS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sayso.reading.model import Reading

_SET_OFF = frozenset({",", "–", "—", "--"})
_LINKS = frozenset({"as", "of", "for", "on"})
_UNNAMED = frozenset({"name", "identify", "quote"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_FARTHEST = 200  # words of a sentence that are looked at; a longer one is no sentence


def cited(reading: Reading, verb: int, row: Mapping[str, str]) -> set[int]:
    """Give the tokens of what a verb cites, its own words and its source's apart.

    Args:
        reading: The parsed document.
        verb: The citing verb's token.
        row: Its row of the table of cues; ``form`` says how it cites.

    Returns:
        Token indices; empty where the verb cites nothing here.
    """
    return _FORMS[row["form"]](reading, verb, row)


# clauses: "said that", and asides


def _clause(reading: Reading, verb: int, row: Mapping[str, str]) -> set[int]:
    low, high = segment(reading, verb)
    clauses = [i for i in reading.kids(verb, "ccomp") if low <= i < high or i > verb]  # "that … and that …"
    if row["form"] == "show":  # "found the village empty" cites nobody
        clauses = [i for i in clauses if reading.tokens[i].pos in VERBS]
    clauses = [i for i in clauses if not _is_small(reading, verb, i)]
    if not clauses and row["infinitive"] and reading.kid(verb, "auxpass") is None:
        clauses = [i for i in reading.kids(verb, "xcomp") if has_to(reading, i)]
        if clauses and row["infinitive"] == "raised" and (subject := reading.kid(verb, "nsubj")) is not None:
            return {*inside(reading, subject), *inside(reading, clauses[0])}  # "gunmen believed to be holding …"
        if clauses and row["infinitive"] == "own":
            return _without_asides(reading, set(inside(reading, clauses[0])))
    if clauses:
        clause = clauses[0]
        found = {i for one in clauses for i in inside(reading, one)} - _own_words(reading, verb, clause)
        if len(clauses) > 1:
            found |= set(range(min(found), max(found) + 1)) - {verb} if min(found) > verb else set()
        found |= _opened_before(reading, verb, min(found, default=verb))
        turn = next((i for i in sorted(found) if i > clause and turns(reading, i)), None)
        if turn is not None:
            found = {i for i in found if i < turn}
        return found - that_of(reading, clause) | _fronted(reading, verb, clause)
    passive = reading.kid(verb, "auxpass", "agent") is not None
    if passive and (raised := _raised(reading, verb, row)):
        return raised
    told = row["object"] or (row["form"] == "show" and _is_picture(reading, verb))
    if told and not is_pronoun(reading, verb) and (thing := cited_object(reading, verb)):
        return thing
    if spoken := spoken_of(reading, verb):
        return spoken
    if passive:
        return set()
    if cleft := _cleft(reading, verb):
        return cleft
    if _goes_on(reading, verb):
        rest = _rest(reading, verb, row)
        told = _tells_somebody(reading, verb)  # "The aim, the prisoner told his guards, was …"
        return rest or (_around(reading, verb) if told else set())
    return _around(reading, verb) or _rest(reading, verb, row, marked=True)


def _without_asides(reading: Reading, words: set[int]) -> set[int]:
    """Leave out what stands between dashes, which is the outer voice's comment ("hope to hold it – unlikely –")."""
    dashes = [i for i in sorted(words) if reading.tokens[i].text in {"–", "—", "--"}]
    for opening, closing in zip(dashes[::2], dashes[1::2], strict=False):
        words = words - set(range(opening, closing + 1))
    return words


def _cleft(reading: Reading, verb: int) -> set[int]:
    """Give what follows "What he said was that"."""
    token = reading.tokens[verb]
    if token.dep != "csubj" or reading.tokens[token.head].lemma != "be":
        return set()
    clause = reading.kid(token.head, "ccomp")
    return set(inside(reading, clause)) - that_of(reading, clause) if clause is not None else set()


def _is_picture(reading: Reading, verb: int) -> bool:
    """Tell "the footage shows": what a picture shows need not be a clause."""
    subject = reading.kid(verb, "nsubj")
    return subject is not None and reading.tokens[subject].lemma in lexicon.by_pattern("media")


def _tells_somebody(reading: Reading, verb: int) -> bool:
    """Tell a verb whose object is whoever is told."""
    thing = reading.kid(verb, "dobj", "dative")
    if thing is None:
        return False
    token = reading.tokens[thing]
    return token.pos in {"PRON", "PROPN"} or token.lemma in lexicon.by_pattern("actor_heads")


def _is_small(reading: Reading, verb: int, clause: int) -> bool:
    """Tell a clause without a finite verb ("declared the zone closed"), which does something and cites nothing."""
    token = reading.tokens[clause]
    bare = reading.kid(clause, "aux", "auxpass", "mark") is None and token.tag in {"VBN", "JJ"}
    return bare and clause > verb and reading.kid(clause, "nsubj", "nsubjpass") is not None


def _opened_before(reading: Reading, verb: int, start: int) -> set[int]:
    """Give a first that-clause that the parser hung on a noun between ("testified over two days that …, that …")."""
    tokens = reading.tokens
    for i in range(verb + 1, min(start, verb + LONGEST_ASIDE)):
        hung = tokens[i].lower == "that" and tokens[tokens[i].head].dep in {"relcl", "acl"}
        if hung and any(tokens[k].tag in _FINITE for k in range(i, start)):
            return set(range(i + 1, start))
    return set()


def _goes_on(reading: Reading, verb: int) -> bool:
    """Tell a verb whose clause follows it, from an aside that a mark or the sentence's end closes."""
    at = verb + 1
    limit = min(reading.sentence_of(verb).last, at + LONGEST_ASIDE)
    while at < limit and reading.tokens[at].dep in {"advmod", "npadvmod", "prt"} and reading.tokens[at].head == verb:
        at += 1
    return (
        at < limit
        and reading.tokens[at].text not in {*_SET_OFF, ".", "!", "?", ":", ";", '"', "”", "’"}
        and (reading.tokens[at].dep != "prep" or reading.tokens[at].head != verb)
    )


def _own_words(reading: Reading, verb: int, clause: int) -> set[int]:
    """Give the citing words that stand inside what they cite ("The town, he said, was bombed")."""
    if not reading.edges[clause][0] < verb < reading.edges[clause][1]:
        return set()
    subject = reading.kid(verb, *SUBJECTS)
    return {verb} | (set(inside(reading, subject)) if subject is not None else set())


def _fronted(reading: Reading, verb: int, clause: int) -> set[int]:
    """Give what stands before a cited clause that its citing words follow ("By noon the town, he said, was empty")."""
    sentence = reading.sentence_of(verb)
    start = reading.edges[clause][0]
    subject = reading.kid(verb, "nsubj")
    behind = reading.edges[clause][1] < verb and (subject is None or subject > clause)
    if not behind or start - sentence.first > _FARTHEST:
        return set()
    before = range(sentence.first, start)
    if any(reading.tokens[i].pos in VERBS and reading.tokens[i].tag in _FINITE and reading.tokens[i].dep not in
           {"relcl", "advcl", "ccomp"} for i in before):  # fmt: skip
        return set()
    return {i for i in before if not (i == sentence.first and reading.tokens[i].dep == "cc")}


def _around(reading: Reading, verb: int) -> set[int]:
    """Give the sentence around an aside that cites it ("The town, officials told reporters, was empty")."""
    tokens = reading.tokens
    bounds = _aside(reading, verb)
    if bounds is None:
        return set()
    left, right = bounds
    low, high = segment(reading, verb)
    as_said = any(tokens[i].lower == "as" for i in reading.kids(verb, "mark", "advmod"))
    if left > low and tokens[left - 1].text not in _SET_OFF:
        return set()
    if left <= low and not as_said:
        return set()
    return {i for i in range(low, min(high, left + _FARTHEST)) if not left <= i <= right}


def _aside(reading: Reading, verb: int) -> tuple[int, int] | None:
    """Give the first and last word of a citing aside: what its verb governs, up to the marks that set it off."""
    tokens = reading.tokens
    sentence = reading.sentence_of(verb)
    subject = reading.kid(verb, "nsubj")
    if subject is None or any(tokens[i].lower != "as" for i in reading.kids(verb, "mark")):
        return None
    if reading.kid(verb, "xcomp") is not None:
        return None
    left = min(verb, reading.edges[subject][0])
    while left - 1 >= sentence.first and tokens[left - 1].head == verb and tokens[left - 1].pos in {"ADV", "SCONJ"}:
        left -= 1
    right = max(verb, reading.edges[subject][1] if subject > verb else verb)
    limit = right + LONGEST_ASIDE
    while right + 1 < sentence.last and right < limit and tokens[right + 1].text not in {*_SET_OFF, ".", "!", "?"}:
        right += 1
    ended = right + 1 >= sentence.last or tokens[right + 1].text in {*_SET_OFF, ".", "!", "?"}
    below = all(verb in reading.ancestors(i) for i in range(verb + 1, right + 1))
    if ended and below:
        return left, right
    loose = tokens[verb].dep in {"advcl", "parataxis", "dep"} and reading.kid(verb, "dobj") is None
    return (left, verb) if loose and subject < verb else None


def _is_spare(reading: Reading, that: int) -> bool:
    """Tell a "that" taken for subject or object of a clause that has a subject of its own: it only opens the clause."""
    token = reading.tokens[that]
    others = [i for i in reading.kids(token.head, "nsubj", "nsubjpass") if i != that]
    return token.dep in {"dobj", "nsubj"} and bool(others)


def _tells_of(reading: Reading, finite: int, thing: int) -> bool:
    """Tell a verb in a relative clause of an object ("tell the houses that were shelled"), which opens no clause."""
    above = [finite, *reading.ancestors(finite)]
    return any(reading.tokens[i].dep in {"relcl", "acl"} and thing in reading.ancestors(i) for i in above)


_OPENING = frozenset({"mark", "det", "advmod", "punct"})
_TURNS = frozenset({"while", "whereas", "although"})


def _rest(reading: Reading, verb: int, row: Mapping[str, str], *, marked: bool = False) -> set[int]:
    """Give the rest of a sentence behind a flat "said" whose clause the parser did not join to it.

    With ``marked`` only what a "that" or a colon opens.
    """
    tokens = reading.tokens
    if row["form"] != "say" or reading.kid(verb, "xcomp") is not None or tokens[verb].dep in {"relcl", "acl"}:
        return set()
    sentence = reading.sentence_of(verb)
    last = min(sentence.last, verb + _FARTHEST)
    start = verb + 1
    opening = next(
        (i for i in range(start, min(start + LONGEST_ASIDE, last)) if tokens[i].lower in {"that", ":"}), None
    )
    clear = opening is not None and (
        tokens[opening].dep in _OPENING or opening == verb + 1 or _is_spare(reading, opening)
    )
    if opening is not None and clear:
        start = opening + (tokens[opening].dep in {"mark", "punct", "advmod"} or _is_spare(reading, opening))
        if tokens[opening].text == ":" and start < last and reading.in_quotes(tokens[start].start):
            return set()
    elif marked or start >= last or tokens[start].pos not in _OPENS:
        return set()
    thing = reading.kid(verb, "dobj")
    finite = next((i for i in range(start, last) if tokens[i].tag in _FINITE), None)
    if opening is None and thing is not None and finite is not None and _tells_of(reading, finite, thing):
        return set()
    if finite is None or not any(tokens[i].pos in _NOMINAL for i in range(start, finite)):
        return set()
    if opening is None and tokens[verb].lemma not in _PLAIN and thing is not None and tokens[finite].head != thing:
        return set()
    end = next((i for i in range(start + 1, last) if turns(reading, i)), last)
    return set(range(start, end))


def turns(reading: Reading, i: int) -> bool:
    """Tell where a sentence turns to somebody else's view (", while others said", ", contradicting the mayor")."""
    token = reading.tokens[i]
    if token.text == ";":
        return not reading.in_quotes(token.start)
    if not i or reading.tokens[i - 1].text != ",":
        return False
    if token.lower in _TURNS:
        return token.dep == "mark"
    comments = token.tag == "VBG" and token.dep == "advcl" and reading.kid(i, "nsubj") is None
    return comments and citing_verb(reading, i) is not None


_PLAIN = frozenset({"say"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_OPENS = _NOMINAL | {"DET", "ADJ", "ADV"}


def _raised(reading: Reading, verb: int, row: Mapping[str, str]) -> set[int]:
    """Give what a passive cites by its subject: "the raid was denied", "the army was said to have fired"."""
    subject, clause = reading.kid(verb, "nsubjpass"), reading.kid(verb, "xcomp", "oprd", "acomp")
    if subject is None and row["object"] and reading.tokens[verb].dep == "acl":
        noun = reading.tokens[verb].head  # "a claim confirmed by residents"
        return set(range(reading.edges[noun][0], verb))
    if subject is None or (clause is None and not row["object"]):
        return set()
    if clause is not None and row["form"] != "say":
        return set()
    ordered = clause is not None and reading.tokens[clause].dep == "xcomp" and row["infinitive"] != "raised"
    if ordered and row["pattern"] in _TOLD:
        return set()  # "were told to stay indoors"
    if clause is None and not may_be_cited(reading, verb, subject):
        return set()
    return set(inside(reading, subject)) | (set(inside(reading, clause)) if clause is not None else set())


_TOLD = frozenset({"tell", "ask", "order", "urge", "warn", "advise", "remind"})


# a clause or an object: "denied that", "denied the raid"


def _thing(reading: Reading, verb: int, row: Mapping[str, str]) -> set[int]:
    """Give a clause or an object, for verbs that deny, doubt or question."""
    if cleft := _cleft(reading, verb):
        return cleft
    clause = reading.kid(verb, "ccomp")
    if clause is not None:
        return set(inside(reading, clause)) - that_of(reading, clause) - _own_words(reading, verb, clause)
    if reading.kid(verb, "auxpass") is not None:
        return _raised(reading, verb, row)
    thing = cited_object(reading, verb) if row["object"] else set()
    if not thing and reading.kid(verb, "dobj") is None:
        return _rest(reading, verb, {**row, "form": "say"}) if _goes_on(reading, verb) else set()
    judged = (  # "dismissed it as hearsay", not "as false"
        i for i in reading.kids(verb, "prep") if reading.tokens[i].lower == "as" and reading.kid(i, "pobj") is not None
    )
    return thing | {i for link in judged if thing and link > max(thing) - 1 for i in inside(reading, link)}


def _asked(reading: Reading, verb: int, row: Mapping[str, str]) -> set[int]:
    """Give what is asked: a clause, or the words behind a question word that the parser took for an object."""
    wish = reading.kid(verb, "xcomp")
    if wish is not None and reading.tokens[wish].lemma in _UNNAMED:
        return set()  # "asked not to be named"
    if found := _clause(reading, verb, row):
        return found
    if wanted := urged(reading, verb, row):
        return wanted
    question = next((i for i in reading.kids(verb, "dobj", "advmod") if reading.tokens[i].tag in _WH), None)
    return set(inside(reading, question)) if question is not None and question > verb else set()


_WH = frozenset({"WDT", "WP", "WRB", "WP$"})


# somebody as something


def _as_something(reading: Reading, verb: int, row: Mapping[str, str]) -> set[int]:
    """Give what is portrayed as, or accused of, what ("portrayed the raid as a defence")."""
    thing = reading.kid(verb, "dobj", "nsubjpass")
    hung = [*reading.kids(verb, "prep"), *(reading.kids(thing, "prep") if thing is not None else ())]
    wanted = {"as"} if row["form"] == "portray" else _LINKS
    links = [i for i in hung if reading.tokens[i].lower in wanted]
    behind = (i for i in links if thing is None or i > thing)  # "on Thursday accused them of shelling"
    link = next(behind, links[0] if links else None)
    if thing is None and reading.tokens[verb].dep == "acl" and link is not None:
        noun = reading.tokens[verb].head  # "a man identified by police as Ilan Voss"
        return {*range(reading.edges[noun][0], noun + 1), *inside(reading, link)}
    if thing is None or link is None:
        return _portrayed(reading, verb, row, thing)
    if reading.tokens[thing].lower in {"who", "whom", "which", "that"}:
        return set(inside(reading, link))
    return {*inside(reading, thing), *inside(reading, link)}


def _portrayed(reading: Reading, verb: int, row: Mapping[str, str], thing: int | None) -> set[int]:
    """Give a clause that somebody describes, or a thing described without "as" ("described a night of searches")."""
    if row["form"] != "portray" or row["pattern"] != "describe":
        return set()
    if reading.kid(verb, "ccomp") is not None:
        return _clause(reading, verb, row)
    subject = reading.kid(verb, "nsubj")
    told = subject is not None and (
        reading.tokens[subject].pos in {"PRON", "PROPN"}
        or reading.tokens[subject].lemma in lexicon.by_pattern("actor_heads")
    )
    return set(inside(reading, thing)) if told and thing is not None and reading.tokens[thing].pos == "NOUN" else set()


def _called(reading: Reading, verb: int, row: Mapping[str, str]) -> set[int]:
    """Give what is called what; of "what he calls X" it is X."""
    thing, name = reading.kid(verb, "dobj", "nsubjpass"), reading.kid(verb, "oprd")
    objects = list(reading.kids(verb, "dobj"))
    if name is None and len(objects) > 1:
        thing, name = objects[0], objects[1]
    elif name is None and objects:
        beside = reading.kid(objects[0], "appos")
        if beside is not None and any(reading.tokens[i].lower in {"a", "an"} for i in reading.kids(beside, "det")):
            return set(inside(reading, objects[0]))
    if reading.kid(verb, "auxpass") is not None and reading.kid(verb, "agent") is None:
        return set()  # a name in use ("is called the Grandmother")
    if name is None or thing is None:
        small = reading.kid(verb, "ccomp")  # "called the raid a massacre", parsed as a clause
        inner = reading.kid(small, "nsubj") if small is not None and reading.tokens[small].pos != "VERB" else None
        if small is not None and inner is not None:
            return set(inside(reading, small))
        if (spoken := spoken_of(reading, verb)) or thing is None:
            return spoken
        return named_in_quotes(reading, thing)
    if reading.tokens[thing].lower in {"what", "which"}:
        return set(inside(reading, name))
    if reading.tokens[thing].tag == "PRP" and reading.tokens[thing].lower.endswith(("self", "selves")):
        return set()
    del row
    return {*inside(reading, thing), *inside(reading, name)}


def _nothing(reading: Reading, verb: int, row: Mapping[str, str]) -> set[int]:
    """Give nothing: such a verb cites only the quotation beside it ("“Stop,” he shouted")."""
    del reading, verb, row
    return set()


def _speak(reading: Reading, verb: int, row: Mapping[str, str]) -> set[int]:
    """Give what is spoken of, by a verb that cites with its preposition alone."""
    del row
    return spoken_of(reading, verb)


_FORMS: dict[str, Callable[[Reading, int, Mapping[str, str]], set[int]]] = {
    "say": _clause,
    "show": _clause,
    "ask": _asked,
    "deny": _thing,
    "doubt": _thing,
    "decline": declined,
    "quote": _clause,
    "speak": _speak,
    "utter": _nothing,
    "put": put_at,
    "count": counted,
    "urge": urged,
    "portray": _as_something,
    "accuse": _as_something,
    "call": _called,
}
