"""Rows as those outside are told of them: as lists and one by one, masked for who looks, each fact with its witnesses."""
