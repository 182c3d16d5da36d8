"""``python -m dragoman.cli``: the same as ``dragoman``."""

from dragoman.cli.commands import main

main(prog_name="dragoman")
