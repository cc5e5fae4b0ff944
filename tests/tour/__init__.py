"""A tour: pictures (SVG) of every screen, in every state that a person meets, each from a seeded home of its own."""
