//! The closed world a template is compiled in: one source, four fonts, no file, no package, no clock.

use crate::PaperError;
use std::sync::LazyLock;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Dict, Duration, Smart};
use typst::layout::Abs;
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook, FontInstance, FontVariant, FontVariations};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// How many papers later an unused piece of layout leaves Typst's cache: small, since two papers share little but their frame.
const CACHED_PAPERS: usize = 8;

static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    [
        include_bytes!("../fonts/Fraunces-SemiBold.ttf").as_slice(),
        include_bytes!("../fonts/SourceSans3-Regular.ttf").as_slice(),
        include_bytes!("../fonts/SourceSans3-SemiBold.ttf").as_slice(),
        include_bytes!("../fonts/DejaVuSans.ttf").as_slice(),
    ]
    .into_iter()
    .flat_map(|data| Font::iter(Bytes::new(data)))
    .collect()
});

static BOOK: LazyLock<LazyHash<FontBook>> = LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));

static FACES: LazyLock<Vec<FontInstance>> = LazyLock::new(|| {
    FONTS.iter().map(|font| font.clone().instantiate(FontVariant::default(), Abs::pt(10.0), &FontVariations::default())).collect()
});

/// Whether some font of ours has a glyph for `c`. The fonts' coverage tables will not do: they list characters mapped to no glyph.
pub(crate) fn can_draw(c: char) -> bool {
    FACES.iter().any(|face| face.ttf().glyph_index(c).is_some_and(|glyph| glyph.0 != 0))
}

struct Closed {
    library: LazyHash<Library>,
    source: Source,
}

impl World for Closed {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        self.source.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.source.id() { Ok(self.source.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _id: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// Lays `template` out; it finds `inputs` in `sys.inputs`. `name` is the file's name in what Typst says of a fault.
pub(crate) fn lay_out(name: &str, template: &str, inputs: Dict) -> Result<PagedDocument, PaperError> {
    let path = VirtualPath::new(name).map_err(|error| PaperError::Template(error.to_string()))?;
    let id = RootedPath::new(VirtualRoot::Project, path).intern();
    let world =
        Closed { library: LazyHash::new(Library::builder().with_inputs(inputs).build()), source: Source::new(id, template.to_owned()) };
    let compiled = typst::compile::<PagedDocument>(&world);
    typst::comemo::evict(CACHED_PAPERS);
    if let Some(warning) = compiled.warnings.first() {
        // A warning of Typst is a font that is missing or a layout that does not settle: neither may reach a client.
        return Err(PaperError::Template(warning.message.to_string()));
    }
    compiled.output.map_err(|errors| PaperError::Template(said(&errors)))
}

/// What a PDF holds beside its pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Nothing.
    Plain,
    /// A file: PDF/A-3, the standard that allows it, beside PDF/UA-1.
    WithData,
}

/// Writes a laid-out document as tagged PDF/UA-1. `ident` names it among all papers, so that its bytes never vary.
pub(crate) fn write(document: &PagedDocument, ident: String, kind: Kind) -> Result<Vec<u8>, PaperError> {
    let standards: &[PdfStandard] = match kind {
        Kind::Plain => &[PdfStandard::Ua_1],
        Kind::WithData => &[PdfStandard::Ua_1, PdfStandard::A_3a],
    };
    let standards = PdfStandards::new(standards).map_err(|error| PaperError::Export(error.message().to_string()))?;
    let options =
        PdfOptions { ident: Smart::Custom(ident), creator: Smart::Custom(Some("Altiport".to_owned())), standards, ..PdfOptions::default() };
    typst_pdf::pdf(document, &options).map_err(|errors| PaperError::Export(said(&errors)))
}

fn said(errors: &[SourceDiagnostic]) -> String {
    errors.iter().map(|error| error.message.as_str()).collect::<Vec<_>>().join("; ")
}
