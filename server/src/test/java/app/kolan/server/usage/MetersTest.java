package app.kolan.server.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.kolan.server.llm.ChatInput;
import app.kolan.server.llm.ChatInput.Message;
import app.kolan.server.llm.ChatStream;
import app.kolan.server.llm.LanguageModel;
import app.kolan.server.provider.CurrentCall;
import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.provider.UsageUnits;
import app.kolan.server.store.ProviderUsage;
import app.kolan.server.stt.SpeechToText;
import app.kolan.server.stt.TranscriptionListener;
import app.kolan.server.stt.TranscriptionSession;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.webhook.CallSid;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class MetersTest {
  private static final CallSid CALL = new CallSid("CA" + "1".repeat(32));
  private static final ProviderSettings SETTINGS =
      new ProviderSettings(
          "some", URI.create("http://127.0.0.1"), null, "m", "", "he", ProviderTimeouts.USUAL);
  private static final ChatInput INPUT =
      new ChatInput("x".repeat(400), List.of(new Message.FromCaller("שלום")), List.of());

  private final List<ProviderUsage> used = new ArrayList<>();
  private final UsageMeter meter = (_, usage) -> used.add(usage);

  @Test
  void tokens_are_those_that_the_provider_tells() throws Exception {
    readAll(new Response(List.of("words"), UsageUnits.ofText(9, 8, 7), null));

    assertThat(used)
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.estimated()).isFalse();
              assertThat(one.units())
                  .isEqualTo(UsageUnits.ofText(9, 8, 7).plus(UsageUnits.ofRequests(1)));
            });
  }

  @Test
  void an_answer_that_is_cut_off_is_estimated_once() throws Exception {
    var response = new Response(List.of("a few words of an answer", "more"), null, null);
    CurrentCall.run(
        CALL,
        () -> {
          try (ChatStream stream = model(response).chat(INPUT);
              stream) {
            stream.next();
          } catch (ProviderFailure | InterruptedException e) {
            throw new AssertionError(e);
          }
        });

    assertThat(used)
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.estimated()).isTrue();
              assertThat(one.units().textIn()).isBetween(100L, 120L);
              assertThat(one.units().textOut()).isEqualTo(6);
            });
  }

  @Test
  void a_request_that_fails_before_anything_has_come_counts_nothing() {
    var failure = new ProviderFailure("some", FailureKind.OVERLOADED, "busy");

    assertThatThrownBy(() -> readAll(new Response(List.of(), null, failure))).hasRootCause(failure);
    assertThat(used).isEmpty();
  }

  @Test
  void what_is_for_no_call_is_not_counted() throws Exception {
    try (ChatStream stream =
        model(new Response(List.of("words"), UsageUnits.ofText(1, 1, 1), null)).chat(INPUT)) {
      while (stream.next() != null) {
        // to its end
      }
    }

    assertThat(used).isEmpty();
  }

  @Test
  void a_provider_that_listens_is_sent_all_and_one_that_takes_files_the_turns() {
    transcribe(false);
    assertThat(audio()).isEqualTo(Duration.ofSeconds(3));

    used.clear();
    transcribe(true);
    assertThat(audio()).isEqualTo(Duration.ofSeconds(1));
  }

  private Duration audio() {
    return used.stream()
        .map(ProviderUsage::units)
        .reduce(UsageUnits.NONE, UsageUnits::plus)
        .audio();
  }

  private void transcribe(boolean turnsOnly) {
    var provider = new MeteredSpeechToText(new Ears(turnsOnly), SETTINGS, meter);
    CurrentCall.run(
        CALL,
        () -> {
          TranscriptionSession session = provider.begin(new Nobody());
          for (int second = 0; second < 3; second++) {
            session.hear(Mulaw.silence(Duration.ofSeconds(1)));
          }
          session.turnEnded(1, Mulaw.silence(Duration.ofSeconds(1)));
          session.close();
          session.close();
        });
  }

  private void readAll(Response response) {
    CurrentCall.run(
        CALL,
        () -> {
          try (ChatStream stream = model(response).chat(INPUT)) {
            while (stream.next() != null) {
              // to its end
            }
          } catch (ProviderFailure | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private LanguageModel model(Response response) {
    return new MeteredLanguageModel(
        new LanguageModel() {
          @Override
          public String provider() {
            return "some";
          }

          @Override
          public ChatStream chat(ChatInput input) {
            return response;
          }
        },
        SETTINGS,
        meter);
  }

  /// A response that comes at once.
  private static final class Response implements ChatStream {
    private final Queue<String> words;
    private final @Nullable UsageUnits told;
    private final @Nullable ProviderFailure failure;

    Response(List<String> words, @Nullable UsageUnits told, @Nullable ProviderFailure failure) {
      this.words = new ArrayDeque<>(words);
      this.told = told;
      this.failure = failure;
    }

    @Override
    public @Nullable Piece next() throws ProviderFailure {
      if (failure != null) {
        throw failure;
      }
      String next = words.poll();
      return next == null ? null : new Piece.Words(next);
    }

    @Override
    public @Nullable UsageUnits usage() {
      return words.isEmpty() ? told : null;
    }

    @Override
    public void close() {}
  }

  private record Ears(boolean sendsTurnsOnly) implements SpeechToText {
    @Override
    public String provider() {
      return "some";
    }

    @Override
    public TranscriptionSession begin(TranscriptionListener listener) {
      return new TranscriptionSession() {
        @Override
        public void hear(Mulaw sound) {}

        @Override
        public void turnEnded(long turn, Mulaw sound, Duration silence) {}

        @Override
        public void close() {}
      };
    }
  }

  private static final class Nobody implements TranscriptionListener {
    @Override
    public void interim(String words) {}

    @Override
    public void endpoint() {}

    @Override
    public void heard(long turn, String words) {}

    @Override
    public void failed(ProviderFailure failure) {}
  }
}
