"""A simulated outlet with known truth: every view, story and burst of it is known, and what a crawler would have seen of it.

The rows go through the lake and the models as those of a crawl do; `errors` compares the marts with the truth. Pure and
seeded: the same seed gives the same outlet.
"""
