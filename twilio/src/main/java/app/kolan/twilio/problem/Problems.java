package app.kolan.twilio.problem;

import static app.kolan.twilio.problem.Problem.Level.ERROR;
import static app.kolan.twilio.problem.Problem.Level.WARNING;

import java.util.List;
import java.util.Optional;

/// The problems that Kolan knows by their code. Those that something raises or looks for have a
/// name here; all have an [Explanation].
public final class Problems {
  public static final Problem INVALID_URL = new Problem(11100, ERROR, "Invalid URL format");
  public static final Problem HTTP_RETRIEVAL_FAILURE =
      new Problem(11200, ERROR, "HTTP retrieval failure");
  public static final Problem HTTP_CONNECTION_FAILURE =
      new Problem(11205, ERROR, "HTTP connection failure");
  public static final Problem HTTP_PROTOCOL = new Problem(11206, ERROR, "HTTP protocol violation");
  public static final Problem HTTP_BAD_HOST = new Problem(11210, ERROR, "HTTP bad host name");
  public static final Problem TOO_MANY_REDIRECTS =
      new Problem(11215, ERROR, "Too many HTTP redirects");
  public static final Problem TLS_HANDSHAKE = new Problem(11220, ERROR, "SSL/TLS handshake error");
  public static final Problem CERTIFICATE_NAME =
      new Problem(11235, ERROR, "Certificate invalid: domain mismatch");
  public static final Problem CERTIFICATE_EXPIRED =
      new Problem(11236, ERROR, "Certificate invalid: certificate expired");
  public static final Problem CERTIFICATE_PATH =
      new Problem(11237, ERROR, "Certificate invalid: could not find path to certificate");
  public static final Problem TWIML_TOO_LARGE =
      new Problem(11750, ERROR, "TwiML response body too large");
  public static final Problem EMPTY_BODY = new Problem(11770, ERROR, "Empty TwiML response body");
  public static final Problem DOCUMENT_PARSE_FAILURE =
      new Problem(12100, ERROR, "Document parse failure");
  public static final Problem XML_VERSION =
      new Problem(12101, ERROR, "Invalid Twilio Markup XML version");
  public static final Problem ROOT_IS_NOT_RESPONSE =
      new Problem(12102, ERROR, "The root element must be Response");
  public static final Problem SCHEMA_VALIDATION = new Problem(12200, WARNING, "Schema validation");
  public static final Problem INVALID_CONTENT_TYPE =
      new Problem(12300, ERROR, "Invalid Content-Type");
  public static final Problem PLAY_CONTENT_TYPE =
      new Problem(13420, ERROR, "Play: invalid Content-Type");
  public static final Problem GATHER_PLAY_CONTENT_TYPE =
      new Problem(13325, ERROR, "Gather: invalid Content-Type of a Play");
  public static final Problem GATHER_UNKNOWN_LANGUAGE =
      new Problem(13331, WARNING, "Gather: invalid language value");
  public static final Problem RECORDING_CALLBACK =
      new Problem(13256, WARNING, "Invalid recordingStatusCallback URL");
  public static final Problem TRANSCRIPTION_LENGTH =
      new Problem(13617, WARNING, "Record: length out of range for transcription");
  public static final Problem SAY_VOICE = new Problem(13511, WARNING, "Say: invalid voice");
  public static final Problem GATHER_LANGUAGE =
      new Problem(13512, WARNING, "Gather: invalid language value");
  public static final Problem SAY_TEXT = new Problem(13520, WARNING, "Say: invalid text");
  public static final Problem SAY_TEXT_TOO_LONG = new Problem(13521, WARNING, "Say: text too long");
  public static final Problem STATUS_CALLBACK_REFUSED =
      new Problem(15003, WARNING, "Call progress: warning response to callback");
  public static final Problem STREAM_TIMEOUT =
      new Problem(31901, ERROR, "Stream: connection timeout");
  public static final Problem STREAM_REFUSED =
      new Problem(31902, ERROR, "Stream: connection refused");
  public static final Problem STREAM_BROKEN =
      new Problem(31903, ERROR, "Stream: connection broken pipe");
  public static final Problem STREAM_UNREACHABLE =
      new Problem(31904, ERROR, "Stream: host unreachable");
  public static final Problem STREAM_TLS = new Problem(31910, ERROR, "Stream: SSL protocol error");
  public static final Problem STREAM_HANDSHAKE =
      new Problem(31920, ERROR, "Stream: WebSocket handshake error");
  public static final Problem STREAM_CLOSED =
      new Problem(31921, ERROR, "Stream: WebSocket close error");
  public static final Problem STREAM_SCHEME =
      new Problem(31922, ERROR, "Stream: URL schema not supported");
  public static final Problem STREAM_URL = new Problem(31923, ERROR, "Stream: malformed URL");
  public static final Problem STREAM_PROTOCOL =
      new Problem(31924, ERROR, "Stream: WebSocket protocol error");
  public static final Problem STREAM_OVERFLOW =
      new Problem(31930, WARNING, "Stream: media buffer overflow");
  public static final Problem STREAM_MEDIA_DISCARDED =
      new Problem(31931, WARNING, "Stream: media discarded");
  public static final Problem STREAM_TRACK =
      new Problem(31941, ERROR, "Stream: invalid track configuration");
  public static final Problem STREAM_MALFORMED_MESSAGE =
      new Problem(31950, WARNING, "Stream: malformed message");
  public static final Problem STREAM_INVALID_MESSAGE =
      new Problem(31951, WARNING, "Stream: invalid message");

  private Problems() {}

  /// The problem with this code; empty when Kolan does not know it.
  public static Optional<Problem> withCode(int code) {
    return Explanations.in(ExplanationLanguage.ENGLISH).withCode(code).map(Problems::of);
  }

  /// The problem with this code, of those that Kolan knows.
  ///
  /// @throws IllegalArgumentException when Kolan does not know it
  public static Problem known(int code) {
    return withCode(code)
        .orElseThrow(() -> new IllegalArgumentException("there is no problem " + code));
  }

  /// All problems, by code.
  public static List<Problem> all() {
    return Explanations.in(ExplanationLanguage.ENGLISH).all().stream().map(Problems::of).toList();
  }

  /// Where Twilio documents a code, known to Kolan or not.
  public static String page(int code) {
    return "https://www.twilio.com/docs/api/errors/" + code;
  }

  private static Problem of(Explanation explanation) {
    return new Problem(explanation.code(), explanation.level(), explanation.title());
  }
}
