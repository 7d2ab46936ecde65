"""The questions: fields that know how to be asked, stored and said in words, and journeys made of them.

No flask and no database here. The same declarations give the public pages, check-your-answers, the frozen
answers of a case and the facts the threshold rules see.
"""
