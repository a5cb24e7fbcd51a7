package app.kolan.server.outbound;

import app.kolan.server.business.CallbackNumber;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.twilio.twiml.Twiml;
import app.kolan.twilio.twiml.Verb;
import java.time.Duration;
import java.util.List;

/// The TwiML documents of a call back.
///
/// @param base the public URL that the documents are written with
/// @param country in which numbers are read
/*
 *   who is rung                                          who is called
 *   ───────────                                          ─────────────
 *   "calling back Dana, about …; press 1"
 *   1 ─────────────────────────────────▶ <Dial> rings ─▶ "this call is recorded", if it is
 *   ◀──────────────────────────── the two talk ────────▶
 *   another key, or none: the end
 */
record CallBackDocuments(PublicUrl base, CallOrder order, CallTexts texts, String country) {
  private static final Duration TO_PRESS = Duration.ofSeconds(6);
  private static final Duration RINGING = Duration.ofSeconds(30);

  /// Says who is to be called and what for, twice, and waits for a key.
  Twiml ask() {
    Verb.Prompting whom = texts.say(texts.whisper(person(), order.what().reason()));
    return Twiml.of(gather(whom), gather(whom), new Verb.Hangup());
  }

  private Verb gather(Verb.Prompting prompt) {
    return new Verb.Gather(
        "dtmf", url(TwilioPaths.OUTGOING_KEY), TO_PRESS, 1, "", null, List.of(prompt));
  }

  /// Connects who was rung with who is called.
  Twiml connect() {
    CallOrder.What what = order.what();
    boolean records = what.records();
    return Twiml.of(
        texts.say(texts.connecting(records)),
        new Verb.Dial(
            what.number().value(),
            what.from().value(),
            RINGING,
            url(TwilioPaths.OUTGOING_DIALLED),
            records ? url(TwilioPaths.OUTGOING_NOTICE) : null,
            url(TwilioPaths.OUTGOING_LEG),
            records
                ? new Verb.DialRecording(
                    "record-from-answer-dual", url(TwilioPaths.OUTGOING_RECORDING))
                : null,
            false,
            null));
  }

  /// Tells the one who is called that he is recorded.
  Twiml notice() {
    return Twiml.of(texts.say(texts.recorded()));
  }

  Twiml notReached() {
    return Twiml.of(texts.say(texts.notReached()), new Verb.Hangup());
  }

  private String person() {
    String name = order.what().name();
    return name == null || name.isBlank()
        ? String.join(" ", CallbackNumber.digits(order.what().number(), country).split(""))
        : name;
  }

  private String url(String path) {
    return address(base, path, order.id());
  }

  /// The address of a webhook of an order.
  static String address(PublicUrl base, String path, String order) {
    return base.web(path) + "?" + TwilioPaths.ORDER + "=" + order;
  }

  static Twiml hangUp() {
    return Twiml.of(new Verb.Hangup());
  }
}
