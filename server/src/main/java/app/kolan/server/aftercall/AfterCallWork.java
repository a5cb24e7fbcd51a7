package app.kolan.server.aftercall;

import app.kolan.server.aftercall.RecordingTranscriber.Result;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.store.AfterCallStore.Work;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.RecordingState;
import app.kolan.server.store.Stores;
import app.kolan.server.store.TranscriptionStore.Sound;
import app.kolan.server.stt.SpeechToText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is done of one call: words for its sounds, then its summary, and translations of what was
/// said in another language. Every step finds what is there and stores what it brings, so that it
/// can be cut off at any moment and done again.
final class AfterCallWork {
  private static final Logger LOG = LoggerFactory.getLogger(AfterCallWork.class);

  /// How long the summary waits for a message that Twilio does not have yet.
  private static final Duration FETCH = Duration.ofMinutes(1);

  private final Stores stores;
  private final AudioFiles audio;
  private final RecordingTranscriber transcriber;
  private final Summariser summariser;
  private final Translator translator;
  private final AfterCallRetries retries;
  private final InstantSource clock;

  AfterCallWork(
      Stores stores,
      AudioFiles audio,
      RecordingTranscriber transcriber,
      AfterCallRetries retries,
      InstantSource clock) {
    this.stores = stores;
    this.audio = audio;
    this.transcriber = transcriber;
    this.summariser = new Summariser(stores, clock);
    this.translator = new Translator(stores);
    this.retries = retries;
    this.clock = clock;
  }

  /// Does what can be done now.
  ///
  /// @param speechToTexts the speech-to-text providers that may be asked; empty when there is none
  /// @param models likewise
  /// @param translates whether what was said in another language is translated
  /// @return when it is to be done again; empty when nothing is left
  Optional<Instant> run(
      Work work,
      BusinessSettings settings,
      List<SpeechToText> speechToTexts,
      List<SummaryModel> models,
      boolean translates)
      throws InterruptedException {
    Instant next = speechToTexts.isEmpty() ? null : transcribe(work, speechToTexts);
    FinishedCall facts = FinishedCall.read(stores, work.call()).orElse(null);
    if (facts == null) {
      return Optional.empty();
    }
    Instant message = speechToTexts.isEmpty() ? null : messageExpectedUntil(facts);
    boolean isLast = work.attempts() >= retries.mostQuestions();
    boolean again = summariser.summarise(facts, settings, models, message != null, isLast);
    if (translates) {
      again |= translator.translate(facts, settings.business().locale(), models) && !isLast;
    }
    Instant later = again ? clock.instant().plus(retries.pauseAfter(work.attempts())) : null;
    return Optional.ofNullable(earliest(earliest(next, message), later));
  }

  /// @return when the next sound is tried again; null when none is
  private @Nullable Instant transcribe(Work work, List<SpeechToText> speechToTexts)
      throws InterruptedException {
    Instant next = null;
    for (Sound sound : stores.transcriptions().findToTranscribe(work.call())) {
      Instant due = dueAt(sound);
      if (due.isAfter(clock.instant())) {
        next = earliest(next, due);
      } else if (sound.attempts() >= retries.mostAttempts()) {
        giveUp(sound, "it was begun %d times and never ended".formatted(sound.attempts()));
      } else {
        next = earliest(next, attempt(sound, speechToTexts));
      }
    }
    return next;
  }

  private Instant dueAt(Sound sound) {
    Instant before = sound.changedAt();
    return before == null || sound.attempts() == 0
        ? Instant.MIN
        : before.plus(retries.pauseAfter(sound.attempts()));
  }

  private @Nullable Instant attempt(Sound sound, List<SpeechToText> speechToTexts)
      throws InterruptedException {
    Path file = audio.file(sound.audioFile());
    stores.transcriptions().begin(sound, clock.instant());
    int attempts = sound.attempts() + 1;
    Result result =
        audio.isShared() && Files.notExists(file)
            ? onItsWay()
            : transcriber.transcribe(speechToTexts, file);
    return switch (result) {
      case Result.Recognised(String words, String provider) -> {
        stores.transcriptions().addWords(sound, words, provider, clock.instant());
        LOG.atInfo()
            .addKeyValue("call", sound.call())
            .addKeyValue("sound", sound.key())
            .addKeyValue("provider", provider)
            .addKeyValue("letters", words.length())
            .log("words of a sound are known");
        yield null;
      }
      case Result.Unusable(String why) -> {
        giveUp(sound, why);
        yield null;
      }
      case Result.Failed(var failure) -> {
        String why = String.valueOf(failure.getMessage());
        if (attempts >= retries.mostAttempts()) {
          giveUp(sound, why);
          yield null;
        }
        Instant now = clock.instant();
        stores.transcriptions().addFailure(sound, why, false, now);
        LOG.atInfo()
            .addKeyValue("call", sound.call())
            .addKeyValue("sound", sound.key())
            .addKeyValue("problem", why)
            .log("a sound is recognised later");
        yield now.plus(retries.pauseAfter(attempts));
      }
    };
  }

  /// Another server has it still, which has not brought it to where all have their sounds.
  private static Result onItsWay() {
    return new Result.Failed(
        new ProviderFailure("", FailureKind.UNREACHABLE, "the sound is not there yet"));
  }

  private void giveUp(Sound sound, String why) {
    stores.transcriptions().addFailure(sound, why, true, clock.instant());
    LOG.atWarn()
        .addKeyValue("call", sound.call())
        .addKeyValue("sound", sound.key())
        .addKeyValue("problem", why)
        .log("a sound stays without words");
  }

  /// Until when a message is waited for that is announced; null for none. What comes later is added
  /// then.
  private @Nullable Instant messageExpectedUntil(FinishedCall facts) {
    Instant now = clock.instant();
    return facts.recordings().stream()
        .filter(recording -> recording.state() == RecordingState.ANNOUNCED)
        .map(recording -> recording.announcedAt().plus(FETCH))
        .filter(until -> until.isAfter(now))
        .findFirst()
        .orElse(null);
  }

  private static @Nullable Instant earliest(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isBefore(other) ? one : other;
  }
}
