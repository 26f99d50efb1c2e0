"""Fetching plans from the web sites that publish them, politely, and never losing a good copy to a bad answer."""
