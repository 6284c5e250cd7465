"""Outlets from open data: read and planned here, written as officials are."""
