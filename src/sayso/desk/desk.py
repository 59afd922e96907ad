"""The desk: reports and incidents that people work on, kept in a database."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import select, text

from sayso import codec
from sayso.brief.exports.parquet import frame_of
from sayso.brief.public import DELAY_DAYS
from sayso.desk.adding import (
    bury,
    catch_up,
    newest_of,
    number_named,
    number_of,
    put_report,
    put_revision,
    some_wait,
)
from sayso.desk.finding import (
    entry,
    find_ids,
    find_incidents,
    find_reports,
    find_statements,
    find_withdrawn,
    incidents_named,
    incidents_of,
)
from sayso.desk.model import (
    Added,
    Captured,
    Change,
    Coarsen,
    DeskIncident,
    Entry,
    Filter,
    MemberId,
    Publication,
    Reason,
    Revision,
    State,
)
from sayso.desk.opening import Database
from sayso.desk.proposals import alike, settle
from sayso.desk.publishing import policy_of
from sayso.desk.ready import AT_ONCE, PRIVATE, Form, find_rows, lacking, put_ready
from sayso.desk.review import (
    Decision,
    forget,
    history_of,
    hold,
    hold_proposed,
    make,
    merge,
    set_publication,
    set_state,
    split,
    to_undo,
    undo,
)
from sayso.desk.rows import unpack
from sayso.desk.showing import Readings, changes, evidence_for, gathered, repeats_of
from sayso.desk.tables import metadata, originals, report_words, reports, revisions, statement_words, tombstones
from sayso.errors import DeletedError, DeskError, ItemError, UsageError
from sayso.incidents.attestation import attest
from sayso.incidents.origins import find_origins
from sayso.intake.dates import normal_date
from sayso.record import MadeBy, Options, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from types import TracebackType
    from typing import Self

    from sqlalchemy.engine import Connection

    from sayso.brief.exports.table import Row
    from sayso.brief.public import Policy
    from sayso.desk.checking import Checked
    from sayso.desk.importing import Imported
    from sayso.desk.model import Changed, Evidence, Told, Tombstone
    from sayso.desk.proposals import Proposer
    from sayso.incidents import Attestation, Incident, Repeat
    from sayso.record import Report

STANDARD = "sqlite:///desk.db"
_ALL = Filter()
_AT_ONCE = 50  # reports compared in one transaction, or with others
_OPTIONS = Options()
_STILL_THERE = (
    "what was deleted is off the desk, but others are using it, and the text still stands in its files; "
    "run 'sayso verify --repair' when they are done"
)


class Desk:
    """A store of reports and of the incidents that people make of them.

        with sayso.Desk("sqlite:///desk.db") as desk:
            desk.add([sayso.read("report.txt", published="2015-09-30")])
            for entry in desk.search('shell* -"training flight"'):
                print(entry.published, entry.title)

    Whatever changes the desk does so in one transaction: all of it, or nothing.
    """

    def __init__(self, url: str = STANDARD, *, create: bool = True, propose_for: Proposer | None = alike) -> None:
        """Open a desk; its tables are made or brought up to date.

        Args:
            url: ``sqlite:///FILE``, or ``postgresql+psycopg://…`` for a team.
            create: Whether a desk is made where there is none.
            propose_for: Gives links between a new report and its neighbours, by which
                incidents are proposed. None proposes nothing: the reports wait until
                ``verify(repair=True)`` of a desk that proposes compares them.

        Raises:
            UsageError: The URL names no desk.
            DeskError: There is none, it is newer than this program, or the
                database cannot be reached or written.
        """
        self._database = Database(url, create=create)
        self._propose_for = propose_for

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    # Reports

    def add(self, given: Iterable[Report | Captured]) -> tuple[Added, ...]:
        """Put reports on the desk, each in a transaction of its own.

        A report that is there (same text, publisher and URL) changes nothing.

        Args:
            given: Records; with ``Captured``, the bytes that they were read from.

        Raises:
            DeletedError: One was deleted from this desk; those before it are kept.
        """
        return tuple(self._add(one) for one in given)

    def _add(self, given: Report | Captured) -> Added:
        captured = given if isinstance(given, Captured) else None
        report = given.report if isinstance(given, Captured) else given
        with self._database.writing() as connection:
            new = put_report(connection, given, _now(), self._propose_for)
            waits = new and self._propose_for is not None and some_wait(connection)
        return Added(id=report.id, new=new, item=captured.item if captured else None, not_all=waits)

    def add_items(
        self,
        items: Iterable[str | Path | bytes],
        *,
        published: str | None = None,
        publisher: str | None = None,
        url: str | None = None,
        actors: str | Path | None = None,
        options: Options = _OPTIONS,
        time_limit: float | None = None,
    ) -> Iterator[Added | Problem]:
        """Read items and put their reports on the desk; what is there already is not read again.

        Arguments as of :func:`sayso.read_many`.

        Yields:
            What was added, or a ``Problem`` for what could not be read, in order.
        """
        from sayso import pipeline
        from sayso.intake import open_reports
        from sayso.intake.files import read_bytes

        limit = pipeline.TIME_LIMIT if time_limit is None else time_limit
        registry = pipeline.registry_of(actors)
        for item in items:
            name = None if isinstance(item, bytes) else str(item).encode("utf-8", "replace").decode()
            called = name or "standard input"
            try:
                _, raw = read_bytes(item)
                for document in open_reports(raw, published=published, publisher=publisher, url=url):
                    known = pipeline.report_id(document)
                    if self.has(known):
                        yield Added(id=known, new=False, item=name)
                        continue
                    report = pipeline.read_document(
                        document, options=options, registry=registry, time_limit=limit, name=called
                    )
                    yield self._add(Captured(report=report, item=name, raw=raw))
            except DeletedError as error:
                yield Problem(item=called, step="desk", reason=f"{called}: {error}")
            except ItemError as error:
                yield Problem(item=called, step="reading", reason=str(error).replace("the input", called))

    def has(self, report: str) -> bool:
        """Tell whether a report of this id is on the desk."""
        with self._database.reading() as connection:
            return number_of(connection, report) is not None

    def reports(self, *, url: str | None = None, limit: int | None = None) -> tuple[Entry, ...]:
        """Give the reports on the desk, or those of one URL, the last that came first."""
        with self._database.reading() as connection:
            return find_reports(connection, None, url, limit)

    def search(self, query: str, *, limit: int | None = 50) -> tuple[Entry, ...]:
        """Give the reports in whose text, title or names all that is asked stands, the last that came first.

        Args:
            query: Words, "phrases", -without, begin*; case and accents do not matter.
            limit: How many at most.

        Raises:
            UsageError: A quotation mark is not closed, or no word is asked for.
        """
        with self._database.reading() as connection:
            return find_reports(connection, query, None, limit)

    def entry(self, report: str) -> Entry:
        """Give a report as lists show it; errors as of ``report``."""
        with self._database.reading() as connection:
            row = connection.execute(select(reports).where(reports.c.number == number_named(connection, report)))
            return entry(row.one())

    def report(self, report: str, *, revision: int | None = None) -> Report:
        """Give the record of a report, the newest or that of a revision.

        Raises:
            DeskError: There is no such report or revision.
        """
        with self._database.reading() as connection:
            number = number_named(connection, report)
            stored = connection.scalar(
                select(revisions.c.record).where(
                    revisions.c.report == number,
                    revisions.c.revision == (newest_of(connection, number) if revision is None else revision),
                )
            )
        if stored is None:
            raise DeskError(f"report {report} has no revision {revision}")
        return codec.from_json(unpack(stored))

    def original(self, report: str) -> bytes | None:
        """Give the bytes that a report was read from as they came, or None where only its record was added."""
        with self._database.reading() as connection:
            raw: bytes | None = connection.scalar(
                select(originals.c.bytes)
                .join(reports, reports.c.original == originals.c.digest)
                .where(reports.c.number == number_named(connection, report))
            )
        return raw

    def revisions(self, report: str) -> tuple[Revision, ...]:
        """Give the readings of a report, oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                select(revisions)
                .where(revisions.c.report == number_named(connection, report))
                .order_by(revisions.c.revision)
            )
            return tuple(
                Revision(
                    revision=row.revision,
                    record_id=row.record_id,
                    made_by=msgspec.json.decode(row.made_by, type=MadeBy),
                    read_at=row.read_at,
                )
                for row in rows
            )

    def revise(self, report: str, reading: Report) -> bool:
        """Put another reading of a report beside the ones before; False where it says the same as the newest.

        Raises:
            DeskError: There is no such report.
        """
        with self._database.writing() as connection:
            number = number_named(connection, report)
            return put_revision(connection, number, reading, _now(), self._propose_for)

    def reread(self, report: str, *, actors: str | Path | None = None, options: Options = _OPTIONS) -> bool:
        """Read a report again from its original bytes, as this program reads; False where that changes nothing.

        Raises:
            DeskError: There is no such report, or only its record is there.
        """
        from sayso import pipeline

        newest = self.report(report).document
        raw = self.original(report)
        if raw is None:
            raise DeskError(f"only the record of {report} is on the desk, not what it was read from")
        facts = {
            name: getattr(newest, name)
            for name in ("published", "publisher")
            if getattr(newest, f"{name}_from") == "option"
        }
        return self.revise(report, pipeline.read(raw, url=newest.url, actors=actors, options=options, **facts))

    def delete(self, report: str, *, by: str, reason: str | Reason = Reason.SAFETY) -> Tombstone:
        """Delete a report for good; a tombstone without detail stays, and the report cannot be added again.

        Its statements leave their incidents. What other reports say stays, also
        where they have the same text: see ``same_text``.

        Raises:
            UsageError: Nobody is named, or the reason is none of ``Reason``.
            DeskError: There is no such report; or it is deleted, but others who read the desk
                hold on to the file in which its text stands.
        """
        try:
            kind = Reason(reason)
        except ValueError as error:
            raise UsageError(f"{reason!r} is no reason to delete; choose one of {', '.join(Reason)}") from error
        with self._deciding("delete", by, kind.value) as decision:
            connection = decision.connection
            number = number_named(connection, report)
            forget(decision, connection.execute(select(reports.c.id).where(reports.c.number == number)).scalar_one())
            stone = bury(connection, number, by, kind, decision.now)
        self._wipe()
        return stone

    def same_text(self, report: str) -> tuple[str, ...]:
        """Give the other reports with the very same text."""
        with self._database.reading() as connection:
            number = number_named(connection, report)
            texts = select(revisions.c.document_id).where(revisions.c.report == number)
            return tuple(
                connection.scalars(
                    select(reports.c.id)
                    .join(revisions, revisions.c.report == reports.c.number)
                    .where(revisions.c.document_id.in_(texts), reports.c.number != number)
                    .distinct()
                    .order_by(reports.c.id)
                )
            )

    # The whole

    def verify(self, *, repair: bool = False) -> Checked:
        """Check digests, records, what is made from them, incidents and history; give counts and faults.

        Args:
            repair: Whether what reports are found by is made anew where it is wrong,
                reports that were added without proposing are compared, and files from
                which reports were deleted are written anew.
        """
        from sayso.desk.checking import check
        from sayso.desk.checking import repair as mend

        if repair:
            with self._database.writing() as connection:
                mend(connection, _now(), self._propose_for)
                deleted = connection.execute(select(tombstones.c.id).limit(1)).first() is not None
            self._catch_up()
            if deleted:
                self._wipe()
        with self._database.reading() as connection:
            return check(connection)

    def _catch_up(self) -> None:
        """Compare the reports that wait for it, some in each transaction."""
        last: int | None = 0
        while self._propose_for is not None and last is not None:
            with self._database.writing() as connection:
                last = catch_up(connection, _now(), self._propose_for, last, _AT_ONCE)

    def backup(self, file: str | Path) -> int:
        """Write all of the desk, as it is now, to one file; give the number of rows.

        Raises:
            DeskError: The file cannot be written.
        """
        from sayso.desk.backup import write

        with self._database.reading() as connection:
            return write(connection, Path(file))

    @classmethod
    def restored(cls, file: str | Path, url: str = STANDARD) -> Self:
        """Fill a desk that does not exist yet from a backup, of either database; all of it or nothing.

        Raises:
            DeskError: The file is no whole backup, or the desk holds something.
        """
        from sayso.desk.backup import check_header, read

        check_header(Path(file))
        desk = cls(url)
        with desk._database.writing() as connection:
            read(connection, Path(file), _now())
        return desk

    def _wipe(self) -> None:
        """Have the database write its files anew, so that nothing deleted stays in them.

        Raises:
            DeskError: Others held on to them for too long.
        """
        kept = False
        try:
            with self._database.outside_transactions() as connection:
                if self._database.is_sqlite:
                    connection.execute(text("VACUUM"))
                    kept = bool(connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)")).one()[0])
                else:
                    for name in (*metadata.tables, report_words.name, statement_words.name):
                        connection.execute(text(f"VACUUM FULL {name}"))
        except DeskError as error:
            raise DeskError(f"{_STILL_THERE} ({error})") from error
        if kept:
            raise DeskError(_STILL_THERE)

    # Statements and incidents

    def statements(self, what: Filter = _ALL, *, limit: int | None = 50) -> tuple[Told, ...]:
        """Give the statements of the newest revisions that answer a filter, those with the latest day first."""
        with self._database.reading() as connection:
            return find_statements(connection, what, limit)

    def incidents(
        self,
        what: Filter = _ALL,
        *,
        states: Iterable[str] = (State.ACCEPTED,),
        threshold: float | None = None,
        limit: int | None = 50,
    ) -> tuple[DeskIncident, ...]:
        """Give the incidents that answer a filter, those with the latest day first; only accepted ones, unless told.

        Args:
            what: The filter.
            states: Which are wanted.
            threshold: For studies without people: no proposal of a lower score. Each answer bears it.
            limit: How many at most.
        """
        with self._database.reading() as connection:
            found = find_incidents(connection, what, _states(states), limit, threshold)
            return tuple(replace(one, threshold=threshold) for one in found)

    def gather(
        self,
        what: Filter = _ALL,
        *,
        states: Iterable[str] = (State.ACCEPTED,),
        threshold: float | None = None,
    ) -> Iterator[Incident]:
        """Give the incidents that answer a filter with all that their reports tell, one by one, as of one moment.

        Arguments and order as of ``incidents``. Few are held in memory at a time.
        """
        wanted = _states(states)
        readings = Readings()
        with self._database.reading() as connection:
            for one in find_incidents(connection, what, wanted, None, threshold):
                yield gathered(connection, replace(one, threshold=threshold), readings)

    def rows(
        self,
        what: Filter = _ALL,
        *,
        states: Iterable[str] = (State.ACCEPTED,),
        threshold: float | None = None,
        links: str | None = None,
        form: Form = PRIVATE,
    ) -> Iterator[Row]:
        """Give the incidents that answer a filter as rows of the full table, one by one, as of one moment.

        Rows are kept until their incident changes, so that only the first export takes long.

        Args:
            what: The filter; it, states, threshold and order are as of ``incidents``.
            states: Which are wanted.
            threshold: No proposal of a lower score.
            links: The address before the ids in the column ``link``, in place of ``sayso:``.
            form: How incidents are made fit for those who get them; kept apart by its name.
        """
        wanted = _states(states)
        self._make_ready(what, wanted, threshold, form)
        with self._database.reading() as connection:
            yield from find_rows(connection, what, wanted, threshold, form, links)

    def _make_ready(self, what: Filter, states: Sequence[State], threshold: float | None, form: Form) -> None:
        """Make the rows that are not there, few in each transaction, so that others go on working."""
        readings = Readings()
        while True:
            with self._database.reading() as connection:
                ids = lacking(connection, what, states, threshold, form)
            for i in range(0, len(ids), AT_ONCE):
                try:
                    with self._database.writing() as connection:
                        put_ready(connection, ids[i : i + AT_ONCE], form, readings)
                except DeskError:
                    return  # not to be written now: rows are made as they are read
            if not ids:
                return

    def frame(
        self,
        what: Filter = _ALL,
        *,
        states: Iterable[str] = (State.ACCEPTED,),
        threshold: float | None = None,
        library: str = "pandas",
    ) -> Any:
        """Give the incidents that answer a filter as a frame of pandas or Polars, a typed column for each of the table.

        Raises:
            UsageError: Another library, or it is not installed.
        """
        return frame_of(self.rows(what, states=states, threshold=threshold), library)

    def import_table(
        self,
        file: str | Path,
        *,
        by: str,
        apply: bool = False,
        columns: Mapping[str, str] | None = None,
        sheet: str | None = None,
    ) -> Imported:
        """Take in the full table after editing, or a team's own sheet; only tell what would change, unless told.

        Args:
            file: A CSV file, UTF-8.
            by: Who imports it.
            apply: Whether the changes are made: all, or none where a line is wrong.
            columns: Of a sheet: its headers by our names (``sheet_columns.tsv``), where ours do not find them.
            sheet: What the sheet is called; its file's name, unless told. Rows are found again by it and their id.

        Raises:
            ItemError: The file cannot be read, or is no CSV with a header.
            UsageError: Nobody is named, or a column that is needed is missing.
        """
        from sayso.desk.importing import Import

        if not by.strip():
            raise UsageError("an import needs who makes it; give --by")
        with self._database.writing() if apply else self._database.reading() as connection:
            table = Import(connection, Path(file), by=by, now=_now(), propose_for=self._propose_for)
            changes = table.plan(columns or {}, sheet)
            told = table.told(changes, applied=apply)
            if not apply or told.faults:
                return replace(told, applied=False)
            touched = table.apply(changes)
            if self._propose_for is not None:
                settle(connection, touched, _now())
            return told

    def withdrawn(self) -> Iterator[tuple[str, str, str | None, str | None]]:
        """Give the incidents that were accepted once and are not now: id, state, since when, merged into which.

        Whoever keeps a copy of an export takes these out.
        """
        with self._database.reading() as connection:
            yield from find_withdrawn(connection)

    def incident(self, incident: str) -> DeskIncident:
        """Give an incident by its id, or by the beginning of it.

        Raises:
            DeskError: There is none, or several begin so.
        """
        with self._database.reading() as connection:
            found = incidents_named(connection, incident)
        if len(found) != 1:
            many = f"several incidents begin with {incident!r}; give more of the id"
            raise DeskError(many if found else f"there is no incident {incident} on the desk")
        return found[0]

    def gathered(self, incident: str) -> Incident:
        """Give one incident or proposal with all that its reports tell; errors as of ``incident``."""
        found = self.incident(incident)
        with self._database.reading() as connection:
            return gathered(connection, found)

    def told_in(self, report: str) -> tuple[Incident, ...]:
        """Give the incidents and proposals that stand and have a statement of a report, with all that is told."""
        with self._database.reading() as connection:
            found = incidents_of(connection, number_named(connection, report))
            return tuple(gathered(connection, one) for one in found)

    def attestation(self, incident: str) -> Attestation:
        """Give on whose say-so an incident or a proposal rests: that it happened, who did it, who was harmed.

        ``sayso.suggest`` suggests grades for it. Copies of one origin count once.
        """
        told = self.gathered(incident)
        return attest(told, find_origins(member.report for member in told.members))

    def evidence(self, incident: str) -> tuple[Evidence, ...]:
        """Give the proposals that may belong to an incident which people have decided about; nothing moves by itself.

        ``merge`` takes one in.
        """
        found = self.incident(incident)
        with self._database.reading() as connection:
            return evidence_for(connection, found)

    def changes(self, since: str, *, public: bool = False) -> tuple[Changed, ...]:
        """Give what changed of incidents and proposals, by their ids: decisions, readings, new evidence.

        Args:
            since: A day (UTC), or an instant with its zone; that or later.
            public: Whether who decided is given by role, and reasons and times of day are left out.

        Raises:
            UsageError: It is no date.
        """
        asked = normal_date(since)
        with self._database.reading() as connection:
            return changes(connection, asked[:10] if public else asked, public=public)

    def repeats(self, *reports: str) -> tuple[Repeat, ...]:
        """Give which reports each of some repeats, and which repeat it, in whole, in part or in a quotation."""
        with self._database.reading() as connection:
            return repeats_of(connection, [number_named(connection, report) for report in reports])

    def with_repeats(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """Give reports as lists show them, each with those that it repeats, the one it shares most with first."""
        asked = list(entries)
        for i in range(0, len(asked), _AT_ONCE):
            portion = asked[i : i + _AT_ONCE]
            found = sorted(self.repeats(*(one.id for one in portion)), key=lambda repeat: -repeat.share)
            for one in portion:
                yield replace(one, repeats=tuple(repeat for repeat in found if repeat.report == one.id))

    def history(self, incident: str) -> tuple[Change, ...]:
        """Give all that was decided on an incident, oldest first."""
        named = self.incident(incident).id
        with self._database.reading() as connection:
            return history_of(connection, named)

    def make(
        self, told: Iterable[tuple[str, str]], *, by: str, why: str, state: State = State.ACCEPTED
    ) -> DeskIncident:
        """Make an incident of statements, each given as report and id.

        Raises:
            UsageError: The desk has no such statement.
            DeskError: One belongs to another incident that stands.
        """
        with self._deciding("make", by, why) as decision:
            chosen = [_member(decision.connection, report, statement) for report, statement in told]
            made = make(decision, chosen, state)
        return self.incident(made)

    def hold(self, released: Mapping[str, Collection[tuple[str, str]]], *, by: str, why: str) -> None:
        """Have incidents keep their ids and members from now on, as they were released; only people change them.

        Proposals stay proposed, but are not made anew. Each gets an entry in its history, which is not taken back.

        Args:
            released: The members (report, statement) of each incident, as they were released.
            by: Who releases.
            why: In which release.

        Raises:
            DeskError: One is not what was released any more; nothing is kept then.
        """
        with self._deciding("release", by, why) as decision:
            for incident, told in released.items():
                hold(decision, incident, told)

    def hold_proposals(self, what: Filter = _ALL, *, threshold: float | None = None, by: str, why: str) -> int:
        """Have the proposals that answer a filter keep their ids and members from now on, as they were exported.

        They stay proposed; each gets an entry in its history, which is not taken back. Gives how many are new.
        """
        with self._deciding("export", by, why) as decision:
            found = list(find_ids(decision.connection, what, [State.PROPOSED], threshold))
            return sum(hold_proposed(decision, ids) for ids in found)

    def accept(self, *incidents: str, by: str, why: str) -> None:
        """Accept incidents, all or none; errors as of the other decisions."""
        self._decide(incidents, "accept", by, why, lambda d, ids: _each(d, ids, State.ACCEPTED))

    def reject(self, *incidents: str, by: str, why: str) -> None:
        """Reject incidents, all or none."""
        self._decide(incidents, "reject", by, why, lambda d, ids: _each(d, ids, State.REJECTED))

    def unlock(self, incident: str, *, by: str, why: str, names: Iterable[str] = ()) -> None:
        """Let an incident be published as finely as it is known, or only let out the names given.

        Errors as of the other decisions; ``undo`` takes it back.
        """
        let_out = tuple(names)
        self._decide(
            (incident,),
            "unlock",
            by,
            why,
            lambda d, ids: set_publication(
                d,
                ids[0],
                lambda told: (
                    replace(told, shown=tuple(dict.fromkeys((*told.shown, *let_out))))
                    if let_out
                    else replace(told, unlocked=True, coarsen=None)
                ),
            ),
        )

    def withhold(
        self, incident: str, *, by: str, why: str, coarsen: str | Coarsen | None = None, words: Iterable[str] = ()
    ) -> None:
        """Have an incident published more coarsely or not at all, or only keep back the words given.

        Args:
            incident: Its id, or the beginning of it.
            by: Who decides.
            why: For what reason.
            coarsen: ``admin1`` (unless words are given), ``country`` or ``hide``.
            words: Names that are kept back wherever the incident's reports say them.

        Raises:
            UsageError: Nobody is named, no reason is given, or ``coarsen`` is none of these.
        """
        kept_back = tuple(words)
        try:
            level = Coarsen(coarsen or Coarsen.ADMIN1)
        except ValueError as error:
            raise UsageError(f"{coarsen!r} is no way to coarsen; choose one of {', '.join(Coarsen)}") from error

        def _changed(told: Publication) -> Publication:
            told = replace(
                told,
                shown=tuple(name for name in told.shown if name not in kept_back),
                hidden=tuple(dict.fromkeys((*told.hidden, *kept_back))),
            )
            return told if kept_back and coarsen is None else replace(told, unlocked=False, coarsen=level)

        self._decide((incident,), "withhold", by, why, lambda d, ids: set_publication(d, ids[0], _changed))

    def policy(self, *, today: date | None = None, delay_days: int = DELAY_DAYS) -> Policy:
        """Give how to publish what is on this desk, for :mod:`sayso.brief.public`.

        Args:
            today: The day of publication; None asks for no delay.
            delay_days: Incidents whose last day or first report is younger are left out.
        """
        with self._database.reading() as connection:
            return policy_of(connection, today, delay_days)

    def merge(self, into: str, *others: str, by: str, why: str) -> None:
        """Put the members of incidents into the first one, which keeps its id and state."""
        self._decide((into, *others), "merge", by, why, lambda d, ids: merge(d, ids[0], ids[1:]))

    def split(self, incident: str, leaving: Iterable[tuple[str, str]], *, by: str, why: str) -> DeskIncident:
        """Take statements (report, id) out of an incident into a new one of the same state."""
        named = self.incident(incident).id
        with self._deciding("split", by, why) as decision:
            out = {(m.report, m.statement) for m in (_member(decision.connection, *one) for one in leaving)}
            made = split(decision, named, out)
        return self.incident(made)

    def undo(self, incident: str, *, by: str, why: str) -> None:
        """Take back the last decision on an incident that still stands, for all incidents that it changed.

        What was before comes back as a new entry; undoing again goes further back.

        Raises:
            DeskError: Nothing is left to undo, or another incident that the
                decision changed was decided on since.
        """
        named = self.incident(incident).id
        with self._deciding("undo", by, why) as decision:
            undo(decision, to_undo(decision.connection, named))

    def _decide(
        self,
        named: Sequence[str],
        action: str,
        by: str,
        why: str,
        change: Callable[[Decision, Sequence[str]], None],
    ) -> None:
        ids = [self.incident(one).id for one in named]
        with self._deciding(action, by, why) as decision:
            change(decision, ids)

    @contextmanager
    def _deciding(self, action: str, by: str, why: str) -> Iterator[Decision]:
        """Give a decision, and make the proposals anew that it touches, all in one transaction."""
        with self._database.writing() as connection:
            decision = Decision(connection, by=by, why=why, action=action, now=_now())
            yield decision
            settle(connection, decision.touched, decision.now)


def _states(named: Iterable[str]) -> list[State]:
    """Give states by their names.

    Raises:
        UsageError: One is none.
    """
    asked = list(named)
    if unknown := set(asked) - set(State):
        raise UsageError(f"unknown state {min(unknown)!r}; choose among {', '.join(State)}")
    return [State(state) for state in asked]


def _each(decision: Decision, ids: Sequence[str], state: State) -> None:
    for incident in ids:
        set_state(decision, incident, state)


def _member(connection: Connection, report: str, statement: str) -> MemberId:
    """Name a statement in the newest revision of a report."""
    row = connection.execute(
        select(reports.c.id, reports.c.revision).where(reports.c.number == number_named(connection, report))
    ).one()
    return MemberId(report=row.id, statement=statement, revision=row.revision)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
