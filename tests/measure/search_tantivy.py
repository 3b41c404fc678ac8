"""Tantivy over the same pairs of characters: the peer that search is measured beside. Prints JSON."""

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path

import tantivy

from articles.search.bigrams import tokens
from tests.measure.search_clock import measured
from tests.measure.search_corpus import make_articles, queries

NEWEST = ("newest 20, frequent", "newest 20, names", "newest 20, rare")


def query_of(schema: tantivy.Schema, text: str) -> tantivy.Query:
    words = [text.strip('"')] if text.startswith('"') else text.split()
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, word_of(schema, word)) for word in words])


def word_of(schema: tantivy.Schema, word: str) -> tantivy.Query:
    pairs = [one + other for one, other in pairwise(word)] or [word]
    return (
        tantivy.Query.term_query(schema, "pairs", pairs[0]) if len(pairs) == 1 else tantivy.Query.phrase_query(schema, "pairs", list(pairs))
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, required=True)
    count = parser.parse_args().articles
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("pairs", stored=False, tokenizer_name="whitespace", index_option="position")
    builder.add_integer_field("docid", stored=True, indexed=True, fast=True)
    schema = builder.build()
    with tempfile.TemporaryDirectory(prefix="newsdb-tantivy-") as folder:
        index = tantivy.Index(schema, path=folder)
        writer = index.writer(heap_size=128_000_000, num_threads=1)
        articles = list(make_articles(count))
        began = time.process_time()
        for number, made in enumerate(articles):
            writer.add_document(tantivy.Document(pairs=tokens(f"{made.title}\n{made.body}"), docid=number))
        writer.commit()
        writer.wait_merging_threads()
        rate = count / (time.process_time() - began)
        index.reload()
        searcher = index.searcher()
        asked = {kind: [query_of(schema, text) for text in texts] for kind, texts in queries(count).items()}

        def timed(ask: Callable[[tantivy.Query], object], some: list[tantivy.Query]) -> tuple[float, float]:
            return measured([partial(ask, query) for query in some])

        def newest(query: tantivy.Query) -> object:
            return searcher.search(query, 20, count=False, order_by_field="docid", order=tantivy.Order.Desc).hits

        times = {kind: timed(newest, some) for kind, some in asked.items()}
        everything = [query for kind in NEWEST for query in asked[kind]]
        times["newest 20, all"] = timed(newest, everything)
        times["count"] = timed(lambda query: searcher.search(query, 1, count=True), everything)
        times["relevance"] = timed(lambda query: searcher.search(query, 20, count=False), everything)
        size = sum(path.stat().st_size for path in Path(folder).iterdir()) / 1e6
    print(json.dumps({"times": times, "rate": rate, "megabytes": size}))


if __name__ == "__main__":
    main()
