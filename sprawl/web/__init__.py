"""Fetching politely and safely, writing to and answering from WARC, robots.txt, and the crawl."""
