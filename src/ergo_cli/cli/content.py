"""`ergo content`: what the program knows, and whether your own packs are in order."""

from pathlib import Path
from typing import Annotated

import typer

from ergo_cli.cli.complete import subject_ids
from ergo_cli.cli.figure import figure
from ergo_cli.cli.options import Format, FormatOption, JsonOption, chosen

app = typer.Typer(rich_markup_mode=None)
app.command("figure")(figure)


@app.callback(invoke_without_command=True)
def content(ctx: typer.Context) -> None:
    """List and check the content and your own packs; without a command, list them."""
    if not ctx.invoked_subcommand:
        list_content()


@app.command("list")
def list_content(
    form: FormatOption = Format.TEXT,
    as_json: JsonOption = False,
) -> None:
    """List the content files, what they hold, and the packs in use.

    Example: ergo content list --json
    """
    from ergo_cli.cli.output import emit
    from ergo_cli.cli.wiring import library, packs_dir
    from ergo_cli.content.files import pack_folders
    from ergo_cli.content.subjects import SUBJECTS
    from ergo_cli.engine.guides import ContentList, topic
    from ergo_cli.plain import clean

    content = library()
    topics = tuple(topic(content.read(kind)) for kind in SUBJECTS)
    packs = tuple(clean(folder.name) for folder in pack_folders(packs_dir()))
    emit("content", ContentList(topics, packs), chosen(form, as_json), content.digest)


@app.command()
def lint(
    path: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH]...", help="Packs or files; else the shipped and all packs.")
    ] = None,
    form: FormatOption = Format.TEXT,
    as_json: JsonOption = False,
) -> None:
    """Check content: every problem with its place.

    Exit code 65 if there is one.

    Example: ergo content lint my-pack/
    """
    from ergo_cli.cli.output import emit
    from ergo_cli.cli.wiring import packs_dir
    from ergo_cli.content.check import check, files_of
    from ergo_cli.content.files import pack_folders, sha256_of
    from ergo_cli.content.locate import data_dir
    from ergo_cli.engine.guides import LintResult
    from ergo_cli.errors import ContentError
    from ergo_cli.plain import clean

    packs = pack_folders(packs_dir()) if path is None else [p for p in path if not _same(p, data_dir())]
    if problems := check(data_dir(), packs):
        raise ContentError(problems)
    read = [file for folder in [data_dir(), *packs] for file in files_of(folder)]
    digest = " ".join(f"{path.stem}:{sha256_of(path.read_bytes())[:12]}" for path in read)
    emit("content-lint", LintResult(tuple(clean(str(path)) for path in read)), chosen(form, as_json), digest)


@app.command()
def schema(
    subject: Annotated[
        str, typer.Argument(help="A content file without its ending, such as stretches.", autocompletion=subject_ids)
    ],
) -> None:
    """Print the JSON Schema of a content file.

    With it, an editor completes and checks what you write.

    Example: ergo content schema stretches > stretches.schema.json
    """
    import msgspec

    from ergo_cli.cli.output import print_text
    from ergo_cli.content.shape import schema_of
    from ergo_cli.content.subjects import SUBJECTS
    from ergo_cli.engine.nearest import find

    kind = find(
        "content file", subject.removesuffix(".yaml"), {kind.file.removesuffix(".yaml"): kind for kind in SUBJECTS}
    )
    print_text(msgspec.json.format(msgspec.json.encode(schema_of(kind)), indent=2).decode() + "\n")


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()
