"""The command tree. Reading it must stay cheap: command bodies import what they use."""

from __future__ import annotations

import typer

from ergo_cli.cli import break_now, content, habits, home, posture, screen, setup_check, stretch, troubleshoot

# Rich help would cost as much start-up as everything else together.
app = typer.Typer(
    name="ergo",
    help="Screen a sore back, check your desk, look up a pain, stretch. Private: it never opens a connection.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Information, not a diagnosis. Exit codes and formats: see the README.",
)
app.callback(invoke_without_command=True)(home.home)
app.command("screen")(screen.screen)
app.command("setup-check")(setup_check.setup_check)
app.command("troubleshoot")(troubleshoot.troubleshoot)
app.command("stretch")(stretch.stretch)
app.command("posture")(posture.posture)
app.command("break")(break_now.break_now)
app.command("habits")(habits.habits)
app.add_typer(content.app, name="content")
