"""One PDF that names a person in 24 ways, each by a word of its own, of which a reader sees one.

`MARKERS` has the word of every channel. Everything is made here; no file of anybody's is copied.
"""

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

CHANNELS = (
    "docinfo author",
    "xmp creator",
    "annotation author",
    "annotation text",
    "embedded file name",
    "embedded file body",
    "form value",
    "outline title",
    "page label",
    "named destination",
    "javascript",
    "mailto link",
    "layer name",
    "earlier revision",
    "piece info",
    "page metadata",
    "exif artist",
    "alt text",
    "invisible text",
    "text outside the crop box",
    "text under a black box",
    "white text",
    "visible text",
    "signature name",
)
MARKERS = {channel: "Qz" + channel.replace(" ", "") for channel in CHANNELS}
PROSE = "The infant settles when her mother hums."
ARTIST = 0x013B


def leaky_pdf() -> bytes:
    """A valid file of one page, saved and then updated at its end: the first version is still in it."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(612, 792))
        _draw(pdf)
        _describe(pdf)
        _annotate(pdf)
        _attach(pdf)
        saved = io.BytesIO()
        pdf.save(saved, object_stream_mode=pikepdf.ObjectStreamMode.disable, deterministic_id=True)
    return _updated(saved.getvalue())


def _line(channel: str, y: int, before: str = "") -> bytes:
    return f"BT /F1 14 Tf {before} 1 0 0 1 72 {y} Tm ({MARKERS[channel]}) Tj ET\n".encode()


def _draw(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    page.CropBox = Array([36, 36, 576, 756])
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.Resources = Dictionary(Font=Dictionary(F1=font), XObject=Dictionary(Photo=_photo(pdf)))
    content = (
        f"BT /F1 14 Tf 1 0 0 1 72 700 Tm ({PROSE}) Tj ET\n".encode()
        + _line("visible text", 660)
        + _line("invisible text", 620, before="3 Tr")
        + _line("white text", 580, before="0 Tr 1 g")
        + b"0 g\n"
        + _line("text outside the crop box", 12)
        + _line("text under a black box", 540)
        + b"60 530 300 30 re f\n"
        + b"q 60 0 0 60 72 400 cm /Photo Do Q\n"
    )
    page.Contents = Array([pdf.make_stream(content), pdf.make_stream(_line("earlier revision", 500))])


def _photo(pdf: pikepdf.Pdf) -> pikepdf.Stream:
    exif = Image.Exif()
    exif[ARTIST] = MARKERS["exif artist"]
    photo = io.BytesIO()
    Image.linear_gradient("L").resize((32, 32)).save(photo, "JPEG", exif=exif)
    return pikepdf.Stream(
        pdf,
        photo.getvalue(),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=32,
        Height=32,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
    )


def _xmp(pdf: pikepdf.Pdf, creator: str) -> pikepdf.Stream:
    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" rdf:about=""><dc:creator><rdf:Seq>'
        f"<rdf:li>{creator}</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    return pikepdf.Stream(pdf, packet.encode(), Type=Name.Metadata, Subtype=Name.XML)


def _describe(pdf: pikepdf.Pdf) -> None:
    """What files say about themselves, and how viewers find their way in them."""
    root, page = pdf.Root, pdf.pages[0]
    pdf.docinfo["/Author"] = MARKERS["docinfo author"]
    root.Metadata = _xmp(pdf, MARKERS["xmp creator"])
    page.Metadata = _xmp(pdf, MARKERS["page metadata"])
    page.PieceInfo = Dictionary(Editor=Dictionary(Private=String(MARKERS["piece info"])))
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(MARKERS["outline title"], 0))
    root.PageLabels = Dictionary(Nums=Array([0, Dictionary(P=String(MARKERS["page label"]))]))
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(MARKERS["layer name"])))
    root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(Order=Array([layer])))
    figure = Dictionary(Type=Name.StructElem, S=Name.Figure, Alt=String(MARKERS["alt text"]))
    root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([figure])))


def _annotate(pdf: pikepdf.Pdf) -> None:
    """Notes, links and form fields: what lies on top of a page."""
    note = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Text,
        Rect=Array([500, 700, 520, 720]),
        T=String(MARKERS["annotation author"]),
        Contents=String(MARKERS["annotation text"]),
    )
    link = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=Array([72, 300, 200, 320]),
        A=Dictionary(S=Name.URI, URI=String(f"mailto:{MARKERS['mailto link']}@example.org")),
    )
    field = _field("answer", Name.Tx, String(MARKERS["form value"]), 260)
    signature = Dictionary(
        Type=Name.Sig,
        Filter=Name("/Adobe.PPKLite"),
        Name=String(MARKERS["signature name"]),
        Contents=String("00"),
        ByteRange=Array([0, 0, 0, 0]),
    )
    signed = _field("signature", Name.Sig, signature, 220)
    marks = [pdf.make_indirect(mark) for mark in (note, link, field, signed)]
    pdf.pages[0].Annots = Array(marks)
    pdf.Root.AcroForm = Dictionary(Fields=Array(marks[2:]))


def _field(title: str, kind: Name, value: pikepdf.Object, y: int) -> Dictionary:
    return Dictionary(
        Type=Name.Annot,
        Subtype=Name.Widget,
        FT=kind,
        T=String(title),
        V=value,
        Rect=Array([72, y, 300, y + 20]),
    )


def _attach(pdf: pikepdf.Pdf) -> None:
    """What a file carries inside."""
    body = pikepdf.Stream(pdf, MARKERS["embedded file body"].encode(), Type=Name.EmbeddedFile)
    title = String(MARKERS["embedded file name"])
    spec = Dictionary(Type=Name.Filespec, F=title, UF=title, EF=Dictionary(F=body))
    script = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{MARKERS['javascript']}')"))
    destination = Array([pdf.pages[0].obj, Name.Fit])
    pdf.Root.Names = Dictionary(
        EmbeddedFiles=Dictionary(Names=Array([String("attachment"), spec])),
        JavaScript=Dictionary(Names=Array([String("script"), script])),
        Dests=Dictionary(Names=Array([String(MARKERS["named destination"]), destination])),
    )


def _updated(saved: bytes) -> bytes:
    """The file with its last line of text replaced the way an editor saves: by an addition at the end."""
    with pikepdf.open(io.BytesIO(saved)) as pdf:
        number = pdf.pages[0].Contents[1].objgen[0]
        root, info = pdf.Root.objgen[0], pdf.docinfo.objgen[0]
        size = len(pdf.objects) + 1
    before = int(saved.rpartition(b"startxref")[2].split()[0])
    line = b"BT /F1 14 Tf 1 0 0 1 72 500 Tm (A second version of this line.) Tj ET\n"
    added = b"%d 0 obj\n<< /Length %d >>\nstream\n%sendstream\nendobj\n" % (number, len(line), line)
    table = b"xref\n%d 1\n%010d 00000 n \ntrailer\n" % (number, len(saved))
    trailer = b"<< /Size %d /Root %d 0 R /Info %d 0 R /Prev %d >>\n" % (size, root, info, before)
    return saved + added + table + trailer + b"startxref\n%d\n%%%%EOF\n" % (len(saved) + len(added))
