"""Fine-tuning: from labelled messages to an encoder.

Windows are cut as in judging. A window of a message that must be held counts as an ask if the
words that carry the ask stand in it; its other windows are left out, for nobody labelled them.
"""

from __future__ import annotations

import copy
import random
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import torch
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional

from checks.encoder.windows import joined, windows
from checks.message import parse
from checks.text import sentences
from tests.judgement.corpus import Labelled, content

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tests.judgement.encoder import Encoder

TOKENS_LIMIT = 320
_ALONE = 0.2
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Example:
    """A window's subject and sentences, and whether it asks.

    *carriers* are the places of the sentences that carry the ask, -1 for the subject; *weight* is
    what the window counts in the loss.
    """

    subject: str
    sentences: tuple[str, ...]
    asks: bool
    carriers: frozenset[int] = frozenset()
    weight: float = 1.0

    @property
    def text(self) -> str:
        """What the encoder reads."""
        return joined(self.subject, self.sentences)


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train; the defaults are the ones that ``make train`` uses."""

    epochs: int = 6
    batch: int = 16
    rate: float = 1.5e-4
    decay: float = 0.85
    warm_up: float = 0.1
    smoothing: float = 0.03
    token_share: float = 0.5
    frozen_layers: int = 0
    seed: int = 11


def read(message: Labelled) -> tuple[str, list[str]]:
    """Return the subject and the sentences of *message*, as the check reads them."""
    parsed = parse(content(message))
    return parsed.subject, [sentence.original for sentence in sentences(parsed.body.own)]


def examples(message: Labelled) -> Iterator[Example]:
    """Yield what is to be learned from *message*."""
    subject, text = read(message)
    for window in windows(subject, text):
        part = tuple(text[window.first : window.last])
        if not message.holds:
            yield Example(subject, part, asks=False)
        elif _carries(" ".join((subject, *part)), message.excerpt):
            carriers = [at for at, s in enumerate(part) if _shares(s, message.excerpt)]
            if _shares(subject, message.excerpt):
                carriers.append(-1)
            yield Example(subject, part, asks=True, carriers=frozenset(carriers))


def _carries(text: str, excerpt: str) -> bool:
    """Tell whether most words of *excerpt* stand in *text*, in a row that quoting may break."""
    have, wanted = _WORD.findall(text.lower()), _WORD.findall(excerpt.lower())
    if not wanted:
        return True
    length = min(len(wanted), 4)
    whole = " ".join(have)
    runs = [" ".join(wanted[at : at + length]) for at in range(len(wanted) - length + 1)]
    return 2 * sum(run in whole for run in runs) >= len(runs)


def _shares(sentence: str, excerpt: str) -> bool:
    """Tell whether *sentence* is a good part of *excerpt*, or the other way round."""
    words, wanted = _WORD.findall(sentence.lower()), _WORD.findall(excerpt.lower())
    length = min(len(words), len(wanted), 3)
    if not length:
        return False
    runs = {tuple(wanted[at : at + length]) for at in range(len(wanted) - length + 1)}
    mine = {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}
    return 2 * len(runs & mine) >= min(len(runs), len(mine))


def varied(example: Example, chance: random.Random) -> Example:
    """Return *example* with what must not matter changed at random."""
    subject, texts = example.subject, list(example.sentences)
    if -1 not in example.carriers and chance.random() < 0.15:
        subject = ""
    if example.carriers and -1 not in example.carriers and chance.random() < _ALONE:
        texts = [text if at in example.carriers else "" for at, text in enumerate(texts)]
        subject = ""
    elif not example.asks and len(texts) > 2 and chance.random() < _ALONE:
        first = chance.randrange(len(texts))
        last = first + chance.randint(1, 3)
        texts = [text if first <= at < last else "" for at, text in enumerate(texts)]
        subject = ""
    if chance.random() < 0.12:
        texts = [_misspelt(text, chance) for text in texts]
    if chance.random() < 0.1:
        texts = [re.sub(r"[.,;!?'’]", "", text) for text in texts]
    return replace(example, subject=subject, sentences=tuple(texts))


def encoded(example: Example, words: Tokenizer) -> tuple[list[int], list[float]]:
    """Return the tokens of *example*, and for each what it should say: 1 asks, 0 not, -1 unknown.

    In a message that asks, nobody labelled the sentences beside the ask: they are unknown.
    """
    text, spans = example.text, []
    start = text.index("|") + 1 if "|" not in example.subject else len(joined(example.subject, ()))
    if -1 in example.carriers:
        spans.append((0, start))
    for at, sentence in enumerate(example.sentences):
        plain = " ".join(sentence.split())
        if not plain:
            continue
        begin = text.find(plain, start)
        if begin < 0:
            continue
        start = begin + len(plain)
        if at in example.carriers:
            spans.append((begin, start))
    tokens = words.encode(text)
    if not example.asks:
        return tokens.ids, [0.0] * len(tokens.ids)
    labels = [
        1.0 if end > begin and any(a <= begin and end <= b for a, b in spans) else -1.0
        for begin, end in tokens.offsets
    ]
    return tokens.ids, labels


def _misspelt(text: str, chance: random.Random) -> str:
    letters = list(text)
    for _ in range(max(1, len(letters) // 60)):
        at = chance.randrange(max(1, len(letters) - 1))
        if at + 1 < len(letters) and letters[at].isalpha() and letters[at + 1].isalpha():
            if chance.random() < 0.5:
                letters[at], letters[at + 1] = letters[at + 1], letters[at]
            else:
                letters[at] = ""
    return "".join(letters)


def tokenizer(path: str) -> Tokenizer:
    """Return the tokenizer of the published model, without its padding, cut at our length."""
    made = Tokenizer.from_file(path)
    made.no_padding()
    made.enable_truncation(TOKENS_LIMIT)
    return made


def padded(rows: Sequence[Sequence[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Return token ids as one tensor, and its mask."""
    length = max(len(row) for row in rows)
    ids = torch.zeros(len(rows), length, dtype=torch.long)
    mask = torch.zeros(len(rows), length, dtype=torch.long)
    for at, row in enumerate(rows):
        ids[at, : len(row)] = torch.tensor(row)
        mask[at, : len(row)] = 1
    return ids, mask


def fine_tune(
    model: Encoder,
    learned: Sequence[Example],
    words: Tokenizer,
    recipe: Recipe,
    report: Callable[[str], None],
) -> Encoder:
    """Return *model* trained on *learned*: the mean of its weights over the last half."""
    torch.manual_seed(recipe.seed)
    chance = random.Random(recipe.seed)
    optimiser = torch.optim.AdamW(_groups(model, recipe), weight_decay=0.01)
    total = recipe.epochs * ((len(learned) + recipe.batch - 1) // recipe.batch)
    warm = int(total * recipe.warm_up)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser,
        lambda step: step / max(1, warm) if step < warm else (total - step) / max(1, total - warm),
    )
    mean = copy.deepcopy(model)
    step = 0
    for epoch in range(recipe.epochs):
        model.train()
        losses = []
        for ids, mask, wanted, weight, labels in _batches(learned, words, recipe.batch, chance):
            logits, tokens = model(ids, mask)
            loss = (_loss(logits, wanted, recipe.smoothing) * weight).mean()
            known = (labels >= 0).to(tokens.dtype)
            by_token = _loss(tokens, labels.clamp(min=0), recipe.smoothing) * known
            share = by_token.sum(1) / known.sum(1).clamp(min=1)
            loss = loss + recipe.token_share * (share * weight).mean()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad(set_to_none=True)
            losses.append(loss.item())
            step += 1
            _average(mean, model, keep=min(0.99, step / (step + 10)))
        report(f"epoch {epoch + 1} of {recipe.epochs}: loss {sum(losses) / len(losses):.4f}")
    mean.eval()
    return mean


def _loss(logits: torch.Tensor, wanted: torch.Tensor, smoothing: float) -> torch.Tensor:
    target = wanted * (1 - 2 * smoothing) + smoothing
    return functional.binary_cross_entropy_with_logits(logits, target, reduction="none")


def _groups(model: Encoder, recipe: Recipe) -> list[dict[str, object]]:
    """Return the parameters with their learning rates: the lower the layer, the slower."""
    for part in (model.words, model.positions):
        part.weight.requires_grad_(False)
    for layer in model.layers[: recipe.frozen_layers]:
        layer.requires_grad_(False)
    count = len(model.layers)
    heads = [*model.head.parameters(), *model.token_head.parameters()]
    groups: list[dict[str, object]] = [
        {"params": heads, "lr": recipe.rate * 10},
        {"params": model.norm.parameters(), "lr": recipe.rate * recipe.decay**count},
    ]
    for at, layer in enumerate(model.layers):
        groups.append(
            {"params": layer.parameters(), "lr": recipe.rate * recipe.decay ** (count - 1 - at)}
        )
    return groups


@torch.no_grad()
def _average(mean: Encoder, model: Encoder, keep: float) -> None:
    for old, new in zip(mean.parameters(), model.parameters(), strict=True):
        if new.requires_grad:
            old.mul_(keep).add_(new, alpha=1 - keep)


def _batches(
    learned: Sequence[Example], words: Tokenizer, size: int, chance: random.Random
) -> Iterator[tuple[torch.Tensor, ...]]:
    """Yield batches in random order, each of texts of about one length."""
    rows = [(*encoded(varied(e, chance), words), e) for e in learned]
    chance.shuffle(rows)
    span = size * 24
    groups = []
    for start in range(0, len(rows), span):
        part = sorted(rows[start : start + span], key=lambda row: len(row[0]))
        groups += [part[at : at + size] for at in range(0, len(part), size)]
    chance.shuffle(groups)
    for group in groups:
        ids, mask = padded([row for row, _, _ in group])
        labels = torch.full(ids.shape, -1.0)
        for at, (_, known, _) in enumerate(group):
            labels[at, : len(known)] = torch.tensor(known)
        yield (
            ids,
            mask,
            torch.tensor([float(e.asks) for _, _, e in group]),
            torch.tensor([e.weight for _, _, e in group]),
            labels,
        )


@torch.no_grad()
def logits(model: Encoder, texts: Sequence[str], words: Tokenizer) -> list[float]:
    """Return the model's logit for each of *texts*."""
    model.eval()
    rows = [words.encode(text).ids for text in texts]
    order = sorted(range(len(rows)), key=lambda at: len(rows[at]))
    found = [0.0] * len(rows)
    for start in range(0, len(order), 32):
        part = order[start : start + 32]
        whole, _ = model(*padded([rows[i] for i in part]))
        for at, value in zip(part, whole.tolist(), strict=True):
            found[at] = value
    return found
