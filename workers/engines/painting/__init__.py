"""How the sketch engine paints: chance, words, scenes, brushes. It knows no jobs and no files.

Only +, -, *, / and square roots touch the pixels: IEEE 754 fixes their results to the last bit.
Sines, powers, matrix products and float sums differ between processors or versions, and with them
the bytes of a picture would differ.
"""
