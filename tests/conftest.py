"""What every test stands on: no screen, and no file of the user's within reach."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def _private_home() -> None:
    """Send everything that looks for a home into a temporary folder, one for the run and within it one a worker."""
    base = os.environ.get("BONEJOURNAL_TEST_BASE")
    if base is None:
        base = tempfile.mkdtemp(prefix="bonejournal-tests-")
        os.environ["BONEJOURNAL_TEST_BASE"] = base
        atexit.register(shutil.rmtree, base, ignore_errors=True)
    home = Path(base, os.environ.get("PYTEST_XDIST_WORKER", "main"))
    folders = {
        "HOME": home,
        "USERPROFILE": home,
        "XDG_CONFIG_HOME": home / "config",
        "XDG_DATA_HOME": home / "data",
        "XDG_STATE_HOME": home / "state",
        "XDG_CACHE_HOME": home / "cache",
        "XDG_DOCUMENTS_DIR": home / "documents",
        "XDG_RUNTIME_DIR": home / "runtime",
        "MPLCONFIGDIR": Path(base, "matplotlib"),  # shared: its list of fonts takes a second to make
    }
    for name, folder in folders.items():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.environ[name] = str(folder)


_private_home()

settings.register_profile("house", deadline=None)  # other work on the machine is not a fault of the code
settings.load_profile("house")


@pytest.fixture(scope="session")
def shared_samples() -> Path:
    """The folder of sample files from other programs, which lies beside the checkout and not in it."""
    folder = Path(__file__).resolve().parents[2] / "shared" / "samples"
    if not folder.is_dir():
        pytest.skip("the sample files of other programs (../shared/samples) are not on this machine")
    return folder
