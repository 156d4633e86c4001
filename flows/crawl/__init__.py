"""Crawling: discovery, fetching, politeness, robots and the revisit plan; plain async functions, the only importer of httpx."""
