//! jflint, the linter and consistency checker for job-family documents.
//!
//! Bytes become a `Document`, a document becomes a `Page` (what it means), pages become a `Corpus`, rules read the
//! corpus and return `Finding`s, the engine stamps them into `Diagnostic`s, a report prints those. No module imports
//! one to its right:
//!
//! atomic > threads > source > finding > lexicon > config > document > model > corpus > rules > lint > fix > baseline >
//! since > explain > report > cli

pub mod atomic;
pub mod baseline;
pub mod cli;
pub mod config;
pub mod corpus;
pub mod document;
pub mod explain;
pub mod finding;
pub mod fix;
pub mod lexicon;
pub mod lint;
pub mod model;
pub mod report;
pub mod rules;
pub mod since;
pub mod source;
pub mod threads;
