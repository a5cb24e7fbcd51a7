package app.kolan.server.line;

/// The names of the `<Parameter>`s that come back in a stream's `start` message.
final class StreamParameters {
  static final String BUSINESS = "business_id";

  /// A secret that lets one stream of one call in, once.
  static final String TICKET = "ticket";

  private StreamParameters() {}
}
