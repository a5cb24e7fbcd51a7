package app.kolan.server.prompts;

/// An audio file as a web server sends it.
///
/// Immutable and thread-safe.
public final class PromptFile {
  private final String contentType;
  private final byte[] bytes;
  private final String etag;
  private final boolean immutable;

  PromptFile(String contentType, byte[] bytes, String etag, boolean immutable) {
    this.contentType = contentType;
    this.bytes = bytes.clone();
    this.etag = etag;
    this.immutable = immutable;
  }

  /// The media type: `audio/mpeg`.
  public String contentType() {
    return contentType;
  }

  /// A copy of the content.
  public byte[] bytes() {
    return bytes.clone();
  }

  /// The size in bytes.
  public int length() {
    return bytes.length;
  }

  /// The entity tag of this content, with its quotation marks, ready for the `ETag` header.
  public String etag() {
    return etag;
  }

  /// Whether the requested name can never mean other content, so that it may be cached for ever.
  public boolean immutable() {
    return immutable;
  }

  @Override
  public String toString() {
    return "PromptFile[" + contentType + ", " + bytes.length + " bytes, " + etag + "]";
  }
}
