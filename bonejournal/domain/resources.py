"""Where the data files are: beside the package when installed, beside the repository's top level in a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def root() -> Path:
    """The folder that holds `targets.toml`, `icons/`, `sample/` and the rest.

    Raises FileNotFoundError when the program was installed without its data.
    """
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "resources", package.parent / "resources"):
        if (folder / "targets.toml").is_file():
            return folder
    raise FileNotFoundError("bonejournal was installed without its data files")


def resource(*parts: str) -> Path:
    """The path of one data file or folder, such as `resource("icons", "plus.svg")`."""
    return root().joinpath(*parts)
