"""What is known of a document before it is read: the file itself and what its sidecar says."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """One PDF and what is stated about it; whatever is None is inferred from the pages, and a warning says so.

    `file` is the file's name without its folder, `sha256` the digest of its bytes in lower-case hex, `page_count` all
    its pages. `financial_year` reads like `2025/26`, `quarter` like `2025/26 Q3` or `Q3`, `plan_type` is
    `delivery_plan` or `progress_report`.
    """

    file: str
    sha256: str
    page_count: int
    council_name: str | None = None
    title: str | None = None
    url: str | None = None
    licence: str | None = None
    plan_type: str | None = None
    financial_year: str | None = None
    quarter: str | None = None
