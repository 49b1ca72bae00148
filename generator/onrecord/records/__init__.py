"""The content of the YAML as typed, frozen values."""

from onrecord.reading import YamlPath

from .actors_topics_events import Actor, Briefing, DateGiven, Event, NamedEvent, Role, Topic
from .articles_demands_claims import (
    Article,
    Claim,
    ClaimReply,
    ClaimRow,
    Correction,
    Demand,
    DemandRow,
    ResponseFields,
    ResponseRow,
    Source,
    quotes_of,
)
from .dates import (
    UNKNOWN,
    Order,
    PartialDate,
    dates_named,
    days_named,
    hint_for_date,
    possible_dates,
)
from .description import FieldDescription, Record, RefersTo, WrittenAlone, fields_of
from .fields import NO_EVENT, UNKNOWN_SPEAKER
from .load import CachedArticles, FilesRead, load_records, without_collector
from .quote import PARTED, STANDING, BearsOn, Defaults, Quote, Said, SameAs
from .record_from_nodes import NO_ID, FaultyPlaces
from .record_kinds import (
    BY_FILE_KIND,
    KINDS,
    PLACES,
    RecordKind,
    Subject,
    actor_uri,
    article_quotes_uri,
    article_uri,
    briefing_uri,
    claim_uri,
    demand_uri,
    quote_uri,
    topic_uri,
)
from .record_nodes import locate
from .record_set import CacheByRecord, LimitedCache, Records, load_text
from .values import FieldValue, Written, columns_of, fixed
from .vocabulary import BODIES, IN_MARKS, NAMELESS, SETS_MARKS, VOCABULARIES, ActorKind, Form
