//! The keys of all rows: a byte that names the table, then the row. Numbers are big-endian, so that sled's
//! order is theirs.

use badgewright_credential::{BadgeSlug, CredentialId, Did, Timestamp};

use crate::{
    BatchId, BodyDigest, ClientId, CredentialDigest, ExternalId, IdempotencyKey, IssuerSlug, KeyHash,
    RecipientDigest, StatusListId,
};

/// A kind of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Table {
    /// Place → credential.
    Credentials,
    /// Place → when newer versions were recorded, of those that have any.
    Revisions,
    /// Place and revision → newer version.
    Versions,
    /// Place and the body of an earlier version.
    EarlierBodies,
    /// Issuer, revision and place → credential whose id is published as revoked.
    RevokedIds,
    /// Issuer and revision → how often an id was added to those.
    RevokedIdsVersions,
    /// Credential id → place.
    Ids,
    /// External id and client → place.
    ExternalIds,
    /// Client and idempotency key → place.
    IdempotencyKeys,
    /// Badge class and place.
    Badges,
    /// Recipient digest and place.
    Recipients,
    /// Place → status, of those that ever changed.
    Statuses,
    /// Place, and revision of a newer version → JWS form.
    JwsForms,
    /// Number → status list.
    StatusLists,
    /// List and index → place of the credential, or id of the endorsement, that has the entry.
    Entries,
    /// List and index of the entries that are set.
    SetEntries,
    /// List and index of the entries of credentials that are no badges → whose.
    Listed,
    /// Name of such credentials → their entries.
    ListedNames,
    /// Place in the log → event.
    Events,
    /// Client id → client.
    Clients,
    /// Key hash → client id.
    KeyHashes,
    /// Issuer slug → DID.
    Issuers,
    /// DIDs under which a badge was issued.
    IssuersWithBadges,
    /// Number of its event → endorsement that was given here.
    Endorsements,
    /// Endorsement id → number.
    EndorsementIds,
    /// Kind, client and name of a request → number of its endorsement.
    EndorsementClaims,
    /// Subject and number of the endorsements about it.
    EndorsementSubjects,
    /// Issuer slug and id → endorsement that it was given.
    AttachedEndorsements,
    /// Batch id → batch.
    Batches,
    /// Batch and portion → rows that wait.
    BatchRows,
    /// Batch and portion → what became of its rows.
    BatchResults,
    /// Client and idempotency key → batch.
    BatchClaims,
    /// Batches that run.
    RunningBatches,
    /// Batches whose rows are still being kept.
    UnstartedBatches,
    /// Number → dictionary.
    Dictionaries,
    /// Issuer, badge class and its version → number of their dictionary.
    DictionariesOfClasses,
    /// The last place of a run → the first term of each of its blocks.
    Runs,
    /// The last place of a run and number → block of terms, with the places where each is found.
    Blocks,
    /// List and number → which of so many entries, in the order in which they are given out, credentials have.
    TakenEntries,
    /// The format of all rows.
    Format,
}

impl Table {
    /// The byte that begins the table's keys.
    pub(super) fn tag(self) -> u8 {
        match self {
            Self::Credentials => b'c',
            Self::Revisions => b'g',
            Self::Versions => b'V',
            Self::EarlierBodies => b'f',
            Self::RevokedIds => b'w',
            Self::RevokedIdsVersions => b'y',
            Self::Ids => b'i',
            Self::ExternalIds => b'x',
            Self::IdempotencyKeys => b'k',
            Self::Badges => b'b',
            Self::Recipients => b'r',
            Self::Statuses => b's',
            Self::JwsForms => b'j',
            Self::StatusLists => b'l',
            Self::Entries => b'a',
            Self::SetEntries => b'z',
            Self::Listed => b'p',
            Self::ListedNames => b'n',
            Self::Events => b'e',
            Self::Clients => b'u',
            Self::KeyHashes => b'h',
            Self::Issuers => b'o',
            Self::IssuersWithBadges => b'd',
            Self::Endorsements => b'E',
            Self::EndorsementIds => b'I',
            Self::EndorsementClaims => b'X',
            Self::EndorsementSubjects => b'S',
            Self::AttachedEndorsements => b'A',
            Self::Batches => b'B',
            Self::BatchRows => b'q',
            Self::BatchResults => b'R',
            Self::BatchClaims => b'K',
            Self::RunningBatches => b'W',
            Self::UnstartedBatches => b'U',
            Self::Dictionaries => b'D',
            Self::DictionariesOfClasses => b'N',
            Self::Runs => b'M',
            Self::Blocks => b'm',
            Self::TakenEntries => b't',
            Self::Format => b'v',
        }
    }

    /// The table's name in errors.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Credentials => "credentials",
            Self::Revisions => "revisions",
            Self::Versions => "versions",
            Self::EarlierBodies => "earlier bodies",
            Self::RevokedIds => "revoked ids",
            Self::RevokedIdsVersions => "versions of revoked ids",
            Self::Ids => "ids",
            Self::ExternalIds => "external ids",
            Self::IdempotencyKeys => "idempotency keys",
            Self::Badges => "badges",
            Self::Recipients => "recipients",
            Self::Statuses => "statuses",
            Self::JwsForms => "jws forms",
            Self::StatusLists => "status lists",
            Self::Entries => "status entries",
            Self::SetEntries => "set status entries",
            Self::Listed => "listed credentials",
            Self::ListedNames => "names of listed credentials",
            Self::Events => "events",
            Self::Clients => "clients",
            Self::KeyHashes => "key hashes",
            Self::Issuers => "issuers",
            Self::IssuersWithBadges => "issuers with badges",
            Self::Endorsements => "endorsements",
            Self::EndorsementIds => "endorsement ids",
            Self::EndorsementClaims => "endorsement claims",
            Self::EndorsementSubjects => "endorsement subjects",
            Self::AttachedEndorsements => "attached endorsements",
            Self::Batches => "batches",
            Self::BatchRows => "rows of batches",
            Self::BatchResults => "results of batches",
            Self::BatchClaims => "keys of batches",
            Self::RunningBatches => "running batches",
            Self::UnstartedBatches => "unstarted batches",
            Self::Dictionaries => "dictionaries",
            Self::DictionariesOfClasses => "dictionaries of classes",
            Self::Runs => "runs of the index",
            Self::Blocks => "blocks of the index",
            Self::TakenEntries => "taken status entries",
            Self::Format => "format",
        }
    }

    /// A key of this table: the parts, one after the other.
    pub(super) fn key(self, parts: &[&[u8]]) -> Vec<u8> {
        let mut key = vec![self.tag()];
        for part in parts {
            key.extend_from_slice(part);
        }
        key
    }

    /// What all keys of this table begin with.
    pub(super) fn all(self) -> Vec<u8> {
        self.key(&[])
    }
}

/// Where a credential stands in the order of recording: its second in the upper 40 bits, a counter in the
/// lower 24. Grows with every record, and is never earlier than the record's `issued_at`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place(pub(super) u64);

impl Place {
    const COUNTER_BITS: u32 = 24;

    /// The first place of a second; moments before 1970 count as 1970.
    pub(super) fn at(moment: Timestamp) -> Self {
        let second = u64::try_from(moment.unix()).unwrap_or(0);
        Self(second.min(u64::MAX >> Self::COUNTER_BITS) << Self::COUNTER_BITS)
    }

    /// The place of the next record: the first of its second, or the one after the last.
    pub(super) fn next(self, issued_at: Timestamp) -> Self {
        Self(self.0.saturating_add(1)).max(Self::at(issued_at))
    }

    pub(super) fn bytes(self) -> [u8; 8] {
        self.0.to_be_bytes()
    }

    /// The place that a key ends with, or that a row holds.
    pub(super) fn last_of(bytes: &[u8]) -> Option<Self> {
        bytes.last_chunk().map(|place| Self(u64::from_be_bytes(*place)))
    }
}

pub(super) fn credential(place: Place) -> Vec<u8> {
    Table::Credentials.key(&[&place.bytes()])
}

pub(super) fn revisions(place: Place) -> Vec<u8> {
    Table::Revisions.key(&[&place.bytes()])
}

pub(super) fn version(place: Place, revision: u32) -> Vec<u8> {
    Table::Versions.key(&[&place.bytes(), &revision.to_be_bytes()])
}

pub(super) fn earlier_body(place: Place, body: &BodyDigest) -> Vec<u8> {
    Table::EarlierBodies.key(&[&place.bytes(), &body.0])
}

/// What the keys of one issuer's revoked ids of a revision begin with. A DID has no control characters, so that the zero
/// ends it.
pub(super) fn revoked_ids_of(issuer: &Did, revision: u32) -> Vec<u8> {
    Table::RevokedIds.key(&[issuer.as_str().as_bytes(), &[0], &revision.to_be_bytes()])
}

pub(super) fn revoked_ids_version(issuer: &Did, revision: u32) -> Vec<u8> {
    Table::RevokedIdsVersions.key(&[issuer.as_str().as_bytes(), &[0], &revision.to_be_bytes()])
}

pub(super) fn id(id: &CredentialId) -> Vec<u8> {
    Table::Ids.key(&[id.as_bytes()])
}

/// External ids have no control characters, so that the zero ends them.
pub(super) fn external_id(external_id: &ExternalId, client: &ClientId) -> Vec<u8> {
    Table::ExternalIds.key(&[external_id.as_str().as_bytes(), &[0], client.as_str().as_bytes()])
}

/// What all clients' keys of one external id begin with.
pub(super) fn external_id_of_any(external_id: &ExternalId) -> Vec<u8> {
    Table::ExternalIds.key(&[external_id.as_str().as_bytes(), &[0]])
}

pub(super) fn idempotency_key(client: &ClientId, key: &IdempotencyKey) -> Vec<u8> {
    Table::IdempotencyKeys.key(&[client.as_str().as_bytes(), &[0], key.as_str().as_bytes()])
}

/// What the keys of one badge class begin with.
pub(super) fn badges_of(badge: &BadgeSlug) -> Vec<u8> {
    Table::Badges.key(&[badge.as_str().as_bytes(), &[0]])
}

/// What the keys of one recipient begin with.
pub(super) fn badges_of_recipient(recipient: &RecipientDigest) -> Vec<u8> {
    Table::Recipients.key(&[&recipient.0])
}

pub(super) fn status(place: Place) -> Vec<u8> {
    Table::Statuses.key(&[&place.bytes()])
}

/// The first version has no number in its key: it was there before there were others.
pub(super) fn jws(place: Place, revision: u32) -> Vec<u8> {
    match revision {
        0 => Table::JwsForms.key(&[&place.bytes()]),
        newer => Table::JwsForms.key(&[&place.bytes(), &newer.to_be_bytes()]),
    }
}

pub(super) fn status_list(list: StatusListId) -> Vec<u8> {
    Table::StatusLists.key(&[&list.0.get().to_be_bytes()])
}

pub(super) fn entry(list: StatusListId, index: u32) -> Vec<u8> {
    Table::Entries.key(&[&list.0.get().to_be_bytes(), &index.to_be_bytes()])
}

/// What the keys of one list's entries begin with.
pub(super) fn entries_of(list: StatusListId) -> Vec<u8> {
    Table::Entries.key(&[&list.0.get().to_be_bytes()])
}

pub(super) fn set_entry(list: StatusListId, index: u32) -> Vec<u8> {
    Table::SetEntries.key(&[&list.0.get().to_be_bytes(), &index.to_be_bytes()])
}

/// What the keys of one list's set entries begin with.
pub(super) fn set_entries_of(list: StatusListId) -> Vec<u8> {
    Table::SetEntries.key(&[&list.0.get().to_be_bytes()])
}

pub(super) fn listed(list: StatusListId, index: u32) -> Vec<u8> {
    Table::Listed.key(&[&list.0.get().to_be_bytes(), &index.to_be_bytes()])
}

pub(super) fn listed_name(name: &CredentialDigest) -> Vec<u8> {
    Table::ListedNames.key(&[&name.0])
}

pub(super) fn event(seq: u64) -> Vec<u8> {
    Table::Events.key(&[&seq.to_be_bytes()])
}

pub(super) fn client(id: &ClientId) -> Vec<u8> {
    Table::Clients.key(&[id.as_str().as_bytes()])
}

pub(super) fn key_hash(hash: &KeyHash) -> Vec<u8> {
    Table::KeyHashes.key(&[&hash.0])
}

pub(super) fn issuer(slug: &IssuerSlug) -> Vec<u8> {
    Table::Issuers.key(&[slug.as_str().as_bytes()])
}

pub(super) fn issuer_with_badges(did: &Did) -> Vec<u8> {
    Table::IssuersWithBadges.key(&[did.as_str().as_bytes()])
}

pub(super) fn batch(id: &BatchId) -> Vec<u8> {
    Table::Batches.key(&[id.as_bytes()])
}

/// What the keys of one batch's rows begin with.
pub(super) fn batch_rows_of(id: &BatchId) -> Vec<u8> {
    Table::BatchRows.key(&[id.as_bytes()])
}

pub(super) fn batch_rows(id: &BatchId, portion: u32) -> Vec<u8> {
    Table::BatchRows.key(&[id.as_bytes(), &portion.to_be_bytes()])
}

pub(super) fn batch_results(id: &BatchId, portion: u32) -> Vec<u8> {
    Table::BatchResults.key(&[id.as_bytes(), &portion.to_be_bytes()])
}

pub(super) fn batch_claim(client: &ClientId, key: &IdempotencyKey) -> Vec<u8> {
    Table::BatchClaims.key(&[client.as_str().as_bytes(), &[0], key.as_str().as_bytes()])
}

pub(super) fn running_batch(id: &BatchId) -> Vec<u8> {
    Table::RunningBatches.key(&[id.as_bytes()])
}

pub(super) fn unstarted_batch(id: &BatchId) -> Vec<u8> {
    Table::UnstartedBatches.key(&[id.as_bytes()])
}

pub(super) fn dictionary(number: u32) -> Vec<u8> {
    Table::Dictionaries.key(&[&number.to_be_bytes()])
}

/// Neither a DID nor the name of a badge class has control characters, so that the zeros end them.
pub(super) fn dictionary_of_class(issuer: &Did, badge: &BadgeSlug, class_version: &str) -> Vec<u8> {
    let parts = [issuer.as_str().as_bytes(), &[0], badge.as_str().as_bytes(), &[0], class_version.as_bytes()];
    Table::DictionariesOfClasses.key(&parts)
}

pub(super) fn run(last: Place) -> Vec<u8> {
    Table::Runs.key(&[&last.bytes()])
}

pub(super) fn block(last: Place, number: u16) -> Vec<u8> {
    Table::Blocks.key(&[&last.bytes(), &number.to_be_bytes()])
}

pub(super) fn taken_entries(list: StatusListId, number: u32) -> Vec<u8> {
    Table::TakenEntries.key(&[&list.0.get().to_be_bytes(), &number.to_be_bytes()])
}

/// What the keys of one list's taken entries begin with.
pub(super) fn taken_entries_of(list: StatusListId) -> Vec<u8> {
    Table::TakenEntries.key(&[&list.0.get().to_be_bytes()])
}

/// `prefix` and a place.
pub(super) fn at_place(mut prefix: Vec<u8>, place: Place) -> Vec<u8> {
    prefix.extend_from_slice(&place.bytes());
    prefix
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_grow_also_when_clocks_go_back_and_are_never_before_their_moment() {
        let moment = |seconds| Timestamp::from_unix(seconds).unwrap();
        let mut last = Place(0);
        for seconds in [-5, 0, 1_793_491_200, 1_793_491_200, 1_793_491_100, 1_793_491_201] {
            let next = last.next(moment(seconds));
            assert!(next > last && next >= Place::at(moment(seconds)), "{seconds}");
            last = next;
        }
        assert_eq!(last, Place::at(moment(1_793_491_201)), "a new second begins at its first place");
    }

    #[test]
    fn the_last_moment_that_can_be_written_leaves_room_for_a_place() {
        let last = Timestamp::from_unix(253_402_300_799).unwrap();
        assert!(Place(0).next(last).next(last) > Place::at(last));
        assert_eq!(Place(u64::MAX).next(last), Place(u64::MAX));
    }

    #[test]
    fn no_two_tables_begin_with_the_same_byte() {
        let all = [
            Table::Credentials,
            Table::Revisions,
            Table::Versions,
            Table::EarlierBodies,
            Table::RevokedIds,
            Table::RevokedIdsVersions,
            Table::Ids,
            Table::ExternalIds,
            Table::IdempotencyKeys,
            Table::Badges,
            Table::Recipients,
            Table::Statuses,
            Table::JwsForms,
            Table::StatusLists,
            Table::Entries,
            Table::SetEntries,
            Table::Listed,
            Table::ListedNames,
            Table::Events,
            Table::Clients,
            Table::KeyHashes,
            Table::Issuers,
            Table::IssuersWithBadges,
            Table::Endorsements,
            Table::EndorsementIds,
            Table::EndorsementClaims,
            Table::EndorsementSubjects,
            Table::AttachedEndorsements,
            Table::Batches,
            Table::BatchRows,
            Table::BatchResults,
            Table::BatchClaims,
            Table::RunningBatches,
            Table::UnstartedBatches,
            Table::Dictionaries,
            Table::DictionariesOfClasses,
            Table::Runs,
            Table::Blocks,
            Table::TakenEntries,
            Table::Format,
        ];
        let tags: std::collections::BTreeSet<u8> = all.iter().map(|table| table.tag()).collect();
        assert_eq!(tags.len(), all.len());
        assert!(!tags.contains(&b'+'), "which is for the pieces of long rows");
    }
}
