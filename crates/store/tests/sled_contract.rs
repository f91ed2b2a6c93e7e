//! sled keeps the contract.

#![expect(clippy::unwrap_used, reason = "a test's world, outside its test functions")]

use std::num::NonZeroU32;
use std::sync::Arc;

use async_trait::async_trait;
use badgewright_store::contract::samples::Numbers;
use badgewright_store::contract::{LIST_LENGTH, World};
use badgewright_store::{Sled, SledOptions, Store, contract_tests};
use tempfile::TempDir;

struct Folder(TempDir);

#[async_trait]
impl World for Folder {
    async fn open(&self) -> Arc<dyn Store> {
        let options = SledOptions {
            list_length: NonZeroU32::new(LIST_LENGTH).unwrap(),
            ..SledOptions::in_data_dir(self.0.path())
        };
        Arc::new(Sled::open(&options, Arc::new(Numbers::of(7))).unwrap())
    }
}

contract_tests!(Folder(TempDir::new().unwrap()));
