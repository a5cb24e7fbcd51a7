package app.kolan.twilio.twiml;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One instruction for a call.
///
/// Attributes that are null are left out, so that Twilio's own default holds.
///
/// Source: https://www.twilio.com/docs/voice/twiml
public sealed interface Verb {
  /// A verb that may stand inside a `<Gather>`.
  sealed interface Prompting extends Verb {}

  /// Plays a sound file.
  ///
  /// @param loop how often; 0 is for ever
  record Play(String url, int loop) implements Prompting {
    public static Play once(String url) {
      return new Play(url, 1);
    }
  }

  /// Speaks a text with one of Twilio's voices. Hebrew needs a Google voice named for it.
  record Say(String text, @Nullable String voice, @Nullable String language) implements Prompting {}

  /// Waits.
  record Pause(Duration length) implements Prompting {}

  /// Records the caller: the verb `<Record>`.
  ///
  /// @param timeout the silence that ends it
  record RecordCaller(
      @Nullable String action,
      @Nullable Duration timeout,
      @Nullable Duration maxLength,
      @Nullable Boolean playBeep,
      @Nullable Boolean transcribe,
      @Nullable String finishOnKey,
      @Nullable String recordingStatusCallback)
      implements Verb {}

  /// Collects keys, or speech.
  record Gather(
      @Nullable String input,
      @Nullable String action,
      @Nullable Duration timeout,
      @Nullable Integer numDigits,
      @Nullable String finishOnKey,
      @Nullable String language,
      List<Prompting> prompts)
      implements Verb {
    public Gather {
      prompts = List.copyOf(prompts);
    }
  }

  /// Connects the call to a two-way stream, and waits until it ends.
  record Connect(@Nullable String action, Stream stream) implements Verb {}

  /// Starts a one-way stream, and goes on at once.
  record Start(Stream stream) implements Verb {}

  /// Stops a one-way stream by its name.
  record Stop(String streamName) implements Verb {}

  /// Goes on with another document.
  record Redirect(String url) implements Verb {}

  /// Connects the call to another number.
  ///
  /// @param timeout how long it rings
  /// @param whisper the `url` of `<Number>`: what the called person hears, alone, before the two
  ///   are connected; a `<Hangup>` there declines the call
  /// @param statusCallback the `statusCallback` of `<Number>`: what becomes of the other leg, with
  ///   all its events
  /// @param recording null when it is not recorded
  /// @param answerOnBridge whether who dials hears ringing until the two are connected, during the
  ///   whisper, too
  /// @param ringTone of which country the ringing is, such as `il`; null for what the carrier of
  ///   the called number gives, or Twilio
  record Dial(
      String number,
      @Nullable String callerId,
      @Nullable Duration timeout,
      @Nullable String action,
      @Nullable String whisper,
      @Nullable String statusCallback,
      @Nullable DialRecording recording,
      boolean answerOnBridge,
      @Nullable String ringTone)
      implements Verb {
    /// The countries whose ringing a caller can be played, as Twilio writes them.
    ///
    /// Source: https://www.twilio.com/docs/voice/twiml/dial#ringtone
    public static final Set<String> RING_TONES =
        Set.of(
            "at", "au", "bg", "br", "be", "ch", "cl", "cn", "cz", "de", "dk", "ee", "es", "fi",
            "fr", "gr", "hu", "il", "in", "it", "lt", "jp", "mx", "my", "nl", "no", "nz", "ph",
            "pl", "pt", "ru", "se", "sg", "th", "uk", "us", "us-old", "tw", "ve", "za");

    /// Without a whisper, and not recorded.
    public Dial(
        String number,
        @Nullable String callerId,
        @Nullable Duration timeout,
        @Nullable String action) {
      this(number, callerId, timeout, action, null, null, null, false, null);
    }
  }

  /// How a `<Dial>` is recorded.
  ///
  /// @param mode such as `record-from-answer-dual`
  record DialRecording(String mode, @Nullable String statusCallback) {}

  /// Refuses the call; only as the first verb.
  ///
  /// @param reason `rejected` or `busy`
  record Reject(@Nullable String reason) implements Verb {}

  /// Ends the call.
  record Hangup() implements Verb {}

  /// A media stream to a server's WebSocket.
  ///
  /// @param url absolute, `wss`, without a query
  /// @param track null for the caller's own
  /// @param parameters what the server finds in the `start` message; name and value together are
  ///   shorter than 500 characters
  record Stream(
      String url,
      @Nullable String name,
      @Nullable String track,
      @Nullable String statusCallback,
      Map<String, String> parameters) {
    public Stream {
      parameters = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }
  }
}
