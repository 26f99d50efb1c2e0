import pytest

from normalise.registers import load_registers
from normalise.statuses.colour import ciede2000, difference, hue_of, to_lab


@pytest.mark.parametrize(
    ("fill", "status"),
    [
        ("#ff0000", "red"), ("#c00000", "red"), ("#f8696b", "red"), ("#ffc7ce", "red"), ("#d4351c", "red"),
        ("#ed7d31", "amber"), ("#ffc000", "amber"), ("#ffff00", "amber"), ("#ffeb9c", "amber"), ("#f6b26b", "amber"),
        ("#92d050", "green"), ("#00b050", "green"), ("#c6efce", "green"), ("#00703c", "green"),
        ("#0070c0", "complete"), ("#00b0f0", "complete"), ("#0000ff", "complete"), ("#9dc3e6", "complete"),
        ("#7030a0", None), ("#ff00ff", None), ("#008080", None), ("#ff7f50", None), ("#808080", None),
    ],
)  # fmt: skip
def test_hues_are_the_usual_ones(fill: str, status: str | None) -> None:
    assert hue_of(fill, load_registers().statuses.hues) == status


# Pairs and differences from the test data of Sharma, Wu and Dalal (2005), chosen for the branches of the formula.
@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, -1.3802, -84.2814), (50, 0, -82.7485), 1.0000),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, 2.49, -0.001), (50, -2.49, 0.0011), 7.2195),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_colour_differences_are_those_of_the_standard(
    one: tuple[float, float, float], other: tuple[float, float, float], expected: float
) -> None:
    assert ciede2000(one, other) == pytest.approx(expected, abs=5e-5)
    assert ciede2000(other, one) == pytest.approx(expected, abs=5e-5)


def test_white_and_black_are_where_they_belong() -> None:
    assert to_lab("#ffffff") == pytest.approx((100, 0, 0), abs=0.02)
    assert to_lab("#000000") == pytest.approx((0, 0, 0), abs=0.02)
    assert difference("#808080", "808080") == 0
    with pytest.raises(ValueError, match="not a colour"):
        to_lab("red")
