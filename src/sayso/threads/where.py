"""Which places of several reports are surely the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sayso.record import Place, Report


class Places:
    """The places of one report: their keys over several reports."""

    def __init__(self, report: Report) -> None:
        """Index the places of a report."""
        self._report = report
        self._by_id: Mapping[str, Place] = {place.id: place for place in report.places}

    def place(self, key: str | None) -> Place | None:
        """Give a place by its id, a later mention as the first of it."""
        place = self._by_id.get(key or "")
        return self._by_id.get(place.same_as or "", place) if place is not None else None

    def grounds(self, place: Place | None) -> tuple[Place, ...]:
        """Give the places that a place is told to lie to."""
        if place is None or place.relation is None:
            return ()
        return tuple(found for ground in place.relation.of if (found := self.place(ground)) is not None)

    def key(self, place: Place | None) -> str:
        """Give what is the same for one place in every report, "" for none.

        A place of the gazetteer is its entry. One that is told by how it lies
        to another is that relation: "near Homs" is not Homs. What the
        gazetteer lacks is its name, with country, division and precision; a
        description ("the highway") is one place within its report only.
        """
        if place is None:
            return ""
        if place.geonames_id is not None:
            return f"geonames:{place.geonames_id}"
        relation = place.relation
        if relation is not None and relation.of:
            bounds = (relation.kind.value, relation.km_low, relation.km_high, relation.bearing)
            grounds = ", ".join(self.key(ground) for ground in self.grounds(place))
            return f"{' '.join('' if bound is None else str(bound) for bound in bounds)} of {grounds}"
        name = place.name or place.text
        where = f"{place.country or ''} {place.admin1 or ''} {place.precision}"
        if relation is None and any(letter.isupper() for letter in name):
            return f"name:{' '.join(name.split()).casefold()} {where}"
        return f"{self._report.id} {place.id}"
