//! A role whose requirements lack an item that every role must list.

use super::NoParams;
use crate::corpus::{Corpus, texts};
use crate::document::{BlockKind, tokens};
use crate::finding::Finding;
use crate::model::vocabulary::RequiredItem;
use crate::model::{Field, FieldKind, Lacking, Page, Role, Vocabulary, extends};
use std::ops::Range;

/// How far one list may take over another that takes over another.
const DEEPEST: usize = 8;

pub fn check(_: &NoParams, page: &Page, corpus: &Corpus) -> Vec<Finding> {
    let mut findings = Vec::new();
    for item in &corpus.vocabulary.required_items {
        let lists = Lists::of(page, item, corpus);
        let lacks = |role: &Role| !lists.have_item(role, 0);
        let message = |who: &str| format!("the requirements of {who} lack `{}`", item.text);
        let help = || format!("add `{}` to the list", item.text);
        match page.lacking_by(lacks) {
            Lacking::Nobody => {}
            Lacking::All => {
                let who = match page.roles.as_slice() {
                    [role] => format!("`{}`", role.title.text),
                    roles => format!("all {} roles of this page", roles.len()),
                };
                findings.push(Finding::new(page.title_span(), message(&who)).help(help()));
            }
            Lacking::Some(roles) => {
                let mut said: Vec<usize> = Vec::new();
                for role in roles {
                    let field = requirements(page, role).into_iter().next();
                    // Roles that share a list share the finding.
                    let place = match field {
                        Some(field) if said.contains(&field.heading) => continue,
                        Some(field) => {
                            said.push(field.heading);
                            page.heading_span(field.heading)
                        }
                        None => page.span(role.at.clone()),
                    };
                    let who = format!("`{}`", role.title.text);
                    findings.push(Finding::new(place, message(&who)).help(help()));
                }
            }
        }
    }
    findings
}

/// The requirements that hold for a role: its own first, then those it takes over.
fn requirements<'a>(page: &'a Page, role: &Role) -> Vec<&'a Field> {
    role.fields
        .iter()
        .chain(&role.inherited)
        .map(|&index| &page.fields[index])
        .filter(|field| field.kind == FieldKind::Requirements)
        .collect()
}

/// The lists of a page, which should have an item.
struct Lists<'a> {
    page: &'a Page,
    item: &'a RequiredItem,
    corpus: &'a Corpus,
    /// The texts of the page's blocks.
    texts: &'a [u32],
    /// How the item starts as it is to be written.
    opening: u32,
}

impl<'a> Lists<'a> {
    fn of(page: &'a Page, item: &'a RequiredItem, corpus: &'a Corpus) -> Self {
        let index = corpus.page_index(page);
        Self {
            page,
            item,
            corpus,
            texts: index.map_or(&[], |index| corpus.texts.of_page(index)),
            opening: texts::opening(&tokens::of_text(&item.text)),
        }
    }

    /// Whether a role's requirements have the item. A role without any, or with a list that nobody can look into, is let
    /// pass: the one is a finding of another rule, the other unknown.
    fn have_item(&self, role: &Role, depth: usize) -> bool {
        let fields = requirements(self.page, role);
        if fields.is_empty() || depth > DEEPEST || fields.iter().any(|field| self.page.is_unknown(field)) {
            return true;
        }
        let mut blocks: Vec<usize> = Vec::new();
        for field in fields {
            blocks.extend(required_blocks(self.page, field, &self.corpus.vocabulary));
        }
        let is_item = |&block: &usize| self.item.is_in(&self.page.document.blocks[block].prose.text);
        // Most lists have it as it is to be written, and what a list takes over is dear to find out.
        let mut likely = blocks.iter().filter(|block| self.opens_alike(**block));
        likely.any(is_item)
            || blocks.iter().any(is_item)
            || blocks.iter().any(|&block| self.takes_over(role, block, depth))
            || introduction(self.page, role).any(|block| self.takes_over(role, block, depth))
    }

    /// Whether the text of a block starts like the item.
    fn opens_alike(&self, block: usize) -> bool {
        let text = self.texts.get(block);
        text.is_some_and(|&text| self.corpus.texts.edges(text).opening == self.opening)
    }

    /// Whether a block takes over a list that has the item, or one that cannot be looked into.
    fn takes_over(&self, role: &Role, block: usize, depth: usize) -> bool {
        let Some(extends) = extends::find(&self.page.document, block, &self.corpus.vocabulary) else {
            return false;
        };
        let roles = &self.page.roles;
        if let Some(title) = &extends.title {
            if let Some(other) = roles.iter().find(|other| other.title.same(title)) {
                return !std::ptr::eq(other, role) && self.have_item(other, depth + 1);
            }
            let loose: Vec<&Role> = roles
                .iter()
                .filter(|other| !std::ptr::eq(*other, role) && !other.title.conflicts(title))
                .collect();
            // `Analyst` is short for a role of this page. The very title of a role of another page is that role's, though one
            // of this page may have one like it.
            let is_short = |other: &&Role| {
                let words = &other.title.function;
                title.function.iter().all(|word| words.contains(word))
            };
            let elsewhere = self.corpus.titles.roles(title);
            if !elsewhere.is_empty() && !loose.iter().any(is_short) {
                return elsewhere.iter().any(|&other| {
                    let (page, role) = self.corpus.role(other);
                    Lists::of(page, self.item, self.corpus).have_item(role, depth + 1)
                });
            }
            if let [other] = loose.as_slice() {
                return self.have_item(other, depth + 1);
            }
            // On another page, or named in a way that nobody can follow.
            return true;
        }
        // `All of the above`: the role before.
        let before = roles.iter().position(|other| std::ptr::eq(other, role));
        match before.and_then(|at| at.checked_sub(1)) {
            Some(before) => self.have_item(&roles[before], depth + 1),
            None => true,
        }
    }
}

/// The blocks right under a role's heading: "The Director role extends the Senior Manager role."
fn introduction<'a>(page: &'a Page, role: &'a Role) -> impl Iterator<Item = usize> + 'a {
    role.sections
        .iter()
        .flat_map(|&section| page.document.headings[section].blocks.clone())
}

/// The blocks of a requirements section that state requirements, and no wishes.
fn required_blocks(page: &Page, field: &Field, vocabulary: &Vocabulary) -> impl Iterator<Item = usize> {
    let blocks = page.field_blocks(field);
    let wishes = wishes(page, field, blocks.clone(), vocabulary);
    blocks.filter(move |block| !wishes.iter().any(|range| range.contains(block)))
}

/// The blocks under a caption of wishes: a heading, a paragraph or an item that ends with a colon.
fn wishes(page: &Page, field: &Field, blocks: Range<usize>, vocabulary: &Vocabulary) -> Vec<Range<usize>> {
    let document = &page.document;
    let mut found = Vec::new();
    for heading in document.headings_in(field.heading) {
        let is_wish = page
            .fields
            .iter()
            .any(|inner| inner.heading == heading && inner.kind == FieldKind::NiceToHaves)
            || vocabulary.is_wish(&document.blocks[document.headings[heading].block].prose);
        if is_wish {
            found.push(document.headings[heading].block..document.headings[heading].blocks.end);
        }
    }
    for index in blocks.clone() {
        let block = &document.blocks[index];
        let caption = block.kind == BlockKind::Paragraph
            && block.prose.text.trim_end().as_bytes().last() == Some(&b':')
            && vocabulary.is_wish(&block.prose);
        if !caption {
            continue;
        }
        let end = match block.item() {
            Some(item) => document.items[item].blocks().end,
            // Up to the next caption.
            None => (index + 1..blocks.end)
                .find(|&next| document.blocks[next].item().is_none())
                .unwrap_or(blocks.end),
        };
        found.push(index..end);
    }
    found
}
