package app.kolan.twilio.signature;

/// One thing in which what was signed differs from what was checked.
///
/// @param what a clause that says how it was signed, without values of parameters
public record Difference(Kind kind, String what) {
  /// The kinds of differences, from the front of a request to its end.
  public enum Kind {
    SCHEME,
    HOST,
    PORT,
    PREFIX,
    PATH_REWRITTEN,
    LAST_SLASH,
    DOUBLE_SLASH,
    PATH_ENCODING,
    QUERY_ADDED,
    QUERY_PARAMETER_ADDED,
    QUERY_REPLACED,
    QUERY_ENCODING,
    QUERY_ORDER,
    BODY_HASH_LOST,
    TOKEN_SPELLING,
    JSON_BODY,
    BODY_NOT_ITS_HASH,
    FORM_NOT_SIGNED,
    VALUES_TRIMMED,
    EMPTY_VALUES_DROPPED,
    EMPTY_VALUES_LOST,
    FIRST_OF_REPEATED,
    LAST_OF_REPEATED,
    EVERY_REPEATED,
    QUERY_IN_FORM,
    CHARSET,
    PLUS_KEPT,
    NOT_DECODED,
    LINE_ENDS,
    PARAMETER_ADDED;

    /// Whether it lies in the body.
    public boolean isOfBody() {
      return compareTo(JSON_BODY) >= 0;
    }

    /// Whether another public URL makes up for it.
    boolean isOfBase() {
      return compareTo(PREFIX) <= 0;
    }
  }
}
