"""Compile data/*.yaml to JSON when a wheel or an editable install is built."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileContent(BuildHookInterface):  # type: ignore[type-arg]  # hatchling's own base is unparametrised
    """Run the program's own compiler, so that broken content cannot be built."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  # hatchling's signature
        """Write data/compiled before the files are collected."""
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from ergo_cli.content.compile import compile_content

        compile_content(root / "data")
