"""Errors a person can act on: each says what was wrong, where, and what to do."""


class SaysoError(Exception):
    """Base of all errors that Sayso raises on purpose."""


class UsageError(SaysoError):
    """A setting makes no sense (a date that is none, an unknown format)."""


class ItemError(SaysoError):
    """An item could not be read (missing, empty, binary, too large, not English)."""


class TimeLimitError(ItemError):
    """Reading a document took longer than it may."""


class SeveralReportsError(ItemError):
    """An item holds several documents where one was asked for."""


class PipelineError(SaysoError):
    """The parsing pipeline is missing, or its files are not the ones expected."""


class GazetteerError(SaysoError):
    """The gazetteer could not be built or opened."""


class RecordError(SaysoError):
    """A record could not be read back: it is not of the format ``sayso/1``."""


class DeskError(SaysoError):
    """A desk could not be opened or changed (missing, locked, read-only, no desk, unreachable)."""


class DeletedError(DeskError):
    """A report was deleted from the desk and may not come back."""
