"""BetStream for models and bots: typed calls, writes that happen once, a stream that resumes by itself."""

from . import types
from ._call import Answer
from ._stream import EventStream, Following, Read
from .client import BetStream
from .errors import BetStreamError, OutcomeUnknown, Problem, Reset, Unreachable

__all__ = [
    "Answer",
    "BetStream",
    "BetStreamError",
    "EventStream",
    "Following",
    "OutcomeUnknown",
    "Problem",
    "Read",
    "Reset",
    "Unreachable",
    "types",
]
