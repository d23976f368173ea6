"""How readers of the same texts agree, with each other and with the workbook. Pure, and it knows no page.

`coefficients` are the figures, `estimates` their intervals, `figures` all of them for one set of readings,
`texts` and `sheets` the files that go out and come in, `spread` what to talk about, `dataset` what readers
agreed on.

NumPy is imported by `coefficients`, `estimates` and `figures` alone: a page that opens loads none of them.
"""
