"""The financial years and quarters that a release names, as days and as addresses in the register of intervals.

The register of reference.data.gov.uk has two calendars: `quarter` counts from January, `government-quarter` from April,
which is the financial year of UK councils. Every interval also has a neutral address by its first moment and length.
Source: "Using Interval URIs in Statistical Data" (ukgovld), which gives the patterns of both.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from expectations.contract import dataset
from extractors.errors import PlanliftError
from normalise.periods.calendar import quarter_bounds, year_bounds, year_start
from normalise.records import Row

_REGISTER = "http://reference.data.gov.uk/id/"


class NoSuchPeriod(PlanliftError):
    """A column of periods holds something else."""

    reason = "period"


def period_rows(datasets: Mapping[str, Sequence[Row]]) -> list[Row]:
    """One row for every period that a column of `datasets` names, and for the year of every quarter, in time order.

    Raises NoSuchPeriod.
    """
    named: set[str] = set()
    for name, rows in datasets.items():
        for field in (f.name for f in dataset(name).fields if f.period):
            named |= {str(row[field]) for row in rows if row[field] is not None}
    years = {label.split()[0] for label in named}
    # A year comes before its quarters, as both begin on one day.
    return sorted((_row(label) for label in named | years), key=lambda row: (str(row["first_day"]), str(row["period"])))


def _row(label: str) -> Row:
    year, _, quarter = label.partition(" ")
    kind = "quarter" if quarter else "year"
    try:
        first, last = quarter_bounds(label) if quarter else year_bounds(label)
        both_years = f"{year_start(year)}-{year_start(year) + 1}"
    except ValueError as problem:
        raise NoSuchPeriod(str(problem), fix="the plan's row has to be corrected") from problem
    return {
        "period": label,
        "kind": f"financial_{kind}",
        "financial_year": year,
        "first_day": first,
        "last_day": last,
        "government_uri": f"{_REGISTER}government-{kind}/{both_years}" + (f"/{quarter}" if quarter else ""),
        "interval_uri": interval_uri(first, "P3M" if quarter else "P1Y"),
    }


def interval_uri(first: date, duration: str) -> str:
    """The address of the interval that begins on the day `first` and lasts an ISO 8601 `duration`."""
    return f"{_REGISTER}gregorian-interval/{first.isoformat()}T00:00:00/{duration}"
