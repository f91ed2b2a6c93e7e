//! Lists of credentials: the narrowest index gives places in order, and each credential is held against the
//! whole filter.

use ::sled::Tree;
use badgewright_credential::CredentialId;

use super::index::{Index, Term};
use super::keys::{self, Place, Table};
use super::rows::Durable;
use super::{failure, record, rows};
use crate::{CredentialSummary, Cursor, Filter, Page, PageRequest, Status, StoreError};

/// The most credentials that one page looks at. A filter that finds little goes on at the next page.
const FARTHEST: usize = 10_000;

/// One page, up to the place `durable`.
pub(super) fn page(
    rows: &Durable<'_>,
    index: &Index,
    durable: Place,
    filter: &Filter,
    request: &PageRequest,
) -> Result<Page, StoreError> {
    page_within(rows, index, durable, filter, request, FARTHEST)
}

/// One page, for which at most `farthest` credentials are looked at.
fn page_within(
    rows: &Durable<'_>,
    index: &Index,
    durable: Place,
    filter: &Filter,
    request: &PageRequest,
    farthest: usize,
) -> Result<Page, StoreError> {
    let limit = usize::from(request.limit.get().min(PageRequest::LARGEST));
    let Some(from) = first_place(filter, request.cursor) else { return Ok(end(Vec::new())) };
    let mut credentials = Vec::new();
    let mut last = None;
    for (looked_at, place) in candidates(rows.tree, index, filter, from, durable)?.enumerate() {
        // There is at least one more to look at, so that the cursor is worth following.
        if let Some(last) = last.filter(|_| looked_at >= farthest || credentials.len() >= limit) {
            return Ok(Page { credentials, next: Some(last) });
        }
        let place = place?;
        last = Some(Cursor(place.0));
        credentials.extend(matching(rows, filter, place)?);
    }
    Ok(end(credentials))
}

fn end(credentials: Vec<CredentialSummary>) -> Page {
    Page { credentials, next: None }
}

/// Where to begin. No place is earlier than its record's `issued_at`, so that what was issued later than a
/// moment is found from that moment's place on. `None` behind the last place of all.
fn first_place(filter: &Filter, cursor: Option<Cursor>) -> Option<Place> {
    let after_cursor = match cursor {
        Some(Cursor(place)) => Place(place.checked_add(1)?),
        None => Place(0),
    };
    Some(filter.issued_after.map_or(after_cursor, |moment| Place::at(moment).max(after_cursor)))
}

type Places<'t> = Box<dyn Iterator<Item = Result<Place, StoreError>> + 't>;

/// The places of all credentials that may satisfy the filter, in order.
fn candidates<'t>(
    tree: &'t Tree,
    index: &Index,
    filter: &Filter,
    from: Place,
    durable: Place,
) -> Result<Places<'t>, StoreError> {
    if let Some(external_id) = &filter.external_id {
        let mut places = places_of(tree, &keys::external_id_of_any(external_id))?;
        places.retain(|place| (from..=durable).contains(place));
        places.sort_unstable();
        return Ok(Box::new(places.into_iter().map(Ok)));
    }
    if from > durable {
        return Ok(Box::new(std::iter::empty()));
    }
    let in_table = |prefix| of_table(tree, prefix, from, durable);
    let found_by = |term| index.places(tree, term, from, durable);
    Ok(match filter {
        Filter { recipient: Some(recipient), .. } => Box::new(in_order(
            in_table(keys::badges_of_recipient(recipient)),
            found_by(Term::recipient(recipient)),
        )),
        Filter { status: Some(Status::Suspended | Status::Revoked), .. } => {
            Box::new(in_table(Table::Statuses.all()))
        }
        Filter { badge: Some(badge), .. } => {
            Box::new(in_order(in_table(keys::badges_of(badge)), found_by(Term::badge(badge))))
        }
        _ => Box::new(in_table(Table::Credentials.all())),
    })
}

/// The places that keys with a prefix end with.
fn of_table<'t>(
    tree: &'t Tree,
    prefix: Vec<u8>,
    from: Place,
    to: Place,
) -> impl Iterator<Item = Result<Place, StoreError>> + use<'t> {
    let range = keys::at_place(prefix.clone(), from)..=keys::at_place(prefix, to);
    tree.range(range).keys().map(|key| {
        let key = key.map_err(|error| failure::of_sled(error, "listing credentials"))?;
        Place::last_of(&key)
            .ok_or_else(|| rows::contradiction(Table::Badges, &key, "a place", "none".to_owned()))
    })
}

/// The places of two sorted rows of places, each once.
fn in_order(
    one: impl Iterator<Item = Result<Place, StoreError>>,
    other: impl Iterator<Item = Result<Place, StoreError>>,
) -> impl Iterator<Item = Result<Place, StoreError>> {
    let (mut one, mut other) = (one.peekable(), other.peekable());
    std::iter::from_fn(move || match (one.peek(), other.peek()) {
        (Some(Ok(first)), Some(Ok(second))) if first == second => {
            other.next();
            one.next()
        }
        (Some(Ok(first)), Some(Ok(second))) if first > second => other.next(),
        (None, _) => other.next(),
        // A failure comes first.
        (_, Some(Err(_))) => other.next(),
        _ => one.next(),
    })
}

/// The places in the rows with a prefix: one for each client.
fn places_of(tree: &Tree, prefix: &[u8]) -> Result<Vec<Place>, StoreError> {
    tree.scan_prefix(prefix)
        .map(|entry| {
            let (key, row) = entry.map_err(|error| failure::of_sled(error, "listing credentials"))?;
            Place::last_of(&row)
                .ok_or_else(|| rows::contradiction(Table::ExternalIds, &key, "a place", "none".to_owned()))
        })
        .collect()
}

/// The credential at a place, if it satisfies all of the filter.
fn matching(
    rows: &Durable<'_>,
    filter: &Filter,
    place: Place,
) -> Result<Option<CredentialSummary>, StoreError> {
    let head = record::head_at(rows, place)?
        .ok_or_else(|| rows::missing(Table::Credentials, &keys::credential(place)))?;
    if filter.recipient.is_some_and(|recipient| !head.recipients.contains(&recipient)) {
        return Ok(None);
    }
    let summary = record::summary(rows, place, head)?;
    Ok(satisfies(&summary, filter).then_some(summary))
}

/// All parts of the filter but the recipient.
fn satisfies(found: &CredentialSummary, filter: &Filter) -> bool {
    filter.client.as_ref().is_none_or(|client| *client == found.client)
        && filter.external_id.as_ref().is_none_or(|id| found.external_id.as_ref() == Some(id))
        && filter.badge.as_ref().is_none_or(|badge| *badge == found.badge)
        && filter.status.is_none_or(|status| status == found.status)
        && filter.issued_after.is_none_or(|moment| found.issued_at > moment)
}

/// The place of a credential that is durable.
pub(super) fn durable_place(
    tree: &Tree,
    durable: Place,
    id: &CredentialId,
) -> Result<Option<Place>, StoreError> {
    Ok(super::issue::place_of(tree, id)?.filter(|place| *place <= durable))
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU16;

    use super::*;
    use crate::Store;
    use crate::contract::samples::{claim, issue};
    use crate::sled::tests::empty;

    #[tokio::test]
    async fn a_filter_that_finds_little_goes_on_at_the_next_page() {
        let (_folder, store) = empty();
        for number in 0..5 {
            issue(&store, claim(number, None, None)).await;
        }
        let sought = issue(&store, claim(9, None, Some("sought"))).await.id;
        let filter = Filter { client: Some("pilot".parse().unwrap()), ..Filter::default() };
        let nobody = Filter { client: Some("nobody".parse().unwrap()), ..Filter::default() };
        let page = |filter: &Filter, cursor, limit| {
            let request = PageRequest { limit: NonZeroU16::new(limit).unwrap(), cursor };
            page_within(
                &store.durable(&store.db().unwrap()),
                &store.index,
                store.horizon.place(),
                filter,
                &request,
                4,
            )
            .unwrap()
        };
        let first = page(&nobody, None, 9);
        assert_eq!(first.credentials, []);
        let second = page(&nobody, first.next, 9);
        assert_eq!(second, end(Vec::new()));
        let second = page(&filter, first.next, 9);
        assert_eq!(second.credentials.last().unwrap().id, sought);
        assert_eq!((second.credentials.len(), second.next), (2, None));
        store.close().await.unwrap();
    }

    #[tokio::test]
    async fn what_is_not_durable_yet_is_on_no_page() {
        let (_folder, store) = empty();
        let first = issue(&store, claim(1, None, None)).await;
        let durable = store.horizon.place();
        issue(&store, claim(2, None, None)).await;
        let request = PageRequest { limit: NonZeroU16::MAX, cursor: None };
        let page =
            page(&store.durable(&store.db().unwrap()), &store.index, durable, &Filter::default(), &request)
                .unwrap();
        assert_eq!(page.credentials.iter().map(|found| found.id).collect::<Vec<_>>(), [first.id]);
    }
}
