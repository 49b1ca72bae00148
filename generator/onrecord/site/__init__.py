"""The site as a list of pages and files, before anything is rendered."""

from .plan import DataSite, FeedLink, SiteFeeds, plan_files, plan_site
from .record_pages import plan_redirects

__all__ = ["DataSite", "FeedLink", "SiteFeeds", "plan_files", "plan_redirects", "plan_site"]
