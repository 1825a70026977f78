"""Facts of language, one folder a language, and what loads them."""
