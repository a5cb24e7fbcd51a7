package app.kolan.doctor.remote;

import app.kolan.doctor.Target;
import app.kolan.doctor.remote.wire.Headers;
import app.kolan.doctor.remote.wire.WireRequest;
import app.kolan.server.rejection.DoctorCalls;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.signature.RequestSignature;
import java.net.URI;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;

/// The call that the doctor plays: the parameters that Twilio sends with each request, and the
/// requests.
///
/// Its CallSid begins with `CAd0c7`, and its caller is a number that Twilio reserves for tests.
final class DoctorCall {
  static final String SIGNATURE = "X-Twilio-Signature";
  static final String AGENT = "TwilioProxy/1.1";
  private static final String PREFIX = DoctorCalls.SID_PREFIX.substring("CA".length());
  private static final String CALLER = DoctorCalls.CALLER;
  private static final int SID_BYTES = 14;

  private final Target target;
  private final String digits;

  DoctorCall(Target target) {
    this.target = target;
    var bytes = new byte[SID_BYTES];
    new SecureRandom().nextBytes(bytes);
    this.digits = PREFIX + HexFormat.of().formatHex(bytes);
  }

  String callSid() {
    return "CA" + digits;
  }

  String streamSid() {
    return "MZ" + digits;
  }

  /// The parameters of every request.
  ///
  /// Source: https://www.twilio.com/docs/voice/twiml#request-parameters
  FormPairs parameters(String status) {
    String called = target.called().value();
    var form =
        FormPairs.of(
            "CallSid", callSid(),
            "AccountSid", target.accountSid(),
            "From", CALLER,
            "To", called,
            "Caller", CALLER,
            "Called", called,
            "CallStatus", status,
            "ApiVersion", "2010-04-01",
            "Direction", "inbound");
    for (String side : new String[] {"From", "Caller", "To", "Called"}) {
      form =
          form.with(side + "City", "TEL AVIV-YAFO")
              .with(side + "State", "")
              .with(side + "Zip", "")
              .with(side + "Country", "IL");
    }
    return form;
  }

  /// A webhook as Twilio sends it, signed over its own URL.
  WireRequest webhook(URI url, FormPairs form, String token) {
    return webhook(url, form, Signature.over(signedUrl(url), form, token));
  }

  /// The value of `X-Twilio-Signature`.
  record Signature(String value) {
    static Signature over(String url, FormPairs form, String token) {
      return new Signature(RequestSignature.compute(token, url, form));
    }
  }

  /// A webhook with any signature.
  static WireRequest webhook(URI url, FormPairs form, Signature signature) {
    Headers headers =
        Headers.of(
            "User-Agent",
            AGENT,
            "Accept",
            "*/*",
            "Accept-Encoding",
            "gzip",
            "X-Home-Region",
            "us1",
            "I-Twilio-Idempotency-Token",
            UUID.randomUUID().toString(),
            SIGNATURE,
            signature.value(),
            "Content-Type",
            "application/x-www-form-urlencoded; charset=UTF-8");
    return WireRequest.post(url, headers, form.encoded());
  }

  /// A sound file as Twilio asks for it.
  static WireRequest sound(URI url) {
    return WireRequest.get(url, Headers.of("User-Agent", AGENT, "Accept", "*/*"));
  }

  /// The URL that Twilio signs: without fragment and credentials.
  static String signedUrl(URI url) {
    String text = url.toString();
    int fragment = text.indexOf('#');
    text = fragment < 0 ? text : text.substring(0, fragment);
    String credentials = url.getRawUserInfo();
    return credentials == null ? text : text.replaceFirst("//[^/@]*@", "//");
  }
}
