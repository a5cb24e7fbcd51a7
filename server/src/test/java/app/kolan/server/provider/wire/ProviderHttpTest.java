package app.kolan.server.provider.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.kolan.server.Await;
import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.stubs.FailureMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("socket")
class ProviderHttpTest {
  private static final ProviderTimeouts SHORT =
      new ProviderTimeouts(Duration.ofMillis(100), Duration.ofMillis(300), Duration.ofMillis(300));
  private static final ProviderTimeouts LONG =
      new ProviderTimeouts(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20));

  private final Echo stub = new Echo();
  private final ProviderHttp http = new ProviderHttp();

  @BeforeEach
  void open() {
    stub.start();
  }

  @AfterEach
  void close() {
    http.close();
    stub.close();
  }

  @Test
  void an_answer_flows() throws Exception {
    try (ByteFlow answer = ask()) {
      assertThat(new String(answer.all(100), StandardCharsets.UTF_8)).isEqualTo("one two three");
      assertThat(answer.next()).isNull();
    }
    assertThat(stub.requests().getFirst().header("Authorization")).isEqualTo("Bearer key");
  }

  @ParameterizedTest
  @CsvSource({
    "KEY_REFUSED, KEY_REFUSED",
    "REQUEST_REFUSED, REQUEST_REFUSED",
    "LIMITED, LIMITED",
    "OVERLOADED, OVERLOADED",
    "UNREACHABLE, UNREACHABLE",
    "NEVER_ANSWERS, TOO_SLOW",
    "DIES_BEFORE_ANSWER, BROKEN_OFF",
    "DIES_HALF_WAY, BROKEN_OFF",
    "STALLS_HALF_WAY, TOO_SLOW",
    "SLOW, TOO_SLOW"
  })
  void every_failure_mode_has_its_kind(FailureMode failureMode, FailureKind kind) {
    stub.failWith(failureMode);

    ProviderTimeouts patience = kind == FailureKind.TOO_SLOW ? SHORT : LONG;
    var failure = catchThrowableOfType(ProviderFailure.class, () -> ask(patience).all(100));

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure).hasMessageStartingWith("provider: ").hasMessageNotContaining("SECRET");
  }

  /// The JDK's client gives it bare before it waits for the response, and so from then on.
  @Test
  void whoever_speaks_no_TLS_is_unreachable_at_each_moment() {
    var bare = new SSLException("Unrecognized SSL message, plaintext connection?");
    var wrapped = new IOException("HTTP/1.1 header parser received no bytes", bare);

    assertThat(ProviderHttp.unreachable("provider", bare).kind())
        .isEqualTo(ProviderHttp.unreachable("provider", wrapped).kind())
        .isEqualTo(FailureKind.UNREACHABLE);
  }

  @Test
  void a_connection_is_opened_once_without_a_key_and_is_used() throws Exception {
    http.connect(stub.url().resolve("/some/path"));
    http.connect(stub.url());
    Await.until("the head was asked for", () -> stub.heads() == 1);

    try (ByteFlow answer = ask()) {
      assertThat(answer.all(100)).isNotEmpty();
    }
    http.connect(stub.url());

    assertThat(stub.requests()).hasSize(1);
    assertThat(stub.heads()).isEqualTo(1);
  }

  @Test
  void a_connection_that_cannot_be_opened_is_nobodys_failure_and_is_tried_again() {
    stub.failWith(FailureMode.UNREACHABLE);
    http.connect(stub.url());
    stub.recover();

    Await.until(
        "the head was asked for",
        () -> {
          http.connect(stub.url());
          return stub.heads() == 1;
        });
  }

  @Test
  void a_provider_that_recovers_is_used_again() throws Exception {
    stub.failWith(FailureMode.UNREACHABLE);
    assertThatThrownBy(this::ask).isInstanceOf(ProviderFailure.class);
    stub.recover();

    try (ByteFlow answer = ask()) {
      assertThat(answer.all(100)).isNotEmpty();
    }
  }

  @Test
  void an_answer_that_is_too_long_is_given_up() {
    assertThatThrownBy(() -> ask().all(5)).hasMessageContaining("UNREADABLE");
  }

  @Test
  void an_interrupt_ends_the_wait_at_once() throws Exception {
    stub.failWith(FailureMode.NEVER_ANSWERS);
    var outcome = new AtomicReference<Exception>();
    var begun = new CountDownLatch(1);
    Thread asking =
        Thread.ofVirtual()
            .start(
                () -> {
                  begun.countDown();
                  try {
                    http.get(
                            "provider",
                            stub.url(),
                            Map.of(),
                            new ProviderTimeouts(
                                Duration.ofMinutes(1),
                                Duration.ofMinutes(1),
                                Duration.ofMinutes(1)))
                        .close();
                  } catch (Exception e) {
                    outcome.set(e);
                  }
                });
    begun.await();
    asking.interrupt();

    assertThat(asking.join(Duration.ofSeconds(15))).isTrue();
    assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
  }

  private ByteFlow ask() throws ProviderFailure, InterruptedException {
    return ask(LONG);
  }

  private ByteFlow ask(ProviderTimeouts patience) throws ProviderFailure, InterruptedException {
    return http.post(
        "provider",
        stub.url().resolve("/v1/things"),
        Map.of("Authorization", "Bearer key"),
        "application/json",
        "{}".getBytes(StandardCharsets.UTF_8),
        patience);
  }
}
