"""Writing the report of a run into a folder."""

from pathlib import Path

from pipeline.errors import CannotSave
from pipeline.files.saving import save_in
from pipeline.outputs.published import read_published
from pipeline.pages import REVIEW
from pipeline.report.page import report_page

NAME = "report.html"


def write(clean: Path, folder: Path, as_of: str | None) -> None:
    """Write the report of the run in `clean` into `folder` and say so. Raises NoOutputs or CannotSave.

    A review page in the same folder is linked to where it is of the same run.
    """
    published = read_published(clean)
    file, review = folder / NAME, folder / REVIEW
    try:
        same = review.is_file() and f'"fingerprint":"{published.fingerprint}"'.encode() in review.read_bytes()
    except OSError as error:
        raise CannotSave(file, error) from error
    page = report_page(published, as_of, REVIEW if same else None)
    save_in(folder, {NAME: page})
    print(f"{file}: {len(page) / 1e6:.1f} MB; open it in a browser, it needs no network")
