//! JSON Pointers (RFC 6901) to members of documents.

/// The pointer to `member` of the object at `parent`.
pub(crate) fn member(parent: &str, member: &str) -> String {
    // RFC 6901 §3: `~` first, so that the `~` of `~1` is not escaped again.
    format!("{parent}/{}", member.replace('~', "~0").replace('/', "~1"))
}

/// The pointer to the item `index` of the array at `parent`.
pub(crate) fn item(parent: &str, index: usize) -> String {
    format!("{parent}/{index}")
}

/// The name of the member that `pointer` leads to or into: `tag` for `/tag/3`; `None` for the whole document.
pub(crate) fn last_name(pointer: &str) -> Option<String> {
    let names = pointer.split('/').skip(1);
    let named = names.filter(|name| name.parse::<usize>().is_err()).last()?;
    Some(named.replace("~1", "/").replace("~0", "~"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slashes_and_tildes_in_names_are_escaped_and_read_back() {
        let pointer = member("/a", "m~n/o");
        assert_eq!(pointer, "/a/m~0n~1o");
        assert_eq!(last_name(&pointer).as_deref(), Some("m~n/o"));
    }

    #[test]
    fn an_item_is_named_for_its_list() {
        assert_eq!(last_name(&item("/evidence", 3)).as_deref(), Some("evidence"));
        assert_eq!(last_name(""), None);
    }
}
