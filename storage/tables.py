"""Every table, so that migrations, copies and the personal-data check see them all."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import storage
from storage.database import Table

__all__ = ["Table"]

for _module in iter_modules(storage.__path__):
    if _module.name not in {"tables", "migrate", "migrations", "copying"}:
        import_module(f"storage.{_module.name}")
