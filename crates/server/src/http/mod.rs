//! What every route shares: problems, authentication, content negotiation, caching, request ids.

pub(crate) mod auth;
pub(crate) mod caching;
pub(crate) mod cors;
pub(crate) mod measure;
pub(crate) mod negotiation;
pub(crate) mod problem;
pub(crate) mod problem_type;
pub(crate) mod refusal;
pub(crate) mod representation;
pub(crate) mod request_id;
pub(crate) mod security;
