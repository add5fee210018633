"""The brand file, and what is known of a brand before any account is judged: its names, its sites, its parts."""

from __future__ import annotations

from sprawl.brand.file import INDUSTRIES, Brand, demonstration, find_brand, slug

__all__ = ["INDUSTRIES", "Brand", "demonstration", "find_brand", "slug"]
