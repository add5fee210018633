"""Words of handles, names and sentences: folding, edit distance, acronyms, segmentation, and tables by language."""
