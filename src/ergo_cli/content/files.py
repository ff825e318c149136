"""The files that content is in: where they are, and their bytes. Which types these hold is `library`'s business."""

from __future__ import annotations

from pathlib import Path

from ergo_cli.errors import ContentError, Problem


def pack_folders(packs: Path | None) -> list[Path]:
    """Return the packs in the folder *packs*, in order of name; none if it does not exist."""
    if packs is None:
        return []
    try:
        entries = [path for path in packs.iterdir() if not path.name.startswith(".")] if packs.is_dir() else []
        if stray := [path for path in entries if path.suffix in {".yaml", ".yml"} and not path.is_dir()]:
            raise ContentError([Problem(str(path), 0, 0, "belongs into a folder of its own, a pack") for path in stray])
        return sorted(path for path in entries if path.is_dir())
    except (OSError, ValueError) as error:
        raise ContentError([Problem(str(packs), 0, 0, f"cannot be read: {error}")]) from error


def read_bytes(path: Path) -> bytes:
    """Return the bytes of *path*; raises `ContentError` if it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise ContentError([Problem(str(path), 0, 0, f"cannot be read: {error.strerror}")]) from error


def read_compiled(path: Path) -> tuple[int, str, memoryview]:
    """Return the CRC-32 and the SHA-256 of the YAML that *path* was made from, and the JSON; raises `ValueError`."""
    source = path.read_bytes()
    end = source.index(b"\n")
    checksum, sha256 = source[:end].decode().split()
    return int(checksum), sha256, memoryview(source)[end:]


def compiled_path(path: Path) -> Path:
    """Return where the compiled form of *path* is, in a folder beside it: `CRC-32 SHA-256`, both of the YAML, a newline, the JSON."""
    return path.parent / "compiled" / f"{path.stem}.json"


def index_path(path: Path) -> Path:
    """Return where the compiled index of the notions in *path* is, in the same form."""
    return path.parent / "compiled" / f"{path.stem}.index.json"


def sha256_of(source: bytes) -> str:
    """Return the SHA-256 of *source* in hexadecimal."""
    import hashlib

    return hashlib.sha256(source).hexdigest()
