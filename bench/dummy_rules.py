#!/usr/bin/env python3
"""Writes COUNT rules that each begin with a rare word of their own.

    dummy_rules.py COUNT > dummy.rules
"""
import random
import sys

CONSONANTS, VOWELS = "bcdfgklmnprstvz", "aeiou"


def rare_word(rng):
    return "zyz" + "".join(rng.choice(CONSONANTS) + rng.choice(VOWELS) for _ in range(4))


def main():
    rng = random.Random(300)
    words = set()
    while len(words) < int(sys.argv[1]):
        words.add(rare_word(rng))
    for number, word in enumerate(sorted(words), 1):
        print("rule dummy.%d contract 0.9" % number)
        print("  match %s[a-z]{3}\\d+(?: (?:of|for) \\p{Lu}\\p{L}+)?\n" % word)


main()
