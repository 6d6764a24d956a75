"""The plain script that looks for news: one list page, which of its links does the database not know?

python plain_check.py BASE_URL DATABASE
"""

from __future__ import annotations

import sys
from urllib.parse import urljoin

import duckdb
import requests
from bs4 import BeautifulSoup

url = f"{sys.argv[1]}/xwfb/index.html"
answer = requests.get(url, timeout=30)
soup = BeautifulSoup(answer.content, "lxml")
listed = [urljoin(url, a["href"]) for a in soup.select("ul.list-date li a")]
with duckdb.connect(sys.argv[2], read_only=True) as con:
    known = {
        row[0]
        for row in con.execute("SELECT DISTINCT url FROM turns WHERE url IN (SELECT unnest(?))", [listed]).fetchall()
    }
sys.stdout.write(f"{len([link for link in listed if link not in known])} new\n")
