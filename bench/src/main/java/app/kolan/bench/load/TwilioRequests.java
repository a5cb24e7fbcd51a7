package app.kolan.bench.load;

import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.signature.RequestSignature;
import java.nio.charset.StandardCharsets;

/// The signed requests that Twilio sends for one call, as bytes.
///
/// Source: https://www.twilio.com/docs/voice/twiml#request-parameters
///
/// @param callSid the call
/// @param caller the number that calls
/// @param called the number that is called
record TwilioRequests(String callSid, String caller, String called) {
  static final String ACCOUNT = "ACdddddddddddddddddddddddddddddddd";
  static final String TOKEN = "the token of the bench";
  static final String HOST = "phone.example.com";
  static final String PUBLIC = "https://" + HOST;

  /// How many numbers are called in turn.
  static final int NUMBERS = 50;

  /// The call of a number: each has a name of its own.
  ///
  /// @param run distinguishes runs
  static TwilioRequests ofCall(int run, long number) {
    return new TwilioRequests(
        "CA%08x%024x".formatted(run, number),
        "+97250%07d".formatted(number % 10_000_000),
        called((int) (number % NUMBERS)));
  }

  /// One of the numbers that are called.
  static String called(int index) {
    return "+9723765%04d".formatted(index);
  }

  String streamSid() {
    return "MZ" + callSid.substring(2);
  }

  byte[] incomingCall() {
    return post("/webhook/incoming_call", form("ringing"));
  }

  byte[] streamEnded() {
    return post(
        "/webhook/stream_ended",
        form("in-progress").with("StreamSid", streamSid()).with("StreamEvent", "stream-stopped"));
  }

  byte[] completed(long seconds) {
    return post(
        "/webhook/call_status",
        form("completed")
            .with("CallDuration", Long.toString(seconds))
            .with("Duration", Long.toString(seconds / 60 + 1))
            .with("CallbackSource", "call-progress-events")
            .with("SequenceNumber", "0"));
  }

  /// The upgrade to a WebSocket.
  ///
  /// @param url as the TwiML had it
  static byte[] upgrade(String url) {
    String path = url.replaceFirst("^wss?://[^/]*", "");
    return """
        GET %s HTTP/1.1\r
        Host: %s\r
        Upgrade: websocket\r
        Connection: Upgrade\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
        User-Agent: Twilio.TmeWs/1.0\r
        X-Twilio-Signature: %s\r
        \r
        """
        .formatted(path, HOST, RequestSignature.compute(TOKEN, url, FormPairs.NONE))
        .getBytes(StandardCharsets.US_ASCII);
  }

  private FormPairs form(String status) {
    return FormPairs.of(
        "CallSid", callSid,
        "AccountSid", ACCOUNT,
        "From", caller,
        "To", called,
        "Caller", caller,
        "Called", called,
        "CallStatus", status,
        "ApiVersion", "2010-04-01",
        "Direction", "inbound",
        "FromCountry", "IL",
        "FromCity", "",
        "FromState", "",
        "FromZip", "",
        "ToCountry", "IL",
        "ToCity", "",
        "ToState", "",
        "ToZip", "");
  }

  private static byte[] post(String path, FormPairs form) {
    String body = form.encoded();
    return """
        POST %s HTTP/1.1\r
        Host: %s\r
        Content-Type: application/x-www-form-urlencoded; charset=UTF-8\r
        Content-Length: %d\r
        User-Agent: TwilioProxy/1.1\r
        Accept: */*\r
        X-Twilio-Signature: %s\r
        \r
        %s"""
        .formatted(
            path, HOST, body.length(), RequestSignature.compute(TOKEN, PUBLIC + path, form), body)
        .getBytes(StandardCharsets.US_ASCII);
  }
}
