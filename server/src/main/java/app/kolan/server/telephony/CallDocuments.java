package app.kolan.server.telephony;

import app.kolan.server.business.BusinessSettings;
import app.kolan.server.business.Greeting;
import app.kolan.server.prompts.Prompt;
import app.kolan.server.prompts.PromptLibraries;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.store.LoggedCall;
import app.kolan.twilio.twiml.Twiml;
import app.kolan.twilio.twiml.Verb;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The TwiML documents with which Kolan leads a call.
///
/// Every sentence is a `<Play>` of a sound file, and every URL is absolute: both hold on any
/// account, whatever its default voice is. A greeting of the business's own is a `<Say>`, with the
/// voice and the language that it needs.
///
/// @param base the public URL that the documents are written with
/// @param greetingName the name of the greeting's sound file
/// @param greeting the business's own in words; null for the sound file
record CallDocuments(
    PublicUrl base, PromptLibrary prompts, String greetingName, @Nullable Greeting greeting) {
  private static final Duration RINGING = Duration.ofSeconds(25);
  private static final Duration HUMAN_TALK = Duration.ofSeconds(60);
  private static final Duration MESSAGE_SILENCE = Duration.ofSeconds(4);
  private static final Duration MESSAGE_LENGTH = Duration.ofSeconds(30);

  /// The documents with which a business answers.
  static CallDocuments of(PublicUrl base, PromptLibraries libraries, BusinessSettings settings) {
    PromptLibrary prompts =
        libraries.in(settings.prompts(), settings.business().profile().sounds());
    return new CallDocuments(
        base,
        prompts,
        libraries.greetingName(prompts),
        hasOwnGreeting(settings, prompts) ? null : settings.business().greeting());
  }

  /// Whether the greeting is a sound of the business's own that is there: it comes before a
  /// greeting in words.
  private static boolean hasOwnGreeting(BusinessSettings settings, PromptLibrary prompts) {
    String hash = settings.business().profile().sounds().get(Prompt.GREETING.id());
    return hash != null && prompts.hashedName(Prompt.GREETING).contains(hash);
  }

  /// Greets, and connects the caller to the agent.
  Twiml converse(LoggedCall call) {
    return Twiml.of(
        welcome(),
        connect(call),
        sentence(Prompt.STREAM_BROKEN),
        recordMessageAfterBeep(),
        new Verb.Hangup());
  }

  /// Connects who was called, and has heard who calls and why, to the agent.
  Twiml talk(LoggedCall call) {
    return Twiml.of(connectPlaced(call), sentence(Prompt.SORRY), new Verb.Hangup());
  }

  /// Connects the caller to an agent again, who goes on with the talk: no greeting.
  Twiml resume(LoggedCall call, @Nullable PhoneNumber human) {
    return Twiml.of(
        connect(call),
        sentence(Prompt.STREAM_BROKEN),
        recordMessageAfterBeep(),
        human == null ? new Verb.Hangup() : dial(human));
  }

  /// Nobody has taken the call: says so, and connects the caller to the agent again.
  Twiml goOn(LoggedCall call) {
    return Twiml.of(
        sentence(Prompt.TRANSFER_FAILED),
        connect(call),
        sentence(Prompt.STREAM_BROKEN),
        recordMessageAfterBeep(),
        new Verb.Hangup());
  }

  /// Connects the caller to the agent. The verbs after it are reached only if its action is not.
  private Verb connect(LoggedCall call) {
    return new Verb.Connect(
        base.web(TwilioPaths.STREAM_ENDED), stream(TwilioPaths.TWO_WAY, null, call));
  }

  private Verb connectPlaced(LoggedCall call) {
    return new Verb.Connect(
        base.web(TwilioPaths.STREAM_ENDED),
        stream(TwilioPaths.TWO_WAY, null, call, Map.of(StreamParameters.PLACED, "true")));
  }

  /// Greets, lets Kolan listen, and connects the caller to a human or, without one, waits.
  Twiml listen(LoggedCall call, @Nullable PhoneNumber human) {
    return Twiml.of(
        welcome(),
        new Verb.Start(stream(TwilioPaths.ONE_WAY, "both_tracks", call)),
        human == null ? new Verb.Pause(HUMAN_TALK) : dial(human));
  }

  /// Greets, and takes a message without a media stream.
  Twiml voicemail() {
    return Twiml.of(welcome(), sentence(Prompt.VOICEMAIL), recordMessage(), new Verb.Hangup());
  }

  /// Nobody is free to talk: greets, says so, and takes a message without a media stream.
  Twiml allLinesBusy() {
    return Twiml.of(
        welcome(),
        sentence(Prompt.LINE_FULL),
        sentence(Prompt.VOICEMAIL),
        recordMessage(),
        new Verb.Hangup());
  }

  /// The business answers no calls for now: greets, says so and nothing else, and takes a message
  /// without a media stream.
  Twiml cannotAnswer() {
    return Twiml.of(
        welcome(), sentence(Prompt.CANNOT_ANSWER), recordMessageAfterBeep(), new Verb.Hangup());
  }

  /// Something broke: says so, and takes a message. Who leaves none is connected to a human, if
  /// there is one: Twilio goes on behind a recording that holds nothing.
  Twiml broken(@Nullable PhoneNumber human) {
    return Twiml.of(
        sentence(Prompt.STREAM_BROKEN),
        recordMessageAfterBeep(),
        human == null ? new Verb.Hangup() : dial(human));
  }

  /// The human was not reached: says so, and takes a message.
  Twiml transferFailed() {
    return Twiml.of(
        sentence(Prompt.TRANSFER_FAILED),
        sentence(Prompt.VOICEMAIL),
        recordMessage(),
        new Verb.Hangup());
  }

  /// Thanks for a message, and ends.
  Twiml thanksForMessage() {
    return Twiml.of(sentence(Prompt.MESSAGE_THANKS), new Verb.Hangup());
  }

  /// Says that something went wrong, and ends.
  Twiml sorry() {
    return Twiml.of(sentence(Prompt.SORRY), new Verb.Hangup());
  }

  /// Connects the caller to a human.
  Twiml handOver(PhoneNumber human) {
    return Twiml.of(dial(human));
  }

  static Twiml hangUp() {
    return Twiml.of(new Verb.Hangup());
  }

  private Verb welcome() {
    if (greeting != null) {
      return new Verb.Say(greeting.text(), greeting.voice(), greeting.language());
    }
    return Verb.Play.once(base.web(TwilioPaths.SOUNDS + greetingName));
  }

  private Verb sentence(Prompt prompt) {
    return Verb.Play.once(base.web(TwilioPaths.SOUNDS + prompts.hashedName(prompt)));
  }

  private Verb recordMessage() {
    return recordMessage(false);
  }

  /// For sentences that announce the beep.
  private Verb recordMessageAfterBeep() {
    return recordMessage(true);
  }

  private Verb recordMessage(boolean beep) {
    return new Verb.RecordCaller(
        base.web(TwilioPaths.HANDLE_RECORDING),
        MESSAGE_SILENCE,
        MESSAGE_LENGTH,
        beep,
        false,
        null,
        base.web(TwilioPaths.RECORDING_STATUS));
  }

  private Verb dial(PhoneNumber human) {
    return new Verb.Dial(human.value(), null, RINGING, base.web(TwilioPaths.DIAL_ENDED));
  }

  private Verb.Stream stream(String path, @Nullable String track, LoggedCall call) {
    return stream(path, track, call, Map.of());
  }

  private Verb.Stream stream(
      String path, @Nullable String track, LoggedCall call, Map<String, String> more) {
    Map<String, String> parameters = new LinkedHashMap<>(more);
    parameters.put(StreamParameters.BUSINESS, Long.toString(call.businessId()));
    parameters.put(StreamParameters.TICKET, call.ticket());
    return new Verb.Stream(
        base.socket(path), null, track, base.web(TwilioPaths.STREAM_STATUS), parameters);
  }
}
