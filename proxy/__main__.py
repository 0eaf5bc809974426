"""``python -m proxy`` is ``askwell``."""

from proxy.cli import main

main()
