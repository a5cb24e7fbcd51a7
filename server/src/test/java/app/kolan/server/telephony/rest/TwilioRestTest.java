package app.kolan.server.telephony.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import app.kolan.server.telephony.rest.RecordingFetch.Absent;
import app.kolan.server.telephony.rest.RecordingFetch.Fetched;
import app.kolan.server.telephony.rest.RecordingFetch.NotReady;
import app.kolan.server.telephony.rest.RecordingFetch.Refused;
import app.kolan.server.telephony.rest.RecordingFetch.TooLarge;
import app.kolan.server.telephony.rest.RecordingFetch.Unreachable;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.RecordingSid;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("socket")
final class TwilioRestTest {
  private static final String ACCOUNT = "AC" + "b".repeat(32);
  private static final String TOKEN = "the-token-that-nobody-may-see";
  private static final String CREDENTIALS =
      Base64.getEncoder().encodeToString((ACCOUNT + ":" + TOKEN).getBytes(StandardCharsets.UTF_8));
  private static final RecordingSid RECORDING = new RecordingSid("RE" + "7".repeat(32));
  private static final CallSid CALL = new CallSid("CA" + "3".repeat(32));
  private static final URI NEXT = URI.create("https://phone.example.com/webhook/stream_ended");
  private static final int MOST = 100_000;
  private static final byte[] FILE = new byte[5000];

  FakeTwilio twilio;
  TwilioRest rest;
  private final Received received = new Received();

  @BeforeEach
  void start() throws IOException {
    twilio = new FakeTwilio();
    rest = new TwilioRest(twilio.base(), ACCOUNT, List.of(TOKEN), Duration.ofSeconds(10));
  }

  @AfterEach
  void stop() {
    rest.close();
    twilio.close();
  }

  @Test
  void a_recording_is_asked_for_by_its_identifier_with_the_accounts_credentials()
      throws InterruptedException {
    twilio.next(FakeTwilio.file(FILE));

    RecordingFetch fetch = rest.fetchRecording(RECORDING, MOST, received);

    assertThat(fetch)
        .isInstanceOfSatisfying(
            Fetched.class,
            fetched -> {
              assertThat(received.bytes()).isEqualTo(FILE);
              assertThat(received.expected).isEqualTo(FILE.length);
              assertThat(fetched.contentType()).isEqualTo("audio/x-wav");
            });
    assertThat(twilio.asked())
        .containsExactly(
            new FakeTwilio.Asked(
                "GET",
                "/2010-04-01/Accounts/%s/Recordings/%s.wav".formatted(ACCOUNT, RECORDING),
                "Basic " + CREDENTIALS));
  }

  @Test
  void a_recording_that_is_not_there_yet_is_not_ready() throws InterruptedException {
    assertThat(rest.fetchRecording(RECORDING, MOST, received)).isEqualTo(new NotReady());
  }

  @Test
  void a_recording_is_deleted_by_its_identifier() throws InterruptedException {
    twilio.next(FakeTwilio.status(204, ""));

    assertThat(rest.deleteRecording(RECORDING)).isEqualTo(new RestResult.Given<>(RECORDING));
    assertThat(rest.deleteRecording(RECORDING)).isEqualTo(new RestResult.Refused<>(404, 20404));
    assertThat(twilio.asked())
        .first()
        .isEqualTo(
            new FakeTwilio.Asked(
                "DELETE",
                "/2010-04-01/Accounts/%s/Recordings/%s.json".formatted(ACCOUNT, RECORDING),
                "Basic " + CREDENTIALS));
  }

  @Test
  void a_recording_that_is_gone_is_absent() throws InterruptedException {
    twilio.next(FakeTwilio.status(410, ""));

    assertThat(rest.fetchRecording(RECORDING, MOST, received)).isEqualTo(new Absent(410));
  }

  @ParameterizedTest
  @CsvSource({
    "401, 20003, false",
    "403, 20003, false",
    "400, 20001, false",
    "429, 20429, true",
    "500, 20500, true",
    "503, 20503, true"
  })
  void a_refusal_says_whether_it_may_pass(int status, int code, boolean mayPass)
      throws InterruptedException {
    twilio.next(FakeTwilio.status(status, "{\"code\": %d, \"message\": \"…\"}".formatted(code)));

    var refused = (Refused) rest.fetchRecording(RECORDING, MOST, received);

    assertThat(refused).isEqualTo(new Refused(status, code));
    assertThat(refused.mayPass()).isEqualTo(mayPass);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "[]", "{\"code\": \"words\"}", "{\"code\": 99999999999}"})
  void a_refusal_without_a_code_is_a_refusal_all_the_same(String body) throws InterruptedException {
    twilio.next(FakeTwilio.status(502, body));

    assertThat(rest.fetchRecording(RECORDING, MOST, received)).isEqualTo(new Refused(502, null));
  }

  @Test
  void a_long_winded_refusal_is_not_read_to_its_end() throws InterruptedException {
    twilio.next(FakeTwilio.status(500, "{\"x\": \"%s\", \"code\": 1}".formatted("y".repeat(MOST))));

    assertThat(rest.fetchRecording(RECORDING, MOST, received)).isEqualTo(new Refused(500, null));
  }

  @Test
  void a_file_that_is_cut_off_is_no_file() throws InterruptedException {
    twilio.next(FakeTwilio.cutOff(FILE));

    assertThat(rest.fetchRecording(RECORDING, MOST, received)).isInstanceOf(Unreachable.class);
  }

  @Test
  void a_file_without_an_end_is_too_large() throws InterruptedException {
    twilio.next(FakeTwilio.endless());

    assertThat(rest.fetchRecording(RECORDING, MOST, received)).isEqualTo(new TooLarge());
  }

  @Test
  void a_file_as_large_as_is_allowed_is_taken() throws InterruptedException {
    twilio.next(FakeTwilio.file(FILE), FakeTwilio.file(FILE));

    assertThat(rest.fetchRecording(RECORDING, FILE.length, received)).isInstanceOf(Fetched.class);
    assertThat(rest.fetchRecording(RECORDING, FILE.length - 1, received)).isEqualTo(new TooLarge());
  }

  @Test
  void a_redirect_elsewhere_is_followed_without_credentials()
      throws IOException, InterruptedException {
    try (var store = new FakeTwilio()) {
      store.next(FakeTwilio.file(FILE));
      twilio.next(FakeTwilio.redirect(307, store.base() + "/kept/here"));

      assertThat(rest.fetchRecording(RECORDING, MOST, received)).isInstanceOf(Fetched.class);

      assertThat(store.asked()).containsExactly(new FakeTwilio.Asked("GET", "/kept/here", null));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://127.0.0.1/x", "file:///etc/passwd", "mailto:x", "http:", ":", ""})
  void a_redirect_to_nowhere_is_not_followed(String location) throws InterruptedException {
    twilio.otherwise(FakeTwilio.redirect(302, location));

    assertThat(rest.fetchRecording(RECORDING, MOST, received))
        .isInstanceOfAny(Refused.class, Unreachable.class);
  }

  @Test
  void redirects_in_a_circle_come_to_an_end() throws InterruptedException {
    twilio.otherwise(FakeTwilio.redirect(302, "/again"));

    assertThat(rest.fetchRecording(RECORDING, MOST, received)).isEqualTo(new Refused(302, null));
    assertThat(twilio.asked()).hasSize(4);
    assertThat(twilio.asked().subList(1, 4)).allMatch(asked -> asked.authorization() == null);
  }

  @Test
  void a_stalled_file_is_given_up() throws InterruptedException {
    twilio.next(twilio.stalled(FILE), twilio.silence());
    try (var impatient =
        new TwilioRest(twilio.base(), ACCOUNT, List.of(TOKEN), Duration.ofMillis(300))) {
      assertThat(impatient.fetchRecording(RECORDING, MOST, received))
          .isInstanceOf(Unreachable.class);
      assertThat(impatient.fetchRecording(RECORDING, MOST, received))
          .isInstanceOf(Unreachable.class);
    }
  }

  @Test
  void a_live_call_is_redirected() throws InterruptedException {
    twilio.next(FakeTwilio.file("{}".getBytes(StandardCharsets.UTF_8)));

    assertThat(rest.redirect(CALL, NEXT)).isEqualTo(new RestResult.Given<>(CALL));

    assertThat(twilio.asked())
        .singleElement()
        .satisfies(
            asked -> {
              assertThat(asked.method()).isEqualTo("POST");
              assertThat(asked.path())
                  .isEqualTo(
                      "/2010-04-01/Accounts/%s/Calls/%s.json".formatted(ACCOUNT, CALL.value()));
              assertThat(asked.authorization()).isEqualTo("Basic " + CREDENTIALS);
            });
  }

  @Test
  void a_redirect_that_gets_no_answer_is_given_up() throws InterruptedException {
    twilio.next(twilio.silence());
    try (var impatient =
        new TwilioRest(twilio.base(), ACCOUNT, List.of(TOKEN), Duration.ofMillis(300))) {
      assertThat(impatient.redirect(CALL, NEXT)).isInstanceOf(RestResult.Unreachable.class);
    }
  }

  @Test
  void an_interrupt_gives_the_request_up() throws InterruptedException {
    twilio.next(twilio.silence());
    var interrupted = new CompletableFuture<Boolean>();
    Thread asking =
        Thread.startVirtualThread(
            () -> {
              try {
                interrupted.completeExceptionally(
                    new AssertionError(rest.fetchRecording(RECORDING, MOST, received).toString()));
              } catch (InterruptedException e) {
                interrupted.complete(true);
              }
            });
    twilio.awaitRequest();

    asking.interrupt();

    assertThat(interrupted.join()).isTrue();
  }

  @Test
  void nobody_there_is_unreachable_and_no_secret_is_told() throws InterruptedException {
    twilio.close();

    RecordingFetch fetch = rest.fetchRecording(RECORDING, MOST, received);

    assertThat(fetch).isInstanceOf(Unreachable.class);
    assertThat(fetch.toString()).doesNotContain(TOKEN, CREDENTIALS);
  }

  @Test
  void the_next_token_of_a_rotation_is_tried_when_one_is_refused() throws InterruptedException {
    twilio.next(FakeTwilio.status(401, "{\"code\":20003}"));
    twilio.next(FakeTwilio.file(FILE));
    try (var rotating = new TwilioRest(twilio.base(), ACCOUNT, List.of("stale", TOKEN))) {
      assertThat(rotating.fetchRecording(RECORDING, MOST, received)).isInstanceOf(Fetched.class);
    }
    assertThat(twilio.asked()).hasSize(2);
  }

  @Test
  void an_account_that_could_change_the_address_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new TwilioRest(URI.create("http://x"), "AC/../x", List.of(TOKEN)).close());
  }

  private static final class Received implements RecordingSink {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private volatile long expected;

    @Override
    public void expect(long length) {
      expected = length;
    }

    @Override
    public synchronized void write(ByteBuffer more) {
      while (more.hasRemaining()) {
        bytes.write(more.get());
      }
    }

    synchronized byte[] bytes() {
      return bytes.toByteArray();
    }
  }
}
