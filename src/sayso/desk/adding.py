"""Reports go on the desk, are read again, and are deleted: each in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import bindparam, delete, func, insert, literal, or_, select, text, update

from sayso import codec
from sayso.desk.candidates import carried_over
from sayso.desk.model import Captured, Tombstone
from sayso.desk.proposals import (
    Neighbours,
    drop_candidates,
    put_candidates,
    put_links,
    settle,
    settle_report,
)
from sayso.desk.rows import digest, numbered, pack, report_words_of, statement_rows, unpack
from sayso.desk.tables import (
    carried,
    history,
    originals,
    parties,
    put_rows,
    report_words,
    reports,
    revisions,
    statement_words,
    statements,
    tombstones,
)
from sayso.desk.words import drop_words, put_words
from sayso.errors import DeletedError, DeskError, RecordError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.engine import Connection

    from sayso.desk.model import Reason
    from sayso.desk.proposals import Key, Proposer
    from sayso.record import Report


# Built once: adding many reports asks the same over and over.
_KNOWN = select(revisions.c.report).where(revisions.c.record_id == bindparam("record")).limit(1)
_STONE = select(tombstones).where(
    or_(tombstones.c.id == bindparam("record_digest"), tombstones.c.text == bindparam("text_digest"))
)
_STANDING = select(  # what is known of a new report, and the last numbers, in one question
    _KNOWN.scalar_subquery().label("known"),
    select(tombstones.c.id)
    .where(or_(tombstones.c.id == bindparam("record_digest"), tombstones.c.text == bindparam("text_digest")))
    .limit(1)
    .scalar_subquery()
    .label("stone"),
    select(func.max(reports.c.number)).scalar_subquery().label("last"),
)
_WAITING = select(reports.c.number).where(reports.c.waits).limit(1)


def number_of(connection: Connection, report: str) -> int | None:
    """Give the number of a report that is on the desk under this id, in any of its revisions."""
    number: int | None = connection.scalar(_KNOWN, {"record": report})
    return number


def number_named(connection: Connection, beginning: str) -> int:
    """Give the number of the one report whose id is or begins so, with or without "sha256:".

    Raises:
        DeskError: There is none, or several begin so.
    """
    if (number := number_of(connection, beginning)) is not None:
        return number
    named = beginning if beginning.startswith("sha256:") else f"sha256:{beginning}"
    found: Sequence[int] = connection.scalars(
        select(revisions.c.report).where(revisions.c.record_id.startswith(named, autoescape=True)).distinct().limit(2)
    ).all()
    if len(found) != 1 or named == "sha256:":
        many = f"several reports begin with {beginning}; give more of the id"
        raise DeskError(many if found else f"there is no report {beginning} on the desk")
    return found[0]


def put_report(connection: Connection, given: Report | Captured, now: str, propose_for: Proposer | None) -> bool:
    """Put a report on the desk; False where it is there already, and nothing changes.

    Raises:
        DeletedError: It was deleted from this desk.
    """
    captured = given if isinstance(given, Captured) else None
    report = given.report if isinstance(given, Captured) else given
    there = connection.execute(_STANDING, {"record": report.id, **_digests(report.id, report.document.id)}).one()
    if there.known is not None:
        return False
    if there.stone is not None and (stone := tombstone_of(connection, report.id, report.document.id)) is not None:
        raise DeletedError(f"this report was deleted from the desk on {stone.at[:10]} ({stone.reason}); it stays away")
    number = (there.last or 0) + 1
    row = {
        "number": number,
        "id": report.id,
        "url": report.document.url,
        "title": report.document.title,
        "publisher": report.document.publisher,
        "published": report.document.published,
        "item": captured.item if captured else None,
        "captured_at": now,
        "original": _put_original(connection, captured.raw) if captured else None,
        "revision": 1,
        "waits": propose_for is None,
    }
    put_rows(connection, reports, [row])
    _put_revision(connection, number, 1, report, now)
    put_derived(connection, number, report)
    propose(connection, number, report, now, propose_for)
    return True


def put_revision(connection: Connection, number: int, report: Report, now: str, propose_for: Proposer | None) -> bool:
    """Put another reading of a report beside the ones before; False where the newest says the same."""
    newest = newest_of(connection, number)
    stored = connection.scalar(
        select(revisions.c.digest).where(revisions.c.report == number, revisions.c.revision == newest)
    )
    if stored == pack(report)[0]:
        return False
    _put_revision(connection, number, newest + 1, report, now)
    connection.execute(
        update(reports)
        .where(reports.c.number == number)
        .values(
            revision=newest + 1,
            waits=propose_for is None,
            title=report.document.title,
            publisher=report.document.publisher,
            published=report.document.published,
        )
    )
    left = drop_derived(connection, number)
    put_derived(connection, number, report)
    put_carried(connection, number, report)
    propose(connection, number, report, now, propose_for, left)
    return True


def propose(
    connection: Connection,
    number: int,
    report: Report,
    now: str,
    propose_for: Proposer | None,
    left: Iterable[Key] = (),
) -> None:
    """Link a report to its neighbours and make the proposals anew that it touches; ``left`` are statements it left.

    Without a proposer the report has to be marked as waiting.
    """
    if propose_for is not None:
        put_candidates(connection, number, report)
        put_links(connection, propose_for(report, Neighbours(connection, number)))
    if propose_for is not None or left:
        settle_report(connection, number, now, left)


def catch_up(connection: Connection, now: str, propose_for: Proposer, after: int, most: int) -> int | None:
    """Compare reports that were added without proposing, those after a number; give the last one's, None at the end.

    A report whose record cannot be read goes on waiting.
    """
    waiting = select(reports.c.number).where(reports.c.waits, reports.c.number > after)
    numbers = list(connection.scalars(waiting.order_by(reports.c.number).limit(most)))
    for number in numbers:
        try:
            record = record_of(connection, number)
        except RecordError:
            continue
        propose(connection, number, record, now, propose_for)
        connection.execute(update(reports).where(reports.c.number == number).values(waits=False))
    return numbers[-1] if numbers else None


def some_wait(connection: Connection) -> bool:
    """Tell whether there are reports that were added without proposing and are not compared yet."""
    return connection.execute(_WAITING).first() is not None


def record_of(connection: Connection, number: int) -> Report:
    """Give the newest record of a report."""
    stored = connection.execute(
        select(revisions.c.record)
        .join(reports, (reports.c.number == revisions.c.report) & (reports.c.revision == revisions.c.revision))
        .where(reports.c.number == number)
    ).scalar_one()
    return codec.from_json(unpack(stored))


def newest_of(connection: Connection, number: int) -> int:
    """Give the number of a report's newest revision."""
    newest: int = connection.execute(select(reports.c.revision).where(reports.c.number == number)).scalar_one()
    return newest


def put_derived(connection: Connection, number: int, report: Report) -> None:
    """Make what a report is filtered and found by."""
    rows = [(numbered(row.columns["first_day"], number, n), row) for n, row in enumerate(statement_rows(report))]
    rows.sort(key=lambda one: one[0])  # full text takes them in order at once
    put_rows(connection, statements, [{"number": n, "report": number, **row.columns} for n, row in rows])
    told = [{"statement": n, "role": role, "name": name} for n, row in rows for role, name in row.parties]
    put_rows(connection, parties, told)
    put_words(connection, statement_words, [(n, row.words) for n, row in rows])
    put_words(connection, report_words, [(number, report_words_of(report))])


def put_carried(connection: Connection, number: int, report: Report) -> None:
    """Make what the statements of earlier readings are in the newest, so that what was decided about them holds."""
    connection.execute(delete(carried).where(carried.c.report == number))
    newest = newest_of(connection, number)
    earlier = select(revisions).where(revisions.c.report == number, revisions.c.revision != newest)
    rows = [
        {"report": number, "revision": row.revision, "statement": one, "becomes": other}
        for row in list(connection.execute(earlier))
        for one, other in carried_over(codec.from_json(unpack(row.record)), report).items()
    ]
    put_rows(connection, carried, rows)


def drop_derived(connection: Connection, number: int) -> set[Key]:
    """Take away what a report is filtered and found by, and its links; give others' statements to be tied again."""
    left = drop_candidates(connection, number)
    told = list(connection.scalars(select(statements.c.number).where(statements.c.report == number)))
    drop_words(connection, [number], told)
    connection.execute(
        delete(parties).where(parties.c.statement.in_(select(statements.c.number).where(statements.c.report == number)))
    )
    connection.execute(delete(statements).where(statements.c.report == number))
    return left


def tombstone_of(connection: Connection, report: str, document: str) -> Tombstone | None:
    """Give the tombstone of a deleted report, found by its id or by its text."""
    row = connection.execute(_STONE, _digests(report, document)).first()
    return Tombstone(id=row.id, at=row.at, who=row.who, reason=row.reason) if row else None


def _digests(report: str, document: str) -> dict[str, str]:
    return {"record_digest": digest(report.encode()), "text_digest": digest(document.encode())}


def bury(connection: Connection, number: int, who: str, reason: Reason, now: str) -> Tombstone:
    """Delete a report with all that is known of it; its tombstone names it by digest alone.

    Its memberships are taken back before, by ``review.forget``.
    """
    row = connection.execute(select(reports).where(reports.c.number == number)).one()
    stone = Tombstone(id=digest(row.id.encode()), at=now, who=who, reason=reason)
    texts = select(revisions.c.record_id, revisions.c.document_id).where(revisions.c.report == number).distinct()
    for record, document in connection.execute(texts).all():
        named = select(tombstones.c.id).where(tombstones.c.id == digest(record.encode()))
        if connection.scalar(named) is None:
            connection.execute(
                insert(tombstones).values(
                    id=digest(record.encode()), text=digest(document.encode()), at=now, who=who, reason=reason
                )
            )
    settle(connection, (), now, drop_derived(connection, number))
    connection.execute(delete(carried).where(carried.c.report == number))
    for column in ("before", "after"):
        connection.execute(
            update(history)
            .where(history.c[column].contains(row.id, autoescape=True))
            .values({column: func.replace(history.c[column], literal(row.id), literal(stone.id))})
        )
    connection.execute(delete(revisions).where(revisions.c.report == number))
    connection.execute(delete(reports).where(reports.c.number == number))
    if row.original and not connection.scalar(
        select(func.count()).select_from(reports).where(reports.c.original == row.original)
    ):
        connection.execute(delete(originals).where(originals.c.digest == row.original))
    if connection.dialect.name == "sqlite":
        # Deleted words stay in the older parts of an FTS5 index until all parts are made one.
        for words in (report_words, statement_words):
            connection.execute(text(f"INSERT INTO {words.name}({words.name}) VALUES ('optimize')"))  # noqa: S608 - ours
    return stone


def _put_original(connection: Connection, raw: bytes) -> str:
    name = digest(raw)
    if connection.scalar(select(originals.c.digest).where(originals.c.digest == name)) is None:
        kind = "text/html" if raw.lstrip()[:1] == b"<" else "text/plain"
        connection.execute(insert(originals).values(digest=name, bytes=raw, media_type=kind))
    return name


def _put_revision(connection: Connection, number: int, revision: int, report: Report, now: str) -> None:
    said, record = pack(report)
    row = {
        "report": number,
        "revision": revision,
        "record_id": report.id,
        "document_id": report.document.id,
        "made_by": msgspec.json.encode(report.made_by).decode(),
        "read_at": now,
        "digest": said,
        "record": record,
    }
    put_rows(connection, revisions, [row])
