"""The encoder as PyTorch trains it: MiniLM (six layers, 384 wide) with one logit on top.

The layers are those of the published weights (BERT), so that these load as they are. Input:
token ids and mask, both ``(batch, length)``. Output: a logit for the text, ``(batch,)``, and one
for each token, ``(batch, length)``. The text's is a soft maximum of its tokens' and a share of
their mean, so that one clause of ask in a long letter counts in full.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from torch.nn import functional

if TYPE_CHECKING:
    from pathlib import Path

LAYERS, WIDTH, HEADS, INNER = 6, 384, 12, 1536
VOCABULARY, POSITIONS = 30_522, 512
_EPSILON = 1e-12
_SHARPNESS = 2.0


class Layer(nn.Module):
    """Self-attention and a feed-forward part, each with its residual and norm."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query = nn.Linear(WIDTH, WIDTH)
        self.key = nn.Linear(WIDTH, WIDTH)
        self.value = nn.Linear(WIDTH, WIDTH)
        self.attended = nn.Linear(WIDTH, WIDTH)
        self.attended_norm = nn.LayerNorm(WIDTH, eps=_EPSILON)
        self.inner = nn.Linear(WIDTH, INNER)
        self.outer = nn.Linear(INNER, WIDTH)
        self.outer_norm = nn.LayerNorm(WIDTH, eps=_EPSILON)
        self.dropout = nn.Dropout(dropout)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        """Return the states, ``(batch, length, width)``, one layer further."""

        def split(part: Tensor) -> Tensor:
            return part.unflatten(-1, (HEADS, WIDTH // HEADS)).transpose(1, 2)

        query, key, value = (split(f(states)) for f in (self.query, self.key, self.value))
        weights = query @ key.transpose(-1, -2) / math.sqrt(WIDTH // HEADS) + bias
        mixed = self.dropout(weights.softmax(-1)) @ value
        mixed = self.dropout(self.attended(mixed.transpose(1, 2).flatten(2)))
        states = self.attended_norm(states + mixed)
        fed = self.dropout(self.outer(functional.gelu(self.inner(states))))
        return self.outer_norm(states + fed)


class Encoder(nn.Module):
    """The whole: embeddings, layers, one logit a text, one a token."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=_EPSILON)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(WIDTH, 1)
        self.token_head = nn.Linear(WIDTH, 1)

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Return logits of rows and of tokens; *mask* is 1 for tokens and 0 for padding."""
        places = torch.arange(ids.shape[1], device=ids.device)
        states = self.dropout(self.norm(self.words(ids) + self.positions(places)))
        kept = mask.to(states.dtype)
        bias = (1.0 - kept)[:, None, None, :] * -1e4
        for layer in self.layers:
            states = layer(states, bias)
        mean = (states * kept[:, :, None]).sum(1) / kept.sum(1, keepdim=True)
        tokens = self.token_head(self.dropout(states)).squeeze(-1) + (1.0 - kept) * -1e4
        strongest = torch.logsumexp(tokens * _SHARPNESS, 1) / _SHARPNESS
        return self.head(self.dropout(mean)).squeeze(-1) + strongest, tokens


def pretrained(weights: Path) -> Encoder:
    """Return an encoder with the published *weights* (safetensors) and a new head."""
    from safetensors.torch import load_file

    published = load_file(str(weights))
    model = Encoder()
    state = model.state_dict()
    for name in state:
        if "head." not in name:
            state[name] = published[_published_name(name)]
    # What every published input carries: it was trained with one segment only.
    state["positions.weight"] = (
        state["positions.weight"] + published["embeddings.token_type_embeddings.weight"][0]
    )
    model.load_state_dict(state)
    return model


def _published_name(name: str) -> str:
    """Return the name in the published weights of our parameter *name*."""
    part, kind = name.rsplit(".", 1)
    top = {
        "words": "embeddings.word_embeddings",
        "positions": "embeddings.position_embeddings",
        "norm": "embeddings.LayerNorm",
    }
    if part in top:
        return f"{top[part]}.{kind}"
    _, number, inside = part.split(".")
    within = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "attended": "attention.output.dense",
        "attended_norm": "attention.output.LayerNorm",
        "inner": "intermediate.dense",
        "outer": "output.dense",
        "outer_norm": "output.LayerNorm",
    }
    return f"encoder.layer.{number}.{within[inside]}.{kind}"
