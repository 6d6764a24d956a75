"""``briefings completion``."""

from __future__ import annotations

from typing import Literal

from flows.cli.app import command_line
from flows.console import EXIT_DONE, note, print_text

Shell = Literal["bash", "zsh", "fish"]


def completion(shell: Shell, /, *, install: bool = False) -> int:
    """Print what makes a shell complete verbs, options and names of bundled sites, or put it where the shell looks for it.

    Example: ``briefings completion bash --install``, then open a new terminal; or ``source <(briefings completion bash)``.

    Args:
        shell: bash, zsh or fish.
        install: Write the file and, for bash and zsh, a line into ~/.bashrc or ~/.zshrc.
    """
    app = command_line("")
    if install:
        note(f"Written: {app.install_completion(shell=shell)}; open a new terminal.")
    else:
        print_text(app.generate_completion(shell=shell).rstrip("\n"))
    return EXIT_DONE
