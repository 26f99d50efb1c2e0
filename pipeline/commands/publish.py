"""`planlift publish`: make a versioned release of what a run wrote."""

import argparse
from pathlib import Path

from pipeline.commands.shared import PLAIN, Commands, iso_day
from pipeline.errors import ALL_PUBLISHED
from pipeline.folders import DEFAULT_IN, DEFAULT_OUT

_SETTINGS = Path("data", "publish.toml")

_WHAT = """\
Make a release that may go out as it is: CSV and Parquet with a Data Package, CSVW, schema.org,
DCAT and CKAN descriptions, a data dictionary, attribution and checksums. Its version follows from
what has changed since the last release; where nothing has, there is no new one."""

_MORE = """\
what you get in DIR: a folder named by the version, `latest` (a copy, in a folder only), latest.json
and dcat.jsonld, which lead to the newest release and change last.

Personal names in officers' cells are left out unless the TOML beside the PDF records a decision:
  [publish]
  personal_names = { decision = "publish", by = "...", on = 2026-01-15, reason = "..." }"""


def add(commands: Commands) -> None:
    """Add the command to those of the command line."""
    release = commands.add_parser(
        "publish", help="make a versioned release", description=_WHAT, epilog=_MORE, formatter_class=PLAIN
    )
    release.add_argument(
        "clean",
        nargs="?",
        type=Path,
        default=DEFAULT_OUT,
        metavar="CLEAN_DIR",
        help=f"outputs (default: {DEFAULT_OUT})",
    )
    release.add_argument("--to", required=True, metavar="DIR", help="a folder, or object storage: s3://bucket/folder")
    release.add_argument(
        "--sources",
        type=Path,
        action="append",
        metavar="DIR",
        help=f"PDFs with the TOMLs that record decisions (default: {DEFAULT_IN}); may be given again",
    )
    release.add_argument(
        "--settings", type=Path, metavar="FILE", help=f"publisher, contact, addresses (default: {_SETTINGS}, if there)"
    )
    release.add_argument(
        "--issued", type=iso_day, metavar="DATE", help="the date that the release is to bear: 2026-01-15"
    )
    release.add_argument("--allow-major", action="store_true", help="let users of the data have to change something")
    release.set_defaults(command=_publish)


def _publish(options: argparse.Namespace) -> int:
    from pipeline.publish.release import Order, publish
    from pipeline.publish.summary import print_result

    settings = options.settings or (_SETTINGS if _SETTINGS.is_file() else None)
    sources = tuple(options.sources or (DEFAULT_IN,))
    order = Order(options.clean, options.to, sources, settings, options.allow_major, options.issued)
    print_result(publish(order), order.to)
    return ALL_PUBLISHED
