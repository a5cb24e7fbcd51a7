package app.kolan.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.kolan.server.bootstrap.StoreFactory;
import app.kolan.server.business.Business;
import app.kolan.server.media.playout.LineEnded;
import app.kolan.server.media.playout.RecordingLine;
import app.kolan.server.media.turns.InputAudioConfig;
import app.kolan.server.media.turns.SpeechSegment;
import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.CallWrites;
import app.kolan.server.store.DeferredWrites;
import app.kolan.server.store.Stores;
import app.kolan.server.stories.Story;
import app.kolan.server.stt.FallbackSpeechToText;
import app.kolan.server.stt.SpeechToText;
import app.kolan.server.stt.TranscriptionListener;
import app.kolan.server.stt.TranscriptionSession;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.stream.StreamEvent.Track;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a call hears of its STT providers, by its mailbox alone: nothing of it is waited for
/// otherwise.
@Tag("conversation")
class TranscriberTest {
  private static final CallSid CALL = new CallSid("CA00000000000000000000000000000001");
  private static final Instant NOON = Instant.parse("2026-11-22T10:00:00Z");
  private static final Duration TIMEOUT = Duration.ofSeconds(7);
  private static final Mulaw SOUND = Mulaw.silence(Duration.ofSeconds(1));

  @TempDir private Path data;
  private final FakeSpeechToText first = new FakeSpeechToText("first");
  private final FakeSpeechToText second = new FakeSpeechToText("second");
  private Stores stores;
  private final CallWrites writes =
      new CallWrites(new DeferredWrites(), Thread.ofVirtual().factory());
  private LiveCall call;
  private Transcriber transcriber;
  private Session session;
  private @Nullable TranscriptionSession recognition;

  @BeforeEach
  void begin() {
    stores = StoreFactory.open(data);
    var caller = new PhoneNumber("+972541234567");
    stores.calls().addArrival(CALL, "AC1", Business.FIRST, 0, caller, caller, "ticket", NOON);
    call = new LiveCall(new RecordingLine(), InputAudioConfig.USUAL);
    transcriber =
        new Transcriber(call, kept(new FallbackSpeechToText(List.of(first, second), (_, _) -> {})));
    session =
        new Session(
            CallScope.open(CALL),
            call,
            Story.PROMPTS,
            new TranscriptWriter(CALL, stores.turns(), AudioFiles.open(data), writes),
            ReplyTiming.USUAL,
            () -> {});
  }

  @AfterEach
  void end() {
    session.stopTranscribing();
    writes.await();
    stores.close();
  }

  @Test
  void words_of_a_lost_turn_come_by_the_mailbox_once_the_next_provider_has_them() throws Exception {
    session.transcribe(transcriber);
    spoke();
    first.fail();
    second.understand(1, "שלום");

    assertThat(session.listenForWords(TIMEOUT)).isEqualTo(new Heard.Speech("שלום", 0));
  }

  @Test
  void a_key_ends_the_wait_for_a_turn_that_is_heard_again() throws Exception {
    session.transcribe(transcriber);
    spoke();
    first.fail();
    put(new SessionEvent.Key('0', Duration.ofSeconds(4)));

    assertThat(session.listenForWords(TIMEOUT)).isInstanceOf(Heard.Key.class);
    assertThat(second.turns).isEqualTo(1);
  }

  @Test
  void a_hang_up_ends_the_wait_for_a_turn_that_is_heard_again() throws Exception {
    session.transcribe(transcriber);
    spoke();
    first.fail();
    call.mailbox().close(LineEnded.How.STOPPED);

    assertThatThrownBy(() -> session.listenForWords(TIMEOUT)).isInstanceOf(LineEnded.class);
    assertThat(second.turns).isEqualTo(1);
  }

  @Test
  void when_the_last_speech_to_text_has_failed_nobody_waits_for_words() throws Exception {
    session.transcribe(transcriber);
    spoke();
    first.fail();
    second.fail();

    assertThatThrownBy(() -> session.listenForWords(TIMEOUT)).isInstanceOf(NoSpeechToText.class);
  }

  @Test
  void speech_to_text_that_fails_at_once_leaves_nobody_listening() {
    first.failsAtOnce = true;
    second.failsAtOnce = true;

    assertThatThrownBy(transcriber::begin).isInstanceOf(NoSpeechToText.class);
  }

  /// A turn of the caller's, as the line's thread reports it: to the STT provider and to the
  /// conversation.
  private void spoke() {
    Objects.requireNonNull(recognition).turnEnded(1, SOUND);
    Duration from = Duration.ofSeconds(2);
    put(
        new SessionEvent.Spoke(
            1,
            new SpeechSegment(
                Track.INBOUND, from, from.plusSeconds(1), SOUND, Duration.ofMillis(800))));
  }

  private void put(SessionEvent event) {
    assertThat(call.mailbox().put(event)).isTrue();
  }

  /// The same, whose session the test can reach.
  private SpeechToText kept(SpeechToText whole) {
    return new SpeechToText() {
      @Override
      public String provider() {
        return whole.provider();
      }

      @Override
      public TranscriptionSession begin(TranscriptionListener listener) {
        TranscriptionSession begun = whole.begin(listener);
        recognition = begun;
        return begun;
      }
    };
  }

  /// Tells what the test has it tell.
  private static final class FakeSpeechToText implements SpeechToText {
    private final String name;
    private boolean failsAtOnce;
    private @Nullable TranscriptionListener listener;
    private int turns;

    FakeSpeechToText(String name) {
      this.name = name;
    }

    @Override
    public String provider() {
      return name;
    }

    @Override
    public TranscriptionSession begin(TranscriptionListener telling) {
      listener = telling;
      if (failsAtOnce) {
        fail();
      }
      return new TranscriptionSession() {
        @Override
        public void hear(Mulaw sound) {}

        @Override
        public void turnEnded(long turn, Mulaw sound, Duration silence) {
          turns++;
        }

        @Override
        public void close() {}
      };
    }

    void understand(long turn, String words) {
      Objects.requireNonNull(listener).heard(turn, words);
    }

    void fail() {
      Objects.requireNonNull(listener)
          .failed(new ProviderFailure(name, FailureKind.BROKEN_OFF, "as the test wants it"));
    }
  }
}
