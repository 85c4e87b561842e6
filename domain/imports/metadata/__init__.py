"""How a picture was made, and when: from sidecars, from the text within pictures, from names."""
