"""Read texts with the model: a program of its own, started as `python -I reader.py FOLDER LIMITS`.

Its input is a JSON list of texts. Its output is a line for the model, `{"digest": …}`, and a line for each
text that was read, in order: `[[start, end, label], …]` in characters. It imports nothing of this project and
sets its own limits before it loads the model. A text is read in windows of tokens that overlap, one at a
time: several at once take more memory and no less time, and would let one text's length change what another's
numbers round to. So the same text gives the same answer. Time is linear in the text, memory nearly constant.
"""

import hashlib
import json
import os
import resource
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

WEIGHTS = Path("onnx", "model_q4.onnx")
TOKENIZER = Path("tokenizer.json")
LABELS = Path("config.json")
WINDOW = 126
"""Tokens that are read at once: about 480 characters, in which the model's authors found it reads best."""
MARGIN = 24
"""So many tokens at each end of a window are read for the sake of the others; another window reads them."""
OUTSIDE = "O"


def main(folder: Path, limits: dict[str, int]) -> None:
    """`limits`: memory in bytes and cpu in seconds; whoever started this counts the seconds of the wall."""
    _limit_resources(limits)
    texts = json.load(sys.stdin)
    model = Model(folder)
    _say({"digest": model.digest})
    for text in texts:
        _say(model.read(text))


def _limit_resources(limits: dict[str, int]) -> None:
    for what, most in (
        (resource.RLIMIT_AS, limits["memory"]),
        (resource.RLIMIT_CPU, limits["cpu"]),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def _say(line: Any) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


class Model:
    """The model in one folder. `digest` is of the three files that decide what it answers."""

    def __init__(self, folder: Path) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        files = [(folder / name).read_bytes() for name in (WEIGHTS, TOKENIZER, LABELS)]
        self.digest = hashlib.sha256(b"".join(hashlib.sha256(file).digest() for file in files)).hexdigest()
        weights, tokenizer, labels = files
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # an arena keeps what the largest window took, and more
        self._session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_buffer(tokenizer)
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._labels = {int(key): name for key, name in json.loads(labels)["id2label"].items()}
        self._ends = [self._tokenizer.token_to_id(name) for name in ("[CLS]", "[SEP]")]

    def read(self, text: str) -> list[tuple[int, int, str]]:
        """What the model takes for something that identifies: ordered, disjoint, in characters."""
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        ids = encoding.ids  # each is copied whenever it is asked for
        labels = [label for window in windows(len(ids)) for label in self._labels_of(ids, *window)]
        return list(joined(text, words(encoding.word_ids, encoding.offsets, labels)))

    def _labels_of(self, ids: Sequence[int], start: int, end: int, first: int, last: int) -> Iterator[str]:
        """The labels of the tokens `first` to `last`, read within those from `start` to `end`."""
        import numpy as np

        tokens = np.array([[self._ends[0], *ids[start:end], self._ends[1]]], dtype=np.int64)
        feed = {
            "input_ids": tokens,
            "attention_mask": np.ones_like(tokens),
            "token_type_ids": np.zeros_like(tokens),
        }
        scores = self._session.run(None, feed)[0][0]
        for best in scores[1 + first - start : 1 + last - start].argmax(axis=-1):
            yield self._labels[int(best)]


def windows(count: int) -> Iterator[tuple[int, int, int, int]]:
    """`(start, end, first, last)` of each window: what is read, and the part of it that counts.

    The parts follow each other and cover all `count` tokens.
    """
    last = 0
    while last < count:
        start = max(0, last - MARGIN)
        end = min(start + WINDOW, count)
        first, last = last, end if end == count else end - MARGIN
        yield start, end, first, last


def words(
    numbers: Sequence[int | None], places: Sequence[tuple[int, int]], labels: Sequence[str]
) -> Iterator[tuple[int, int, str]]:
    """The words of which the model means a piece or more, each by the first label of its pieces."""
    for _, pieces in groupby(zip(numbers, places, labels, strict=True), key=itemgetter(0)):
        whole = list(pieces)
        meant = [label[2:] for _, _, label in whole if label != OUTSIDE]
        if meant:
            yield whole[0][1][0], whole[-1][1][1], meant[0]


def joined(text: str, named: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Words of one label with nothing but blanks between them are one."""
    start = end = 0
    kept = ""
    for first, last, label in named:
        if kept == label and not text[end:first].strip():
            end = last
            continue
        if kept:
            yield start, end, kept
        start, end, kept = first, last, label
    if kept:
        yield start, end, kept


if __name__ == "__main__":
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    main(Path(sys.argv[1]), json.loads(sys.argv[2]))
