"""Great Expectations suites made from the checks, and one pass over all plans with them.

Great Expectations takes seconds to import, so it is imported inside functions; `warm` does that in a thread while
documents are still being read. Its telemetry and progress bars are off: a run writes only what Planlift writes.
"""

import gc
import logging
import os
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager, nullcontext
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from expectations.lazily import lazily
from expectations.rules import Check, checks
from extractors.errors import PlanliftError

if TYPE_CHECKING:
    import pandas as pd
    from great_expectations.core import ExpectationSuite
    from great_expectations.expectations.expectation import Expectation


# What Great Expectations imports for checks of shapes and distributions, of which no suite of ours has any: two fifths
# of its import, and half where the packages that check formats for `jsonschema` are installed.
_FOR_OTHER_CHECKS = ("altair", "jsonschema", "scipy.stats")


class SuiteError(PlanliftError):
    """Great Expectations could not evaluate a check, so nothing is known about it."""

    reason = "suite"


class Failure(NamedTuple):
    """A check that failed, and the positions of the failing rows in its view."""

    check: Check
    rows: tuple[int, ...]


def warm() -> None:
    """Import Great Expectations and build every suite, so that `run_suites` starts at once. Safe in a thread."""
    for view in {c.view for c in checks()}:
        suite(view)


@cache
def suite(view: str) -> "ExpectationSuite":
    """The suite of expectations that the view named `view` must meet; each carries the number of its check."""
    gx = _great_expectations()
    expectations = [_expectation(i, c) for i, c in enumerate(checks()) if c.view == view]
    return gx.ExpectationSuite(name=view, expectations=expectations)


def run_suites(views: "Mapping[str, pd.DataFrame]") -> list[Failure]:
    """Every check that fails on `views`, in the order of the checks, with the failing rows.

    Empty views pass. Raises SuiteError if an expectation cannot be evaluated: what is unknown must not pass.
    """
    gx = _great_expectations()
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    # One asset for all views: the context writes its whole configuration down as YAML for every asset and batch.
    asset = context.data_sources.add_pandas("planlift").add_dataframe_asset("view")
    batches = asset.add_batch_definition_whole_dataframe("all plans")
    failures: dict[int, Failure] = {}
    for name, frame in views.items():
        if not len(frame):
            continue
        # It hashes and copies every column that it is given, asked for or not.
        batch = batches.get_batch(batch_parameters={"dataframe": frame[_asked(name)]})
        told = batch.validate(suite(name), result_format="BOOLEAN_ONLY")
        # Naming the failing rows takes as long again as counting them, and most checks pass.
        failed = [_check_of(result) for result in told.results if not result.success]
        if not failed:
            continue
        again = gx.ExpectationSuite(name, expectations=[_expectation(n, checks()[n]) for n in failed])
        for result in batch.validate(again, result_format="COMPLETE").results:
            number = _check_of(result)
            check = checks()[number]
            rows = cast("dict[str, Any]", result.result).get("unexpected_index_list")
            if not rows:
                raise SuiteError(f"cannot be evaluated: {result.exception_info}", where=f"{name}: {check.rule}")
            failures[number] = Failure(check, tuple(sorted(int(r) for r in rows)))
    return [failures[i] for i in sorted(failures)]


@cache
def _asked(view: str) -> list[str]:
    """The columns of the view named `view` that a check asks."""
    return list(dict.fromkeys(column for check in checks() if check.view == view for column in check.columns))


def _check_of(result: Any) -> int:
    """The number of the check that a validation result answers."""
    return int(result.expectation_config.meta["check"])


def _expectation(number: int, check: Check) -> "Expectation":
    """The expectation that asks what `check` asks."""
    _great_expectations()
    from great_expectations import expectations as gxe

    common: dict[str, Any] = {"severity": check.severity, "meta": {"check": number, "rule": check.rule}}
    first, last = check.columns[0], check.columns[-1]
    both = "either_value_is_missing"
    match check.kind:
        case "unique":
            return gxe.ExpectColumnValuesToBeUnique(column=first, **common)
        case "terms":
            return gxe.ExpectColumnValuesToBeInSet(column=first, value_set=list(check.terms), **common)
        case "resolves":
            return gxe.ExpectColumnValuesToBeInSet(column=first, value_set=[True], **common)
        case "present":
            return gxe.ExpectColumnValuesToNotBeNull(column=first, **common)
        case "between":
            return gxe.ExpectColumnValuesToBeBetween(column=first, min_value=check.low, max_value=check.high, **common)
        case "order":
            return gxe.ExpectColumnPairValuesAToBeGreaterThanB(
                column_A=last, column_B=first, or_equal=True, ignore_row_if=both, **common
            )
        case "equal":
            return gxe.ExpectColumnPairValuesToBeEqual(column_A=first, column_B=last, ignore_row_if=both, **common)


def _great_expectations() -> Any:
    """Great Expectations, its telemetry switched off before the import reads the setting."""
    os.environ["GX_ANALYTICS_ENABLED"] = "False"
    # It logs every step of a validation at INFO; warnings and errors still come through.
    logging.getLogger("great_expectations").setLevel(logging.WARNING)
    with nullcontext() if "great_expectations" in sys.modules else _uncollected(), lazily(*_FOR_OTHER_CHECKS):
        import great_expectations

    return great_expectations


@contextmanager
def _uncollected() -> Generator[None]:
    """Leave the garbage collector off: it goes over what an import builds again and again, and all of that stays.

    A fifth of the time that Great Expectations takes to import is the collector's.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        gc.enable()
