"""All pages as files for any web server: what has to be made, in processes of their own, and a list of what is there."""
