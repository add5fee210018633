"""What each clue is worth, in bits (log2 odds), times its strength from 0 to 1.

Set by hand from what each clue means, then corrected by a ridge-regularized logistic regression; see
``docs/design/0005-whose-is-it.md`` for the data, the figures, and what was held back.
"""

from __future__ import annotations

from collections.abc import Mapping

PRIOR = -2.0                         # an account about which nothing is known but that a page links to it

WEIGHTS: Mapping[str, float] = {
    # said of the account as a whole
    "known-handle": 9.0,
    "in-sheet": 2.5,
    "links-back": 7.0,
    "own-account-names-it": 4.0,
    "brand-in-name": 3.5,
    "full-name": 2.5,
    "part-in-name": 2.5,
    "place-in-name": 2.0,
    "own-word": 2.5,
    "office-in-name": 2.5,
    "name-is-brand": 2.0,
    "own-package": 5.0,
    "foreign-name": -1.5,
    "foreign-host": -3.5,
    "foreign-website": -3.0,
    "builder": -8.0,
    "other-body": -3.0,
    "brand-in-profile": 1.5,
    "run-by-brand": 4.0,
    "has-left": -8.0,
    "warned-of": -12.0,
    "disclaimed": -8.0,
    "lures": -8.0,
    "poses": -6.0,
    "many-pages": 0.7,
    "followed-often": 1.5,
    "twin": 3.0,
    "calls-itself-unofficial": -8.0,
    "nameless": 0.0,
    # said by one link, of which the best counts
    "site-wide": 6.0,
    "in-frame": 3.5,
    "reads-like-frame": 2.5,
    "structured": 5.0,
    "by-author": -2.0,
    "widget": 2.0,
    "one-of-each": 3.5,
    "names-nobody": 1.5,
    "ours-beside": 3.0,
    "strangers-beside": -2.0,
    "invites": 3.0,
    "invited-under": 3.0,
    "speaks-of-itself": 1.5,
    "asks-to-follow": 1.0,
    "names-us": 3.0,
    "names-other": -3.0,
    "presented-person": 4.5,
    "run-by-us": 2.5,
    "own-directory": 1.5,
    "listed-with-others": -3.0,
    "among-comments": -4.0,
    "credited": -9.0,
    "crowd": -2.0,
    "beside-foreign": -2.0,
    "in-news": -1.0,
    "in-script": -1.0,
    "only-a-post": -1.0,
    "in-comment": -4.0,
}
