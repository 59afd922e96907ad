"""What is said to be coming, and how likely.

Words of estimation (``likelihood.tsv``) give the band of their scale, for the
positive clause: "will probably not spread" has the band of "unlikely".
Without such a word the future foretells where nobody decides alone: of things
("the blockade will go on"), and of what befalls people (``foretelling.tsv``).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sayso import lexicon
from sayso.reading.model import NOUNS, VERBS
from sayso.record import Certainty, Forecast, Likelihood, Polarity
from sayso.statements.calm import is_playful
from sayso.statements.drafts import Draft
from sayso.statements.modality import WILL, judge
from sayso.statements.people import FIGHTERS, kinds_of, refs, time_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sayso.grounding import Identities
    from sayso.reading.model import Reading

_DASHES = frozenset({"–", "—", "-", "--"})
_POINTING = frozenset({"this", "that", "it", "which"})
_LONGEST_LIKELIHOOD = 4
_WOULD = frozenset({"would", "'d", "’d"})
_CHANCES = frozenset({"chance", "chances", "odds", "probability", "likelihood", "possibility"})
_GRADES = frozenset({"extremely", "highly", "exceptionally", "most", "less", "more", "increasingly", "fairly", "very"})
_OF = frozenset({"of"})


@cache
def _likelihoods(scale: str) -> Mapping[tuple[str, ...], Mapping[str, str]]:
    return {tuple(row["pattern"].split()): row for row in lexicon.table("likelihood") if row["value"] == scale}


def find_forecasts(reading: Reading, identities: Identities, asked: set[int], scale: str) -> Iterator[Draft]:
    """Find what is said to be coming.

    "– unlikely –" behind a noun is about that noun; "this is not likely to
    happen" about the clause before; "it is likely that …" about what follows;
    "is likely to attack" about its own clause.
    """
    table = _likelihoods(scale)
    firsts = {words[0] for words in table}
    told: set[int] = set()
    coming: list[int] = []
    skip = -1
    for token in reading.tokens:
        if token.sentence in asked or token.i < skip:
            continue
        if token.lower in firsts:
            found = _longest(reading, token.i, table)
            if found is None:
                continue
            last, row = found
            skip = last + 1
            draft = _estimated(reading, identities, token.i, last, row, told)
        elif (
            token.pos in {"VERB", "ADJ"}
            and token.dep != "amod"
            and bool({token.lemma, token.lower} & lexicon.values("foretelling", "to"))
        ):
            draft = _expected(reading, identities, token.i, told)
        elif token.dep == "aux" and (token.lower in WILL or token.lower in _WOULD):
            coming.append(token.head)
            continue
        else:
            continue
        if draft is not None:
            yield draft
    for verb in coming:
        draft = _foretold(reading, identities, verb, told)
        if draft is not None:
            yield draft


def _longest(
    reading: Reading, i: int, table: Mapping[tuple[str, ...], Mapping[str, str]]
) -> tuple[int, Mapping[str, str]] | None:
    for length in range(_LONGEST_LIKELIHOOD, 0, -1):
        words = tuple(token.lower for token in reading.tokens[i : i + length])
        if len(words) == length and words in table:
            return i + length - 1, table[words]
    return None


# with a word of estimation


def _estimated(
    reading: Reading, identities: Identities, first: int, last: int, row: Mapping[str, str], told: set[int]
) -> Draft | None:
    tokens = reading.tokens
    word, before = tokens[last], tokens[first - 1] if first else tokens[last]
    graded = before.dep == "advmod" and before.head == first and before.lower in _GRADES  # by a word the scale lacks
    aside = first > 0 and (before.text in _DASHES or before.text == "(")
    negated = False
    if word.lower in _CHANCES or tokens[word.head].lower in _CHANCES:
        of = _chance(reading, last if word.lower in _CHANCES else word.head)
    elif aside:
        of = _noun_before(reading, first - 1)
    elif word.dep == "amod":
        return None  # "a likely successor": a hedge on a noun, no forecast
    else:
        found = _own_clause(reading, last)
        if found is None:
            return None
        of, negated = found[0], found[1]
        told.add(found[2])
    if of is None or _is_calm(reading, identities, last):
        return None
    told.update(range(of[0], min(of[1], of[0] + _FAR) + 1))
    low, high = float(row["low"]), float(row["high"])
    if negated:
        low, high = round(1 - high, 3), round(1 - low, 3)
    span = reading.span(first, last)
    likelihood = Likelihood(start=span.start, end=span.end, text=span.text, scale=row["value"], low=low, high=high)
    return _draft(
        reading,
        identities,
        of,
        (min(of[0], first), max(of[1], last)),
        last,
        row["id"],
        Certainty.PROBABLE if high > _EVEN else Certainty.POSSIBLE,
        None if graded else likelihood,
    )


_EVEN = 0.5
_FAR = 60  # tokens of a sentence that are looked at on each side; real ones are shorter


def _chance(reading: Reading, noun: int) -> tuple[int, int] | None:
    """Give what there is a chance of ("a remote chance that the Front takes part", "little chance of a truce")."""
    clause = reading.kid(noun, "acl", "ccomp", "relcl") or reading.kid(reading.tokens[noun].head, "ccomp")
    if clause is not None and clause > noun:
        first, last = reading.edges[clause]
        return (first + 1 if reading.tokens[first].dep == "mark" else first), _trimmed(reading, clause, last)
    for preposition in reading.kids(noun, "prep"):
        if reading.tokens[preposition].lower in _OF:
            return preposition + 1, _trimmed(reading, preposition + 1, reading.edges[preposition][1])
    return None


def _noun_before(reading: Reading, dash: int) -> tuple[int, int] | None:
    """Give the noun phrase that an aside stands behind."""
    last = noun = dash - 1
    while noun > 0 and reading.tokens[noun].dep == "pobj" and reading.tokens[reading.tokens[noun].head].lower == "of":
        noun = reading.tokens[reading.tokens[noun].head].head  # "a collapse of the army – unlikely –"
    if noun < 0 or reading.tokens[noun].pos not in NOUNS:
        return None
    before = (reading.edges[k][0] for k in reading.kids(noun, "det", "amod", "compound", "poss") if k < noun)
    return min(before, default=noun), last


def _own_clause(reading: Reading, word: int) -> tuple[tuple[int, int], bool, int] | None:
    """Give what a predicate of likelihood is about, whether that is negated, and the verb that foretells it."""
    tokens = reading.tokens
    verb = word
    if tokens[word].dep in {"acomp", "attr", "oprd", "conj"} and tokens[tokens[word].head].pos in VERBS | {"ADJ"}:
        verb = tokens[word].head
    elif tokens[word].dep == "advmod":
        verb = tokens[word].head
        if tokens[verb].pos not in VERBS or _is_past(reading, verb):
            return None
    subject = reading.kid(verb, "nsubj", "nsubjpass", "expl")
    if subject is None and verb != word:
        subject = reading.kid(word, "nsubj")
    above = verb
    if subject is None and tokens[verb].dep in {"conj", "acomp"}:  # "is certain, and unlikely to fail"
        above = tokens[verb].head
        subject = reading.kid(above, "nsubj", "nsubjpass", "expl")
    if subject is None:
        return None
    clausal = reading.kid(word, "ccomp") or reading.kid(verb, "ccomp")
    complement = reading.kid(word, "xcomp") or reading.kid(verb, "xcomp") or clausal
    negated = tokens[word].dep == "advmod" and reading.kid(verb, "neg") is not None
    negated = negated or (tokens[word].lower.startswith(_UN) and tokens[word - 1].lower in {"not", "n't", "n’t"})
    own = reading.edges[subject]
    if tokens[subject].lower in _POINTING and clausal is not None and tokens[word].dep != "advmod":
        first, last = reading.edges[clausal]
        first += tokens[first].dep == "mark"
        return (first, _trimmed(reading, clausal, last)), negated, clausal
    last = _clause_end(reading, verb) if tokens[word].dep == "advmod" else max(word, verb)
    if complement is not None:
        last = max(last, _trimmed(reading, complement, reading.edges[complement][1]))
    if tokens[subject].lower in _POINTING and tokens[subject].dep == "nsubj":
        back = _clause_before(reading, subject)
        if back is not None:
            return back, negated, verb
    if own[0] > last:  # "Far more likely is a ceasefire."
        return own, negated, verb
    return (own[0] if above == verb else word, last), negated, verb


_UN = ("un", "im")


def _is_past(reading: Reading, verb: int) -> bool:
    """Tell that a verb tells of what has happened ("was probably caused by")."""
    words = {reading.tokens[k].lower for k in reading.kids(verb, "aux", "auxpass")}
    if words & (WILL | _WOULD | {"to", "may", "might", "could", "can"}):
        return False
    return not words & {"is", "are"} or reading.tokens[verb].tag == "VBN"


def _clause_end(reading: Reading, verb: int) -> int:
    """Give the last word of a verb's own clause: its objects and phrases, no other clause."""
    inner = reading.kids(verb, "dobj", "prep", "prt", "advmod", "xcomp", "npadvmod", "attr", "acomp", "oprd", "agent")
    last = max((reading.edges[k][1] for k in inner if k > verb), default=verb)
    return _trimmed(reading, verb, max(last, verb))


def _trimmed(reading: Reading, first: int, last: int) -> int:
    while last > first and reading.tokens[last].pos in {"PUNCT", "SPACE", "CCONJ"}:
        last -= 1
    return last


def _clause_before(reading: Reading, pointer: int) -> tuple[int, int] | None:
    """Give the clause that "this" points back to: the nearest goal or verb phrase before it in the sentence."""
    tokens = reading.tokens
    sentence = reading.sentence_of(pointer)
    end = pointer - 1
    while end > sentence.first and (
        tokens[end].pos in {"PUNCT", "SCONJ", "CCONJ", "SPACE"} or tokens[end].text in _DASHES
    ):
        end -= 1
    if end <= sentence.first:
        return None
    kinds = {"xcomp", "conj", "ROOT", "ccomp"}
    backwards = range(end, sentence.first - 1, -1)
    start = next((i for i in backwards if tokens[i].pos in VERBS and tokens[i].dep in kinds), None)
    return (start, end) if start is not None and start <= end else None


# without one


def _expected(reading: Reading, identities: Identities, word: int, told: set[int]) -> Draft | None:
    """Read "is expected to last", "is bound to fail": no band, as no word of estimation says how likely."""
    goal = next(
        (
            g
            for g in reading.kids(word, "xcomp")
            if any(reading.tokens[k].lower == "to" for k in reading.kids(g, "aux"))
        ),
        None,
    )
    token = reading.tokens[word]
    verb = token.head if token.dep in {"acomp", "oprd"} else word
    passive = token.pos == "VERB" and reading.kid(word, "auxpass") is not None
    subject = reading.kid(verb, "nsubjpass", "nsubj")
    if goal is None and passive and subject is not None and not refs(reading, identities, [subject]):
        own = reading.edges[subject]  # "famine is expected"
        return _draft(
            reading, identities, own, (own[0], max(own[1], word)), word, "forecast-expected", Certainty.PROBABLE, None
        )
    thing = reading.kid(word, "dobj")
    if goal is None and thing is not None and token.lemma in _PREDICTS and not refs(reading, identities, [thing]):
        own = reading.edges[thing]
        return _draft(
            reading, identities, own, (min(word, own[0]), own[1]), word, "forecast-expected", Certainty.PROBABLE, None
        )
    if (
        goal is None
        or subject is None
        or not (passive or token.dep in {"acomp", "oprd"})
        or _is_calm(reading, identities, word)
    ):
        return None
    told.add(goal)
    of = reading.edges[subject][0], _trimmed(reading, goal, reading.edges[goal][1])
    return _draft(reading, identities, of, of, word, "forecast-expected", judge(reading, word).certainty, None)


_PREDICTS = frozenset({"predict", "forecast", "foresee"})


def _foretold(reading: Reading, identities: Identities, verb: int, told: set[int]) -> Draft | None:
    """Read "the blockade will go on", "the garrison will be cut off": what no single will decides."""
    if verb in told or reading.tokens[verb].pos not in VERBS:
        return None
    told.add(verb)
    lemma = reading.tokens[verb].lemma
    subject = reading.kid(verb, "nsubj", "nsubjpass", "expl", "csubj")
    passive = reading.kid(verb, "nsubjpass") is not None
    outcome = lemma in lexicon.values("foretelling", "outcome")
    if subject is None or lemma in lexicon.by_pattern("scheduling") or any(
        reading.tokens[k].lower == "have" for k in reading.kids(verb, "aux")
    ):  # fmt: skip
        return None
    doer = reading.tokens[subject].pos == "PRON" and reading.tokens[subject].dep != "expl"
    doer = doer or bool(refs(reading, identities, [subject]))
    if not outcome and (doer or passive):
        return None
    if _is_calm(reading, identities, verb):
        return None
    of = reading.edges[subject][0], _clause_end(reading, verb)
    return _draft(reading, identities, of, of, verb, "forecast-future", judge(reading, verb).certainty, None)


def _is_calm(reading: Reading, identities: Identities, i: int) -> bool:
    """Tell whether a sentence of sport, art or markets foretells, nobody armed being in it."""
    if not is_playful(reading, i):
        return False
    sentence = reading.sentence_of(i)
    near = range(max(sentence.first, i - _FAR), min(sentence.last, i + _FAR))
    heads = [h for h in near if h in identities.mention_at]
    return not FIGHTERS & {*kinds_of(identities, refs(reading, identities, heads))}


def _draft(
    reading: Reading,
    identities: Identities,
    of: tuple[int, int],
    own: tuple[int, int],
    predicate: int,
    rule: str,
    certainty: Certainty,
    likelihood: Likelihood | None,
) -> Draft:
    sentence = reading.sentence_of(predicate)
    whole = [(reading.tokens[sentence.first].start, reading.tokens[sentence.last - 1].end)]
    time = time_in(identities, whole)
    negative = likelihood is None and judge(reading, predicate).polarity is Polarity.NEGATIVE
    return Draft(
        first=own[0],
        last=max(own[1], predicate) if own[0] <= predicate else own[1],
        predicate=predicate,
        sentence=reading.tokens[predicate].sentence,
        rule=rule,
        polarity=Polarity.NEGATIVE if negative else Polarity.POSITIVE,
        certainty=certainty,
        likelihood=likelihood,
        body=Forecast(of=reading.span(*of), time=time.id if time is not None else None),
    )
