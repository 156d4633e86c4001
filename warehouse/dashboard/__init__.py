"""The dashboard: one HTML file that holds its own data and asks nothing of any server."""

from warehouse.dashboard.page import render_dashboard

__all__ = ["render_dashboard"]
