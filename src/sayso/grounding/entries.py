"""What the table of places holds, and the key under which a name is found."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from sayso import lexicon

EARTH_KM = 6371.0
COUNTRY, DIVISION, DISTRICT, TOWN, REGION = "country", "admin1", "admin2", "town", "region"

_PLAIN = str.maketrans(
    {
        "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "e",
        "-": " ", "–": " ", "‐": " ", "’": "", "‘": "", "'": "", "ʻ": "", "ʼ": "", "`": "", "´": "", "ʿ": "", "ʾ": "",
        ".": "", ",": " ", "/": " ",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of the gazetteer.

    ``key`` is the GeoNames id, or negative for places of our own or a user's.
    ``kind`` is ``country``, ``admin1``, ``admin2``, ``town``, or a kind of
    ``place_kinds.tsv``; ``country`` ISO 3166 alpha-2, empty where a place lies
    in several or none; ``admin1`` and ``admin2`` are keys. ``lat`` and ``lon``
    are the representative point (degrees), ``radius_km`` that of a circle
    about the area, both ``None`` where not known.
    """

    key: int
    name: str
    kind: str
    country: str
    admin1: int | None
    admin2: int | None
    lat: float | None
    lon: float | None
    population: int
    radius_km: float | None

    @property
    def geonames_id(self) -> int | None:
        """The GeoNames id, where the place has one."""
        return self.key if self.key > 0 else None


@lru_cache(maxsize=100_000)
def fold(name: str) -> str:
    """Give the key of a name: lower case, no accents, no apostrophes, short forms written out ("St." as "saint")."""
    plain = name if name.isascii() else unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in plain if not unicodedata.combining(c)) if plain is not name else plain
    words = plain.lower().translate(_PLAIN).split()
    short = lexicon.by_pattern("toponym_short_forms")
    return " ".join(short[word]["value"] if word in short else word for word in words)


def distance_km(a_lat: float, a_lon: float, b_lat: float, b_lon: float) -> float:
    """Give the distance of two points along the surface of the earth, km."""
    half_lat, half_lon = radians(b_lat - a_lat) / 2, radians(b_lon - a_lon) / 2
    square = sin(half_lat) ** 2 + cos(radians(a_lat)) * cos(radians(b_lat)) * sin(half_lon) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(square)))
