"""The fields of an article on any page: what fills in where an outlet's file describes nothing."""

EXTRACTOR_REVISION = 1
"""Raised whenever the same page yields other fields: rows of another version are not compared as if the page had changed."""
