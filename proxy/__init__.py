"""Askwell: hold what would put a contact on the spot, pass everything else untouched.

The way of a message, one module a step::

    client ── SMTP ──> session ──> envelope ──> policy ──> dispatch ──┬─> relay ──> smarthost
                                                  │                   └─> store, then warning
                                                checks

``server`` binds and serves, ``config`` turns TOML into values, ``cli`` is what a person types.
A module imports only what stands below it; the contracts in ``pyproject.toml`` say the order.
"""
