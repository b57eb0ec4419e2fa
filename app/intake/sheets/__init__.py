"""Which sheets and headings has the workbook?"""
