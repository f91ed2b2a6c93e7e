//! Status lists and lists of revoked ids, as they were sent last: whoever writes a list anew writes another text, and as long as it
//! is the same text its tag and its compressed form are at hand.

use std::sync::Arc;

use actix_web::web::Bytes;
use quick_cache::sync::Cache;

use crate::http::representation::Representation;

/// As many lists as are asked for at a time: an issuer with a million badges has eight, in two forms.
const MOST_LISTS: usize = 64;

/// What was sent last.
pub(crate) struct ServedLists(Cache<usize, (Arc<str>, Arc<Representation>)>);

impl Default for ServedLists {
    fn default() -> Self {
        Self(Cache::new(MOST_LISTS))
    }
}

impl ServedLists {
    /// The representation of a list's text.
    pub(crate) fn of(&self, text: &Arc<str>) -> Arc<Representation> {
        // The text is kept with its representation, so that no other one can take its place in memory meanwhile.
        let place = Arc::as_ptr(text).cast::<u8>().addr();
        if let Some((kept, representation)) = self.0.get(&place)
            && Arc::ptr_eq(&kept, text)
        {
            return representation;
        }
        let bytes = Bytes::from_owner(Arc::<[u8]>::from(Arc::clone(text)));
        let made = Arc::new(Representation::of_text(bytes));
        self.0.insert(place, (Arc::clone(text), Arc::clone(&made)));
        made
    }
}
