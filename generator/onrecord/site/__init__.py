"""The site as a list of pages and files, before anything is rendered."""

from .modified import Modified
from .plan import plan_files, plan_site
from .records import plan_redirects
from .site_files import DataSite, FeedLink, SiteFeeds

__all__ = [
    "DataSite",
    "FeedLink",
    "Modified",
    "SiteFeeds",
    "plan_files",
    "plan_redirects",
    "plan_site",
]
