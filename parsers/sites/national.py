"""Where the pages of Chinese government sites keep their parts: the convention, and what is seen beside it."""

from __future__ import annotations

from parsers.sites.definition import ArticleRules

NATIONAL = ArticleRules(
    title=(
        "meta[name=ArticleTitle]", "#ivs_title", ".Article-title", ".article-title", ".content_title", ".arti_title",
        ".main-title", ".xl_title", "#activity-name", "h1", "title",
    ),
    date=("meta[name=PubDate]", "meta[name=publishdate]", "#ivs_date", ".pubdate", ".date", ".arti_update", "#publish_time"),
    source=("meta[name=ContentSource]", "meta[name=source]", "#js_name"),
    body=(
        "#ivs_content", ".Article_content", ".trout-region-content", "#UCAP-CONTENT", ".pages_content", ".TRS_UEDITOR",
        ".TRS_Editor", ".trs_editor_view", "#zoom", "#zoomcon", "#mainText", "#cmsArticleContent", "#js_content",
        ".m-txt-article", ".szf_lfNewsDetail", ".newscontnet", ".newscontent", ".article-content", ".article_content",
        ".articleContent", "#articleContent", "#article_content", ".wp_articlecontent", ".v_news_content", ".xxgk_content",
        ".content_body", ".view-content", ".news_content", ".news-content", ".detail-content", ".text-content", ".con_text",
        ".conTxt", ".xl_content", ".xilan_con", "#artibody", "#fontzoom", "#Zoom", "#text", ".article-body", "#article",
        ".article", "#content", ".content", "article",
    ),
    drop=(".share", ".bdsharebuttonbox", "#share", ".print", ".bshare-custom", ".qrcode", "script", "style"),
)  # fmt: skip
"""Used when no site is named; what ``sites new`` writes begins with the same list."""
