"""The command that lists the installed parts."""

from __future__ import annotations

import click

from dragoman.cli.options import json_option
from dragoman.cli.output import print_json_array


@click.command()
@json_option
def plugins(as_json: bool) -> None:
    """List the readers, coders and exporters that are installed, built-in ones included."""
    from dragoman.plain import plain
    from dragoman.plugins import plugins as installed

    found = installed()
    if as_json:
        print_json_array(plain(plugin) for plugin in found)
        return
    for plugin in found:
        click.echo(f"{plugin.kind:<10} {plugin.name:<12} {plugin.value}  ({plugin.package} {plugin.version})")
