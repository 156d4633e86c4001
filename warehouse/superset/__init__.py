"""A dashboard for Apache Superset over the published warehouse, in Superset's own format: see docs/bi.md."""

from warehouse.superset.bundle import pack_bundle

__all__ = ["pack_bundle"]
