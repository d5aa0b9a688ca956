"""Benchmarks: whole processes on the same file in the same run, compared by their ratios.

Seconds differ per machine and per hour; a ratio within one run is what counts.
"""
