"""Benchmarks: python -m tests.benchmarks. They print ratios; they are no tests."""
