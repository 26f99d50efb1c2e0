"""The two networks that find and read text in a picture: RapidOCR's, run by ONNX Runtime from the installed package.

Only the models of the package are used. They are asked directly because every character's probability, the spaces
between them and their places are needed, and so that nothing can be fetched from the network. Pixels throughout.
"""

import csv
import importlib.util
import string
import threading
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np
import onnxruntime
from numpy.typing import NDArray

from extractors.errors import PlanliftError
from extractors.picture.parts import parts_of

Image = NDArray[np.uint8]

# What both networks were trained on: BGR from -1 to 1.
_HALF = 127.5
# The recogniser's input height and the width of one of its steps, in pixels.
LINE_HEIGHT = 48
STEP = 8
# The finder's input sides are multiples of this.
_MULTIPLE = 32
# The finder looks at so many rows of its input at a time, and at so many more above and below for what is near them:
# a page at once takes 250 MB for what its layers make of it, such a strip 120 MB, and the same time.
_STRIP, _NEAR = 480, 64
# Probability from which a pixel belongs to a text line, and which a line's best pixels must reach.
_TEXT, _CERTAIN = 0.3, 0.5
# The finder marks the core of a line; the line is this much larger (DBNet: area times this ratio over perimeter).
_UNCLIP = 1.6
_SMALLEST = 4


class NoRecogniser(PlanliftError):
    """The models that read pictures are not installed."""

    reason = "no_recogniser"


class Char(NamedTuple):
    """A character as read.

    How probable it is, where its middle is (0 to 1 of the line's width), and how probable a space before it is.
    """

    text: str
    probability: float
    at: float
    space: float


@lru_cache(maxsize=1)
def _models() -> Path:
    spec = importlib.util.find_spec("rapidocr")
    if spec is None or spec.origin is None:
        raise NoRecogniser("the package rapidocr is missing", fix="install Planlift with its locked packages")
    return Path(spec.origin).parent / "models"


_lock = threading.Lock()
# One strip of one page at a time: what the finder needs for it is the most that any step of reading needs.
_finding = threading.Lock()


@lru_cache(maxsize=2)
def _session(kind: str) -> Any:
    """The network `det` (finds lines) or `rec` (reads them). One thread each: pages are read side by side."""
    found = sorted(_models().glob(f"*_{kind}_*.onnx"))
    if not found:
        raise NoRecogniser(f"rapidocr holds no {kind} model", fix="install the release that the lock names")
    runtime: Any = onnxruntime
    options = runtime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Laying out the memory of one shape ahead keeps what the shape before took: 150 MB of the finder's.
    options.enable_mem_pattern = False
    return runtime.InferenceSession(str(found[0]), options, providers=["CPUExecutionProvider"])


def _network(kind: str) -> Any:
    with _lock:
        return _session(kind)


class _Alphabet(NamedTuple):
    """The printed characters, and for each the places of its forms among the recogniser's outputs."""

    characters: list[str]
    places: list[list[int]]


@lru_cache(maxsize=1)
def _alphabet() -> _Alphabet:
    listed = _network("rec").get_modelmeta().custom_metadata_map["character"].splitlines()
    # The network's outputs are: nothing, the characters, the space.
    where = {c: i + 1 for i, c in enumerate(listed)}
    where[" "] = len(listed) + 1
    forms = dict.fromkeys(string.ascii_letters + string.digits + string.punctuation + " ", "")
    with Path(__file__).with_name("characters.csv").open(encoding="utf-8", newline="") as handle:
        rows = csv.DictReader(line for line in handle if not line.startswith("# "))
        forms.update({row["character"]: row["forms"] for row in rows})
    chosen = [(c, [where[f] for f in (c, *other) if f in where]) for c, other in forms.items()]
    chosen = [(c, places) for c, places in chosen if places]
    return _Alphabet(["", *(c for c, _ in chosen)], [[0], *(p for _, p in chosen)])


def find_lines(picture: Image, longest: int) -> list[tuple[float, float, float, float]]:
    """Boxes (x0, top, x1, bottom) of the text lines of an upright BGR picture.

    It is looked at with its longer side scaled down to `longest` pixels.
    """
    height, width = picture.shape[:2]
    scale = min(1.0, longest / max(height, width))
    size = [max(_MULTIPLE, round(side * scale / _MULTIPLE) * _MULTIPLE) for side in (width, height)]
    small = np.asarray(cv2.resize(picture, (size[0], size[1]), interpolation=cv2.INTER_AREA), dtype=np.uint8)
    heat = _heat(small)
    mask = (heat > _TEXT).astype(np.uint8)
    labels, parts = parts_of(mask)
    best = np.zeros(len(parts), dtype=np.float32)
    np.maximum.at(best, labels.ravel(), heat.ravel())
    boxes: list[tuple[float, float, float, float]] = []
    for n, (x, y, w, h, area) in enumerate(parts[1:], start=1):
        if best[n] < _CERTAIN or min(w, h) < _SMALLEST - 1 or area < _SMALLEST * _SMALLEST:
            continue
        grow = area * _UNCLIP / (2 * (w + h))
        fx, fy = width / size[0], height / size[1]
        boxes.append(
            (
                max(0.0, (x - grow) * fx),
                max(0.0, (y - grow) * fy),
                min(float(width), (x + w + grow) * fx),
                min(float(height), (y + h + grow) * fy),
            )
        )
    return boxes


def _heat(picture: Image) -> NDArray[np.float32]:
    """How probable it is that each pixel of a picture, with sides that suit the finder, lies in a line of text."""
    network = _network("det")
    height, width = picture.shape[:2]
    heat = np.empty((height, width), dtype=np.float32)
    ends = [*range(_STRIP, height - _STRIP // 2, _STRIP), height]
    for start, end in zip([0, *ends], ends, strict=False):
        first, last = max(0, start - _NEAR), min(height, end + _NEAR)
        batch = (picture[first:last].astype(np.float32) / _HALF - 1).transpose(2, 0, 1)[None]
        with _finding:
            strip = network.run(None, {network.get_inputs()[0].name: batch})[0][0, 0]
        heat[start:end] = strip[start - first : end - first]
    return heat


def read_line(picture: Image, stretch: float = 1.0) -> list[Char]:
    """The characters of one text line (BGR), left to right, without spaces.

    `stretch` widens what the network sees, so that a second look sees the line otherwise than the first.
    """
    height, width = picture.shape[:2]
    wide = max(STEP * 2, round(width * LINE_HEIGHT / max(height, 1) * stretch))
    sized = cv2.resize(picture, (wide, LINE_HEIGHT), interpolation=cv2.INTER_LINEAR)
    batch = (sized.astype(np.float32) / _HALF - 1).transpose(2, 0, 1)[None]
    network = _network("rec")
    output = network.run(None, {network.get_inputs()[0].name: batch})[0][0]
    return _decode(output)


def _decode(output: NDArray[np.float32]) -> list[Char]:
    """The most probable character of each step, repeats made one; what no English text prints is left aside."""
    alphabet = _alphabet()
    chances = np.stack([output[:, places].sum(axis=1) for places in alphabet.places], axis=1)
    best = chances.argmax(axis=1)
    steps = len(best)
    space = alphabet.characters.index(" ")
    chars: list[Char] = []
    since = 0.0
    for step in range(steps):
        if best[step] == space or best[step] == 0:
            since = max(since, float(chances[step, space]))
            continue
        chance = float(chances[step, best[step]])
        if step and best[step] == best[step - 1] and chars:
            last = chars[-1]
            chars[-1] = last._replace(probability=max(last.probability, chance), at=last.at + 0.5 / steps)
            continue
        since = max(since, float(chances[step, space]))
        chars.append(Char(alphabet.characters[best[step]], chance, (step + 0.5) / steps, since))
        since = 0.0
    return chars
