//! From a configuration to a running service. Whatever is missing in the data folder is made; whatever contradicts what
//! is there stops the start with the remedy.

mod admin_key;
mod error;
mod greeting;
mod identity;
mod secret_file;
mod takeover;

use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use actix_web::web::Data;
use badgewright_credential::{Clock, Entropy};
use badgewright_fetch::{Fetcher, Keeping, Policy as FetchPolicy};
use badgewright_issuer::{Issuing, LookupKey};
use badgewright_registry::Registry;
use badgewright_store::{Sled, SledOptions, Store};
use badgewright_verifier::Verifier;
use tokio::sync::Semaphore;

pub(crate) use self::error::StartError;
use self::identity::Identity;
use crate::approvals::{KeptEndorsements, approving};
use crate::badge_forms::BadgeForms;
use crate::batches::{Batches, Running};
use crate::clock::SystemClock;
use crate::configuration::{PublicUrl, Settings, StatusMethod, StoreKind};
use crate::entropy::SystemEntropy;
use crate::hosted::Hosted;
use crate::metrics::Metrics;
use crate::pictures::Pictures;
use crate::served_lists::ServedLists;
use crate::service::{MOST_VERIFICATIONS, Service};

/// A service that is ready to serve.
pub(crate) struct Started {
    listener: TcpListener,
    service: Data<Service>,
    /// Where the first admin key is, if this start or an earlier one wrote it.
    admin_key: Option<std::path::PathBuf>,
    data_dir: std::path::PathBuf,
}

/// Prepares everything up to the first request.
///
/// # Errors
/// What stops the start, naming the remedy.
pub(crate) async fn start(settings: &Settings) -> Result<Started, StartError> {
    let listener = TcpListener::bind(settings.listen)
        .map_err(|source| StartError::Listen { at: settings.listen, source })?;
    if settings.issuer.suspension && settings.issuer.status_method == StatusMethod::OneEdTech {
        return Err(StartError::NoSuspension);
    }
    let public_url = public_url(settings, &listener)?;
    let data_dir = secret_file::make_private_folder(&settings.data_dir)?;
    let (clock, entropy): (Arc<dyn Clock>, Arc<dyn Entropy>) =
        (Arc::new(SystemClock), Arc::new(SystemEntropy));

    let identity = Identity::of(settings, &public_url, &data_dir, clock.as_ref(), entropy.as_ref())?;
    let registry = Arc::new(registry(settings)?);
    let store = open_store(settings.store, &data_dir, &entropy)?;
    identity.bind(store.as_ref(), clock.now()).await?;
    let admin_key = admin_key::ensure(&data_dir, store.as_ref(), clock.now(), entropy.as_ref()).await?;
    let has_badges = store.issuer(&identity.issuer.slug).await?.is_some_and(|issuer| issuer.has_issued);
    let lookup_key = lookup_key(settings, &data_dir, has_badges, entropy.as_ref())?;

    let pictures = Arc::new(Pictures::of(&registry));
    let did_document = Arc::new(identity.did_document);
    if !identity.takeovers.is_empty() {
        let keys = takeover::Keys {
            settings: settings.clone(),
            data_dir: data_dir.clone(),
            did: identity.issuer.did.clone(),
            clock: Arc::clone(&clock),
            entropy: Arc::clone(&entropy),
        };
        actix_web::rt::spawn(keys.retire_in_time(identity.takeovers));
    }
    let issuing = Arc::new(Issuing::new(
        identity.issuer,
        Arc::clone(&registry),
        Arc::clone(&store),
        lookup_key,
        Arc::clone(&clock),
        entropy,
    ));
    // Nobody was told of them.
    issuing.discard_unstarted_batches().await?;
    let metrics = Metrics::new();
    let batches = Arc::new(Batches::new(&issuing, &store, &clock, metrics.issued.clone()));
    let forms =
        BadgeForms::new(Arc::clone(&issuing), Arc::clone(&store), Arc::clone(&pictures), Arc::clone(&clock));
    let forms = Arc::new(forms);
    let hosted = Hosted {
        public_url: public_url.clone(),
        did_document: did_document.to_string().into(),
        issuing: Arc::clone(&issuing),
        store: Arc::clone(&store),
        forms: Arc::clone(&forms),
        elsewhere: Keeping::new(fetcher(settings)?, Duration::from_secs(settings.fetch.max_age.into())),
    };
    let kept = KeptEndorsements {
        store: Arc::clone(&store),
        issuer: issuing.issuer().did.clone(),
        slug: issuing.issuer().slug.clone(),
    };
    let approving = approving(settings.approvers.clone(), &registry, Some(&public_url.to_string()))
        .with_held(Arc::new(kept));
    let service = Service {
        verifier: Verifier::new(Arc::new(hosted), Arc::clone(&clock)).approving(approving),
        verifications: Semaphore::new(MOST_VERIFICATIONS),
        public_url,
        issuing,
        registry,
        store,
        did_document,
        jwks: identity.jwks,
        pictures,
        forms,
        lists: ServedLists::default(),
        clock,
        batches,
        metrics,
    };
    Ok(Started { listener, service: Data::new(service), admin_key, data_dir })
}

/// The configured URL, or `http://localhost:<port>`.
fn public_url(settings: &Settings, listener: &TcpListener) -> Result<PublicUrl, StartError> {
    if let Some(url) = &settings.public_url {
        return Ok(url.clone());
    }
    let address =
        listener.local_addr().map_err(|source| StartError::Listen { at: settings.listen, source })?;
    Ok(format!("http://localhost:{}", address.port()).parse()?)
}

fn open_store(
    kind: StoreKind,
    data_dir: &Path,
    entropy: &Arc<dyn Entropy>,
) -> Result<Arc<dyn Store>, StartError> {
    match kind {
        StoreKind::Sled => {
            let options = SledOptions::in_data_dir(data_dir);
            Ok(Arc::new(Sled::open(&options, Arc::clone(entropy))?))
        }
    }
}

fn registry(settings: &Settings) -> Result<Registry, StartError> {
    match &settings.badges_dir {
        None => Ok(Registry::built_in()),
        Some(folder) => Ok(Registry::with_folder(folder)?),
    }
}

fn fetcher(settings: &Settings) -> Result<Fetcher, StartError> {
    let extra_ca = match &settings.fetch.extra_ca {
        None => None,
        Some(path) => Some(std::fs::read(path).map_err(|source| StartError::file(path, source))?),
    };
    let policy = FetchPolicy {
        allow_private_networks: settings.allow_private_networks,
        extra_ca,
        ..FetchPolicy::default()
    };
    Ok(Fetcher::new(&policy)?)
}

/// Reads the look-up key, or draws one before the first badge. Later a new one would be a silent loss: nobody would be
/// found by address, and no repetition would be known again.
fn lookup_key(
    settings: &Settings,
    data_dir: &Path,
    has_badges: bool,
    entropy: &dyn Entropy,
) -> Result<LookupKey, StartError> {
    let path = settings.lookup_key_file.clone().unwrap_or_else(|| data_dir.join("lookup.key"));
    match std::fs::read_to_string(&path) {
        Ok(text) => LookupKey::from_hex(&text).map_err(|source| StartError::LookupKey { path, source }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && !has_badges => {
            let key = LookupKey::random(entropy);
            secret_file::write(&path, &format!("{}\n", *key.to_hex()))?;
            Ok(key)
        }
        Err(source) => Err(StartError::NoLookupKey { path, source }),
    }
}

impl Started {
    /// Serves until SIGTERM or SIGINT, then finishes what is running and closes the store.
    ///
    /// # Errors
    /// When the socket cannot be served, or what was waiting to be written could not be.
    pub(crate) async fn serve(self) -> Result<(), StartError> {
        let store = Arc::clone(&self.service.store);
        let running = Running::start(&self.service.batches).map_err(StartError::Batches)?;
        let served = crate::app::serve(self.listener, self.service).await;
        running.stop();
        served.map_err(StartError::Serve)?;
        store.close().await?;
        Ok(())
    }
}
