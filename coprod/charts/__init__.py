"""Charts: rows become positions, positions are drawn by the SVG template of the same name.

Everything here is pure: plain values in, plain values out. Widths are percentages of the drawing
and heights are pixels, so that a chart fits any screen without shrinking its letters. Positions
are text already: a template in Russian would write a number with a comma, which SVG cannot read.
"""
