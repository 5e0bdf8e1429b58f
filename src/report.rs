//! How findings look: one file a format, one signature.

pub mod compact;
pub mod json;
pub mod model;
pub mod text;
