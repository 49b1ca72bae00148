"""The site as a list of pages and files, before anything is rendered."""

from .plan import DataSite, SearchedSite, SitePages, plan_files
from .record_pages import plan_redirects

__all__ = ["DataSite", "SearchedSite", "SitePages", "plan_files", "plan_redirects"]
