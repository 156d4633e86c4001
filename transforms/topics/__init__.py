"""People's own topics: a query in Lucene's syntax, and which articles it hits, in what role and by which clauses."""

from transforms.topics.articles import ArticleText
from transforms.topics.files import read_topic_file
from transforms.topics.matcher import MATCHER_VERSION, Matcher, TopicMatch
from transforms.topics.parse import parse_query
from transforms.topics.topic import Topic, TopicFile, TopicSet

__all__ = [
    "MATCHER_VERSION",
    "ArticleText",
    "Matcher",
    "Topic",
    "TopicFile",
    "TopicMatch",
    "TopicSet",
    "parse_query",
    "read_topic_file",
]
