"""The site as a list of pages and files, before anything is rendered."""

from .files import DataSite, FeedLink, SiteFeeds
from .modified import Modified
from .plan import plan_files, plan_site
from .records import plan_redirects

__all__ = [
    "DataSite",
    "FeedLink",
    "Modified",
    "SiteFeeds",
    "plan_files",
    "plan_redirects",
    "plan_site",
]
