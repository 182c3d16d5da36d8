"""Charts of relations and of the system of states, each with a caption, a summary and a data twin."""

from dragoman.charts.chart import Cell, Chart

__all__ = ["Cell", "Chart"]
