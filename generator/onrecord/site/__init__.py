"""The site as a list of pages and files, before anything is rendered."""

from .modified import Modified
from .plan import DataSite, FeedLink, SiteFeeds, plan_files, plan_site
from .record_pages import plan_redirects

__all__ = [
    "DataSite",
    "FeedLink",
    "Modified",
    "SiteFeeds",
    "plan_files",
    "plan_redirects",
    "plan_site",
]
