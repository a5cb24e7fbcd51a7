package app.kolan.server.outbound;

import app.kolan.server.settings.PublicUrl;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.twilio.twiml.Twiml;
import app.kolan.twilio.twiml.Verb;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The TwiML documents of a call by a machine to one person.
///
/// @param base the public URL that the documents are written with
/// @param business its name
/*
 *   "this is the automated attendant of …; your appointment is …;
 *    1 to confirm, 2 to cancel, 3 to talk with us, 9 for no more calls", twice
 *   1, 2, 9 ─▶ it is done, and said so     3 ─▶ as if he had called
 *   a talk: "this is the automated attendant of …; it is about …", once it is known that a human
 *   has answered ─▶ the agent
 *   a machine ─▶ the same without the keys, after its tone; one that the agent has found, too
 */
record AnnouncementDocuments(
    PublicUrl base, CallOrder order, Announcement announcement, CallTexts texts, String business) {
  private static final Duration TO_PRESS = Duration.ofSeconds(6);
  private static final Duration TO_DETECT = Duration.ofSeconds(2);
  private static final Duration UNTIL_TONE = Duration.ofSeconds(2);

  /// How often it is asked what to do before the agent talks although nothing was detected.
  static final int MOST_ROUNDS = 4;

  /// Says who calls and what about, and waits for a key; twice.
  Twiml announce() {
    String keys = texts.keys(announcement.appointment() != null);
    Verb.Prompting all = texts.say(said() + " " + keys);
    return Twiml.of(gather(all), gather(all), texts.say(texts.goodbye()), new Verb.Hangup());
  }

  private Verb gather(Verb.Prompting prompt) {
    String address = CallBackDocuments.address(base, TwilioPaths.OUTGOING_KEY, order.id());
    return new Verb.Gather("dtmf", address, TO_PRESS, 1, "", null, List.of(prompt));
  }

  /// Opens a talk: says who calls and what about, and then asks what to do.
  Twiml open() {
    return Twiml.of(texts.say(opening()), askAgain(1));
  }

  /// Waits for the detection; in the middle of that the opening is said once more, as people who
  /// took up late have not heard it.
  ///
  /// @param round from 1
  Twiml await(int round) {
    return round % 2 == 0
        ? Twiml.of(texts.say(opening()), askAgain(round + 1))
        : Twiml.of(new Verb.Pause(TO_DETECT), askAgain(round + 1));
  }

  private Verb askAgain(int round) {
    return new Verb.Redirect(
        CallBackDocuments.address(base, TwilioPaths.OUTGOING_TALK, order.id())
            + "&"
            + TwilioPaths.ROUND
            + "="
            + round);
  }

  /// What is said before the agent talks.
  private String opening() {
    return opening(texts, business, announcement);
  }

  /// What is said before the agent of a business talks.
  static String opening(CallTexts texts, String business, Announcement announcement) {
    return said(texts, business, announcement) + " " + texts.recordedTalk();
  }

  /// What an answering machine records.
  Twiml message() {
    return Twiml.of(texts.say(said() + " " + texts.goodbye()), new Verb.Hangup());
  }

  /// The same for one whose tone may be still to come: the agent has understood the machine's
  /// words, and the tone is behind them.
  Twiml messageAfterTone() {
    return Twiml.of(
        new Verb.Pause(UNTIL_TONE), texts.say(said() + " " + texts.goodbye()), new Verb.Hangup());
  }

  private String said() {
    return said(texts, business, announcement);
  }

  private static String said(CallTexts texts, String business, Announcement announcement) {
    return texts.opening(business) + " " + announcement.words();
  }

  /// What a key means; empty for one that means nothing.
  Optional<CallAnswer> answer(String key) {
    boolean isAppointment = announcement.appointment() != null;
    return switch (key) {
      case "1" -> Optional.of(isAppointment ? CallAnswer.CONFIRMED : CallAnswer.TALK);
      case "2" -> isAppointment ? Optional.of(CallAnswer.CANCELLED) : Optional.empty();
      case "3" -> isAppointment ? Optional.of(CallAnswer.TALK) : Optional.empty();
      case "9" -> Optional.of(CallAnswer.NO_MORE_CALLS);
      default -> Optional.empty();
    };
  }

  /// Says that it is done, and ends.
  Twiml done(CallAnswer answer) {
    return Twiml.of(texts.say(texts.done(answer)), new Verb.Hangup());
  }

  /// Says that it could not be done, and ends: somebody of the business has to see to it.
  Twiml notDone() {
    return Twiml.of(texts.say(texts.notDone()), new Verb.Hangup());
  }
}
