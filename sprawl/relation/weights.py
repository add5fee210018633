"""What each clue is worth, in bits (log2 odds), times its strength from 0 to 1.

Set by hand from what each clue means, then corrected by a ridge-regularized logistic regression; see
``docs/design/0005-whose-is-it.md`` for the data, the figures, and what was held back.
"""

from __future__ import annotations

from collections.abc import Mapping

PRIOR = -1.9  # an account about which nothing is known but that a page links to it

WEIGHTS: Mapping[str, float] = {
    # said of the account as a whole
    "known-handle": 9.0,
    "in-sheet": 2.5,
    "links-back": 7.0,
    "own-account-names-it": 4.0,
    "on-link-page": 2.5,
    "community-kept": -4.0,
    "brand-in-name": 4.3,
    "full-name": 2.7,
    "part-in-name": 2.0,
    "unit-in-full": 2.5,
    "slip": -9.0,
    "place-in-name": 1.9,
    "own-word": 2.5,
    "office-in-name": 3.0,
    "name-is-brand": 2.5,
    "own-package": 5.0,
    "foreign-name": -2.5,
    "foreign-host": -2.8,
    "foreign-website": -3.0,
    "builder": -8.0,
    "other-body": -3.0,
    "brand-in-profile": 1.3,
    "run-by-brand": 4.0,
    "has-left": -10.0,
    "warned-of": -18.0,
    "disclaimed": -10.0,
    "lures": -8.0,
    "poses": -6.0,
    "many-pages": 1.2,
    "followed-often": 1.3,
    "twin": 3.2,
    "same-owner": 3.0,
    "refused-relative": -3.2,
    "judged-same": 12.0,
    "judged-apart": -12.0,
    "calls-itself-unofficial": -8.0,
    # said by one link, of which the best counts
    "site-wide": 6.0,
    "in-frame": 3.9,
    "reads-like-frame": 3.2,
    "structured": 5.2,
    "by-author": -2.0,
    "widget": 2.2,
    "one-of-each": 3.0,
    "names-nobody": 2.8,
    "ours-beside": 4.6,
    "strangers-beside": -1.5,
    "invites": 2.5,
    "invited-under": 3.0,
    "speaks-of-itself": 1.0,
    "our-channel": 2.6,
    "takes-messages": 2.6,
    "asks-to-follow": 1.0,
    "names-us": 3.6,
    "names-other": -2.5,
    "presented-person": 4.8,
    "run-by-us": 2.3,
    "own-directory": 1.4,
    "listed-with-others": -2.0,
    "among-comments": -4.0,
    "credited": -9.0,
    "works-with-us": -2.5,
    "crowd": -2.6,
    "beside-foreign": -1.6,
    "in-news": -0.8,
    "in-script": -0.3,
    "only-a-post": -0.7,
    "in-comment": -4.0,
}
