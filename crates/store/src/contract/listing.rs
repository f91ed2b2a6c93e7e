//! Lists: complete, in order, each badge once.

use std::num::NonZeroU16;

use badgewright_credential::CredentialId;

use super::World;
use super::samples::{change, claim, issuance, issue, record, second};
use crate::{Cursor, Filter, Issuance, PageRequest, RecipientDigest, Status, Store};

async fn ids(store: &dyn Store, filter: &Filter, limit: u16) -> Vec<CredentialId> {
    let mut found = Vec::new();
    let mut cursor = None;
    loop {
        let (page, next) = page(store, filter, limit, cursor).await;
        assert!(page.len() <= usize::from(limit));
        found.extend(page);
        match next {
            Some(next) => cursor = Some(next),
            None => return found,
        }
    }
}

async fn page(
    store: &dyn Store,
    filter: &Filter,
    limit: u16,
    cursor: Option<Cursor>,
) -> (Vec<CredentialId>, Option<Cursor>) {
    let request = PageRequest { limit: NonZeroU16::new(limit).unwrap(), cursor };
    let page = store.list(filter, &request).await.unwrap();
    let next = page.next.map(|next| next.to_string().parse().unwrap());
    (page.credentials.into_iter().map(|found| found.id).collect(), next)
}

/// In the order of issue; what comes between two pages stands at the end.
pub async fn pages_show_each_badge_once_while_others_are_issued(world: &dyn World) {
    let store = world.open().await;
    let everything = Filter::default();
    let mut issued = Vec::new();
    for number in 0..10 {
        let mut issuance = issuance(&*store, claim(number, None, None)).await;
        // Clocks of several servers do not agree: the order is that of recording all the same.
        issuance.issued_at = second(i64::from(number % 3) * 100);
        issued.push(record(&*store, issuance).await.id);
    }
    let (mut seen, mut cursor) = page(&*store, &everything, 3, None).await;
    while let Some(from) = cursor {
        if issued.len() < 14 {
            let mut late = issuance(&*store, claim(99, None, None)).await;
            late.issued_at = second(-50);
            issued.push(record(&*store, late).await.id);
        }
        let next = page(&*store, &everything, 3, Some(from)).await;
        seen.extend(next.0);
        cursor = next.1;
    }
    assert_eq!(seen, issued);
    assert_eq!(ids(&*store, &everything, 1).await, issued);
    assert_eq!(ids(&*store, &everything, 500).await, issued);
    assert_eq!(page(&*store, &everything, 3, Some("f".repeat(16).parse().unwrap())).await, (vec![], None));
}

/// Every combination of five filters finds what a look at each badge finds.
pub async fn each_filter_and_all_of_them_together(world: &dyn World) {
    let store = world.open().await;
    let mut all = Vec::new();
    for number in 0..64_u8 {
        let record = record(&*store, varied(&*store, number).await).await;
        if number & 32 != 0 {
            store.set_status(change(record.id, Status::Revoked, None)).await.unwrap();
        }
        all.push((number, record.id));
    }
    for mask in 0..64_u8 {
        let expected: Vec<_> = all
            .iter()
            .filter(|(number, _)| if mask & 1 == 0 { number & mask == mask } else { *number == 63 })
            .map(|(_, id)| *id)
            .collect();
        assert_eq!(ids(&*store, &wanted(mask), 5).await, expected, "{mask:06b}");
    }
}

/// Badge number so-and-so: each bit is one property.
async fn varied(store: &dyn Store, number: u8) -> Issuance {
    let mut issuance = issuance(store, claim(1, None, Some(&format!("e{number}")))).await;
    if number & 2 != 0 {
        issuance.badge = "wanted".parse().unwrap();
    }
    if number & 4 != 0 {
        issuance.recipients.push(RecipientDigest([9; 32]));
    }
    if number & 8 != 0 {
        issuance.issued_at = second(1_000);
    }
    if number & 16 != 0 {
        issuance.claim.client = "wanted".parse().unwrap();
    }
    issuance
}

/// The filter for the properties of these bits; the first stands for the one external id `e63`.
fn wanted(mask: u8) -> Filter {
    let if_bit = |bit: u8| mask & bit != 0;
    Filter {
        external_id: if_bit(1).then(|| "e63".parse().unwrap()),
        badge: if_bit(2).then(|| "wanted".parse().unwrap()),
        recipient: if_bit(4).then_some(RecipientDigest([9; 32])),
        issued_after: if_bit(8).then(|| second(500)),
        client: if_bit(16).then(|| "wanted".parse().unwrap()),
        status: if_bit(32).then_some(Status::Revoked),
    }
}

/// Later than, not at.
pub async fn issued_after_is_strict(world: &dyn World) {
    let store = world.open().await;
    for at in [0, 10, 10, 20] {
        let mut issuance = issuance(&*store, claim(1, None, None)).await;
        issuance.issued_at = second(at);
        record(&*store, issuance).await;
    }
    for (moment, count) in [(-1, 4), (0, 3), (9, 3), (10, 1), (20, 0)] {
        let filter = Filter { issued_after: Some(second(moment)), ..Filter::default() };
        assert_eq!(ids(&*store, &filter, 9).await.len(), count, "after {moment}");
    }
}

/// Through all three.
pub async fn a_list_shows_the_status_a_badge_has_now(world: &dyn World) {
    let store = world.open().await;
    let revoked = issue(&*store, claim(1, None, Some("r"))).await.id;
    let active = issue(&*store, claim(2, None, Some("a"))).await.id;
    store.set_status(change(revoked, Status::Revoked, None)).await.unwrap();
    let of = |status| Filter { status: Some(status), ..Filter::default() };
    assert_eq!(ids(&*store, &of(Status::Active), 9).await, [active]);
    assert_eq!(ids(&*store, &of(Status::Revoked), 9).await, [revoked]);
    assert_eq!(ids(&*store, &of(Status::Suspended), 9).await, []);
    let request = PageRequest { limit: NonZeroU16::MIN, cursor: None };
    let first = store.list(&Filter::default(), &request).await.unwrap().credentials.remove(0);
    assert_eq!((first.id, first.status), (revoked, Status::Revoked));
    assert_eq!((first.external_id.unwrap().as_str(), first.badge.as_str()), ("r", "academic-rigor"));
}
