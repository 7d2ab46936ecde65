"""HTTP in and out: pages, their guards, their errors. Every module here that declares a page is found by itself."""
