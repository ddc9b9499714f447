"""What came in lands on its PCN: which case it opens or joins, where the PCN then stands, and the rows.

An import and the indexing of one letter both go this way, so that they come to the same.
"""
