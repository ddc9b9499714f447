"""Measurements of caseworker beside its peers and floors; run as ``python -m bench``."""
