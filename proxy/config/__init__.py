"""The configuration: TOML to frozen values, with an error that names file, key and remedy.

``values`` says what there is to configure, ``reading`` how it is read.
"""

from proxy.config.reading import ConfigError, load
from proxy.config.values import Account, Auth, Config, Hold, Listen, WarningStyle

__all__ = ["Account", "Auth", "Config", "ConfigError", "Hold", "Listen", "WarningStyle", "load"]
