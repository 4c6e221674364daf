"""What stands beside the text of a credential: files to download, and videos."""

from wagtail.blocks import CharBlock, StreamBlock, StructBlock, TextBlock, URLBlock
from wagtail.documents.blocks import DocumentChooserBlock

from .numbers import IntegerBlock


class DownloadBlock(StructBlock):
    """A file of the association's own."""

    document = DocumentChooserBlock()
    title = CharBlock(required=False, max_length=120, help_text="Instead of the document's own title.")
    note = CharBlock(required=False, max_length=200, help_text="For whom it is, or what is in it.")

    class Meta:
        icon = "download"
        label_format = "{document} {title}"


class DownloadsBlock(StreamBlock):
    download = DownloadBlock()


class PlayedVideoBlock(StructBlock):
    """A video on YouTube or Vimeo, played here after a click; of any other site, a link."""

    title = CharBlock(max_length=120)
    address = URLBlock(help_text="The page where the video plays, on YouTube, Vimeo or another site.")
    minutes = IntegerBlock(required=False, label="Takes about", help_text="Minutes.")
    text = TextBlock(required=False, rows=3)

    class Meta:
        icon = "media"
        label = "Video"
        label_format = "{title}"


class VideosBlock(StreamBlock):
    video = PlayedVideoBlock()
