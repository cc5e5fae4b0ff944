"""The screens in a browser: one process of the app for each tab, for the person who started the server."""
