//! What a rule says: a place, a sentence, related places and a fix; and the same once stamped by the engine.

use crate::source::Span;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// How grave a diagnostic is. The order is that of gravity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Probably wrong, or against the policy.
    Warning,
    /// Wrong.
    Error,
}

impl Severity {
    /// The name, as in configuration and reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Whether a fix may be applied without a person looking at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Safety {
    /// Never changes the meaning of the page.
    Safe,
    /// A person should review it.
    #[default]
    Unsafe,
}

/// One replacement of the bytes of `at` by `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that go; empty for an insertion.
    pub at: Span,
    /// What stands there instead.
    pub text: String,
}

/// A change that would remove the finding. Its edits do not overlap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as an imperative.
    pub title: String,
    /// Whether it may be applied unseen.
    pub safety: Safety,
    /// The replacements, in order.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// A fix that replaces the bytes of `at` by `text` and keeps the meaning of the page.
    pub fn safe(title: impl Into<String>, at: Span, text: impl Into<String>) -> Self {
        Self {
            safety: Safety::Safe,
            ..Self::reviewed(title, at, text)
        }
    }

    /// The same, or where the words are `binding` one that a person should review.
    pub fn safe_unless(
        binding: bool,
        title: impl Into<String>,
        at: Span,
        text: impl Into<String>,
    ) -> Self {
        if binding {
            Self::reviewed(title, at, text)
        } else {
            Self::safe(title, at, text)
        }
    }

    /// A fix that replaces the bytes of `at` by `text` and that a person should review.
    pub fn reviewed(title: impl Into<String>, at: Span, text: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            safety: Safety::Unsafe,
            edits: vec![Edit {
                at,
                text: text.into(),
            }],
        }
    }
}

/// Another place that belongs to a finding, and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// The place.
    pub at: Span,
    /// A noun or a clause.
    pub message: Cow<'static, str>,
}

/// What a check returns: it knows neither its rule's name nor its severity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The place.
    pub at: Span,
    /// This page's fact: lower case, no full stop, titles in backticks.
    pub message: String,
    /// What to do, as an imperative.
    pub help: Option<Cow<'static, str>>,
    /// Other places that explain the finding.
    pub related: Vec<Related>,
    /// A change that would remove the finding.
    pub fix: Option<Box<Fix>>,
    /// What tells it from other findings of its rule on its page, where the quotations of the message do not.
    pub known_by: Option<String>,
}

impl Finding {
    /// A finding at `at` that says `message`.
    pub fn new(at: Span, message: impl Into<String>) -> Self {
        Self {
            at,
            message: message.into(),
            help: None,
            related: Vec::new(),
            fix: None,
            known_by: None,
        }
    }

    /// The same, with what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<Cow<'static, str>>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same, with one more related place.
    #[must_use]
    pub fn relate(mut self, at: Span, message: impl Into<Cow<'static, str>>) -> Self {
        // Most findings relate to one place.
        if self.related.is_empty() {
            self.related.reserve_exact(1);
        }
        self.related.push(Related {
            at,
            message: message.into(),
        });
        self
    }

    /// The same, recognised in later runs by `key` instead of by what its message quotes. For messages that quote what
    /// other findings, pages or lines decide.
    #[must_use]
    pub fn known_by(mut self, key: impl Into<String>) -> Self {
        self.known_by = Some(key.into());
        self
    }

    /// The same, with a fix.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(Box::new(fix));
        self
    }
}

/// A finding that the engine has stamped with its rule and severity.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The rule's name.
    pub rule: &'static str,
    /// The rule's category.
    pub category: &'static str,
    /// How grave it is here.
    pub severity: Severity,
    /// What the check said.
    pub finding: Finding,
    /// What it is recognised by in other runs; different from that of every other finding of the run.
    pub fingerprint: Fingerprint,
}

/// What a finding is recognised by in other runs. It is shown as 16 hexadecimal digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fingerprint(pub u64);

impl std::fmt::Display for Fingerprint {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{:016x}", self.0)
    }
}
