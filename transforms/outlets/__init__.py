"""The outlets, one file each, discovered by their files."""

import importlib
import pkgutil

from schemas.errors import BadSettings
from transforms.outlet import Outlet


def outlet_names() -> tuple[str, ...]:
    """Return the names of all outlets, sorted."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def load_outlet(name: str) -> Outlet:
    """Return an outlet by its name.

    Raises:
        BadSettings: there is no such outlet; the message lists those that are known.
    """
    if name not in outlet_names():
        raise BadSettings(f"unknown outlet {name!r}; known are: {', '.join(outlet_names())}")
    outlet: Outlet = importlib.import_module(f"{__name__}.{name}").OUTLET
    return outlet
