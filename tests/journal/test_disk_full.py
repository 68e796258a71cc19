from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bonejournal.domain.step import creating
from bonejournal.journal.backup import backups_of
from bonejournal.journal.store import Journal
from tests.journal.making import ROOT, beside, body, in_a_process

FILL = """
import resource, sys, os
from pathlib import Path
from bonejournal.journal.errors import FullError
from bonejournal.journal.store import Journal
from bonejournal.domain.step import creating
from tests.journal.making import body
path, room = Path(sys.argv[1]), int(sys.argv[2])
journal = Journal.open(path)
if room:
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
saved = 0
try:
    while saved < 3000:
        journal.apply(creating(body(source="x" * 20000)))
        saved += 1
except FullError as error:
    print(str(error))
assert journal.count() == saved
if room:
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
else:
    path.with_name("ballast").unlink()
journal.apply(creating(body()))
journal.close()
print(saved)
"""


def check(path: Path, said: list[str]) -> None:
    assert said[0].startswith("There is no room left"), said
    with Journal.open(path) as journal:
        assert journal.count() == int(said[1]) + 1 > 1
        assert all(finding.ok for finding in journal.examine())
    assert beside(path) == {path.name}


@pytest.mark.parametrize("room", [200_000, 700_000, 3_000_000])
def test_where_a_file_may_not_grow_what_was_saved_stays_and_a_later_try_works(path: Path, room: int) -> None:
    Journal.create(path).close()
    done = in_a_process(FILL, path, room)
    assert done.returncode == 0, done.stderr
    check(path, done.stdout.splitlines())


SMALL = """
set -e
mount -t tmpfs -o size=2m none "$1"
cp "$2" "$1/"
head -c 400000 /dev/zero > "$1/ballast"
"$3" -c "$4" "$1/$(basename "$2")" 0
cp "$1/$(basename "$2")"* "$(dirname "$2")"
"""


def test_on_a_full_disk_what_was_saved_stays_and_a_later_try_works(path: Path, tmp_path: Path) -> None:
    allowed = shutil.which("unshare") and (
        subprocess.run(["unshare", "-rm", "true"], capture_output=True, check=False).returncode == 0
    )
    if not allowed:
        pytest.skip("a small disk of one's own (unshare) is not to be had here")
    Journal.create(path).close()
    small = tmp_path / "small"
    small.mkdir()
    command = ["unshare", "-rm", "sh", "-c", SMALL, "sh", small, path, sys.executable, FILL]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=os.environ, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    check(path, done.stdout.splitlines())


COPY = """
import resource, sys
from pathlib import Path
from bonejournal.journal.errors import FullError
from bonejournal.journal.store import Journal
journal = Journal.open(Path(sys.argv[1]))
for target in (None, Path(sys.argv[1]).with_name("copy.bonejournal")):
    for room in (0, 4096, 50_000):
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
        try:
            journal.back_up(target)
        except FullError:
            print("full")
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    print(journal.back_up(target).records)
"""


def test_a_backup_that_finds_no_room_leaves_nothing_and_a_later_try_works(path: Path) -> None:
    with Journal.create(path) as journal:
        journal.apply(creating(*(body() for _ in range(500))))
    done = in_a_process(COPY, path)
    assert done.stdout.split() == ["full", "full", "full", "500"] * 2, done.stderr
    assert beside(path) == {path.name, "copy.bonejournal"}
    assert [found.number for found in backups_of(path)] == [1]
    assert len(beside(backups_of(path)[0].path)) == 1


NEW = """
import resource, sys
from pathlib import Path
from bonejournal.journal.errors import FullError
from bonejournal.journal.store import Journal
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    Journal.create(Path(sys.argv[1]))
except FullError:
    print("full")
"""


@pytest.mark.parametrize("room", [0, 4096, 20_000])
def test_a_journal_that_finds_no_room_is_not_made_at_all(path: Path, room: int) -> None:
    done = in_a_process(NEW, path, room)
    assert done.stdout.strip() == "full", done.stderr
    assert beside(path) == set()


RESTORE = """
import resource, sys
from pathlib import Path
from bonejournal.journal import backup
from bonejournal.journal.errors import FullError
path, room = Path(sys.argv[1]), int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
try:
    backup.restore(path.with_name("copy.bonejournal"), path, replace=True)
except FullError:
    print("full")
"""


def test_a_restore_that_finds_no_room_to_keep_the_journal_aside_leaves_all_as_it_was(path: Path) -> None:
    with Journal.create(path) as journal:
        room = journal.back_up(path.with_name("copy.bonejournal")).path.stat().st_size
        journal.apply(creating(*(body(source="x" * 2000) for _ in range(200))))
    before = path.read_bytes()
    assert len(before) > room
    done = in_a_process(RESTORE, path, room)
    assert done.stdout.strip() == "full", done.stderr
    assert path.read_bytes() == before
    assert beside(path) == {path.name, "copy.bonejournal"}


def test_a_step_that_finds_no_room_can_be_made_again(path: Path) -> None:
    with Journal.create(path) as journal:
        journal._file.run("PRAGMA max_page_count = 30")
        big = [body(source="y" * 3000) for _ in range(100)]
        with pytest.raises(Exception, match="no room"):
            journal.apply(creating(*big))
        assert (journal.count(), journal.undo_label) == (0, None)
        journal._file.run("PRAGMA max_page_count = 100000")
        journal.apply(creating(*big))
        assert journal.count() == 100
        assert all(finding.ok for finding in journal.examine())
