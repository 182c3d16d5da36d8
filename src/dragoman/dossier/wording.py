"""The wording under its former name."""

from dragoman.wording import *  # noqa: F403
