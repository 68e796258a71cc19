"""The system's dialogs to choose a file, and its viewers: the only places where the program hands over to them."""

from __future__ import annotations

from pathlib import Path

import platformdirs
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from bonejournal.domain.words import tr

SUFFIX = ".bonejournal"


def documents() -> Path:
    """Where her own files usually are."""
    folder = Path(platformdirs.user_documents_dir())
    return folder if folder.is_dir() else Path.home()


def journals() -> str:
    """The filter of journal files."""
    return tr("Journals (*{suffix})", suffix=SUFFIX)


def to_save(parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
    """Where a file goes, with the suffix of `name` where she left it out; None where she changed her mind.

    The dialog asks before a file is written over, so it has to know the whole name: it adds the suffix itself, and
    where it did not, as behind 3.5.2026, it is shown again with the name of the file that is there.
    """
    suffix, path = Path(name).suffix, None
    dialog = QFileDialog(parent, title, str(documents() / name), kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix)
    while path is None and dialog.exec():
        chosen = Path(dialog.selectedFiles()[0])
        whole = chosen if chosen.suffix.lower() == suffix else chosen.with_name(chosen.name + suffix)
        if whole == chosen or not whole.exists():
            path = whole
        dialog.selectFile(whole.name)
    dialog.deleteLater()
    return path


def new_journal(parent: QWidget, name: str = "", title: str = "") -> Path | None:
    """Where a new journal goes; None where she changed her mind."""
    name = f"{Path(name).stem or tr('my-bones')}{SUFFIX}"
    return to_save(parent, title or tr("Where the new journal goes"), name, journals())


def journal(parent: QWidget, folder: Path | None = None, title: str = "") -> Path | None:
    """A journal, or a backup of one, to open."""
    start = str(folder or documents())
    chosen, _ = QFileDialog.getOpenFileName(parent, title or tr("Open a journal"), start, journals())
    return Path(chosen) if chosen else None


def to_import(parent: QWidget) -> Path | None:
    """A file to import."""
    kinds = tr("Exported files (*.csv *.zip *.json);;All files (*)")
    chosen, _ = QFileDialog.getOpenFileName(parent, tr("Import a file"), str(documents()), kinds)
    return Path(chosen) if chosen else None


def to_attach(parent: QWidget) -> Path | None:
    """A scanned report."""
    kinds = tr("Reports and pictures (*.pdf *.png *.jpg *.jpeg *.heic);;All files (*)")
    chosen, _ = QFileDialog.getOpenFileName(parent, tr("Attach a file"), str(documents()), kinds)
    return Path(chosen) if chosen else None


def folder_to_import(parent: QWidget) -> Path | None:
    """A folder to import."""
    chosen = QFileDialog.getExistingDirectory(parent, tr("Import a folder of CSV files"), str(documents()))
    return Path(chosen) if chosen else None


def archive(parent: QWidget, name: str) -> Path | None:
    """Where an exported archive goes."""
    return to_save(parent, tr("Export into one file"), name, tr("Archives (*.zip)"))


def document(parent: QWidget, name: str) -> Path | None:
    """Where a file goes that is written for another program; the last suffix of `name` is its own."""
    return to_save(parent, tr("Export into one file"), name, tr("Files (*{suffix})", suffix=Path(name).suffix))


def folder(parent: QWidget) -> Path | None:
    """The folder in which an export gets a folder of its own."""
    chosen = QFileDialog.getExistingDirectory(parent, tr("Export into a folder"), str(documents()))
    return Path(chosen) if chosen else None


def pdf(parent: QWidget, name: str) -> Path | None:
    """Where the doctor's summary goes."""
    return to_save(parent, tr("Save the PDF"), name, tr("PDF files (*.pdf)"))


def open_file(path: Path) -> None:
    """Show a file in the program the system has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def show_folder(path: Path) -> None:
    """Show the folder that holds a file, or a folder itself."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path if path.is_dir() else path.parent)))
