"""What machines read of a page: JSON-LD in the words of schema.org, and W3C Web Annotations."""

from .json_ld import ANNOTATIONS, annotated, annotation_page, annotations_uri, json_ld
from .pages import StructuredData, is_download
