"""What a new site's definition could say, proposed from a saved list page and a saved article."""

from parsers.proposals.article import ArticleProposal, propose_article
from parsers.proposals.listing import ListingProposal, propose_listing
from parsers.proposals.saved import address_of, is_article, site_title

__all__ = [
    "ArticleProposal",
    "ListingProposal",
    "address_of",
    "is_article",
    "propose_article",
    "propose_listing",
    "site_title",
]
