"""The invented library's figures: a seeded generator, and the three lines of pandas that show each of them.

pandas is imported by what runs the lines, and by nothing before.
"""
