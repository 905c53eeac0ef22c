"""Who may see which field of which record: the one table. A field without a row is internal, and breaks the build.

public                 leaves as it is
public-after-reading   leaves after rule D006 and after a person saw it rendered
internal               stays inside the case
sealed                 is never held in the clear
"""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """How far a field may go."""

    PUBLIC = "public"
    AFTER_READING = "public-after-reading"
    INTERNAL = "internal"
    SEALED = "sealed"


_TABLE = """
Anchor               public: document text start end page; public-after-reading: quote prefix suffix
Span                 public: start end
Scope                public-after-reading: whose places period counted
When                 public: edtf earliest latest
Content              public: kind anchor modality value min max unit place place_id time part_of list scope method language
Content              public-after-reading: said_by subject object names service
Draft                internal: content finder finder_version because
Claim                public: id version content question at entry
Capture              internal: content name how came_from url parent member declared remark
LeftOut              internal: name why parent
Receipt              public: document size media how tool parent testimony
Receipt              public-after-reading: name url member
Receipt              internal: came_from declared remark
Reading              public: document state reader reader_version text tree published language
Reading              public-after-reading: title authors publisher
Reading              internal: reason layout
Received             public: entry at receipt; internal: by
Document             public: sha256 size media receipts reading disclosure
Page                 public: number start end; internal: name
Region               internal: start end where box
Hidden               internal: start end why
Text                 public: document reader reader_version published language
Text                 public-after-reading: content title authors publisher
Text                 internal: pages regions hidden
CaseOpened           public: case mode exercise languages contact key; public-after-reading: title
PersonAdded          internal: person name roles
PersonRevoked        internal: person reason
ClaimAccepted        public: claim version content drafted_by mended; internal: note
ClaimWithdrawn       internal: claim reason
DraftRejected        internal: document text kind value start end reason
QuestionOpened       public: question kind unit place place_id scope period; public-after-reading: title
ClaimMoved           public: claim question
QuestionMerged       public: question into
Cited                public: claim version
Sentence             public: language; public-after-reading: text
ConclusionDrawn      public: conclusion question modality claims value unit place time supersedes
ConclusionDrawn      public-after-reading: sentences speakers accuses
ReplyRecorded        public: reply sort asked_at deadline outcome conclusions
ReplyRecorded        public-after-reading: who how words
ReplyRecorded        internal: reason signed_by
AnswerGiven          public: finding code; public-after-reading: text
Graded               public: of grade scale; public-after-reading: about reason
Controlled           public: claims since until; public-after-reading: body
SiteOpened           public: site city country place_id ordinal stations counted claims finding_date finding_claims status status_date
SiteOpened           public: controlled_by
SiteOpened           public-after-reading: title overlaps finding_of_host
NameClassified       internal: name as_ role reason neutral seconded_by
Answer               internal: offers output model faults
Consulted            internal: document text finder version prompt model output drafts dropped
HostPermitted        internal: host reason seconded_by permitted
DisclosureChosen     public: document disclosure
Tied                 public: tie from_ to sort
Quoted               public: document start end; public-after-reading: quote
Finding              public: code verdict about shuts; public-after-reading: message facts quotes
Rule                 public: code name house grain since page; internal: check
Run                  public: code completed findings fault
RunNoted             public: code completed holds fails cannot_tell findings fault
ChecksRun            public: view tool rules runs
Entry                public: seq id type at prev actor payload
Written              public: entry; internal: by payload salt
Row                  internal: kind id body keys
KeyRegistered        internal: person recipient signs
KeyRetired           internal: recipient reason
ItemSealed           internal: item sort about recipients digest size
SealOpened           internal: items key purpose
ClaimSealed          internal: claim item within about commitment others
Grant                internal: use said since until whom conditional
ConsentRecorded      internal: person about standing grants item concern seconded_by earlier
InspectionSigned     internal: tree terms patterns key signature
Protected            sealed: id names handles emails phones numbers born places addresses coordinates posts relatives quotes pseudonyms
Facts                sealed: person experience host_country host_place origin period method role
ToldRow              public: row values
RowSource            sealed: row experience
KnownPublicly        internal: row by; sealed: values reason
Layout               public: counted dimensions categories
Cell                 public: at shown; sealed: count
PublishedCells       public: layout; internal: release; sealed: cells persons
PayloadErased        public: entry; internal: reason
ProposalMade         internal: proposal head
ReleaseMade          internal: proposal head solo
RefusalMade          internal: head codes
CheckpointMade       public: size root note
Place                public: id name kind country country_name continent latitude longitude population names
Question             public: id asked merged_into
Dated                public: entry at; internal: by
Conclusion           public: entry at drawn; internal: by
Reply                public: entry at recorded; internal: by
Answer               public: entry at given; internal: by
Grade                public: entry at graded; internal: by
Site                 public: entry at opened; internal: by
Name                 internal: entry at by classified
Person               internal: id name roles active history
Origin               public: id documents held; public-after-reading: name because
Head                 public: size root at view checkpoint leaves tool
Tally                public: name place stations not_added sites claims
RollUp               public: by lines stations not_added standard
Assembly             public: case head documents texts claims questions origins origin_of conclusions replies answers grades sites
Assembly             public: places rollups rules runs opened solo; internal: names pseudonyms
Release              public: assembly cleared
Shut                 internal: code carrier form where said
Refusal              internal: reasons
"""


def _read(table: str) -> dict[str, Level]:
    rows: dict[str, Level] = {}
    for line in table.strip().splitlines():
        record, _, parts = line.partition(" ")
        for part in parts.split(";"):
            level, _, names = part.partition(":")
            for name in names.split():
                if f"{record}.{name}" in rows:
                    raise ValueError(f"{record}.{name} stands twice in the table of fields")
                rows[f"{record}.{name}"] = Level(level.strip())
    return rows


FIELDS: dict[str, Level] = _read(_TABLE)
"""`Record.field` to its level."""


def may_leave(record: str, field: str) -> bool:
    """Return whether a field may be part of what is published; absent means internal."""
    return FIELDS.get(f"{record}.{field}", Level.INTERNAL) in (Level.PUBLIC, Level.AFTER_READING)
