"""Improvements: what people said makes courses better, and they are told so."""
