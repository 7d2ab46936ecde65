"""Setting a letter on paper with ReportLab: fonts, tags, the pieces that flow over pages. Imported only when
needed.
"""
