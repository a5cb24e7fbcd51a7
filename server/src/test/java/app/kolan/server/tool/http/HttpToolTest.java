package app.kolan.server.tool.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.kolan.server.bootstrap.StoreFactory;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessProfile;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.business.CallContext;
import app.kolan.server.business.HttpToolSpec;
import app.kolan.server.business.HttpToolSpec.Method;
import app.kolan.server.business.SummaryTarget;
import app.kolan.server.settings.Secret;
import app.kolan.server.store.Stores;
import app.kolan.server.store.Summary;
import app.kolan.server.store.SummaryState;
import app.kolan.server.store.ToolOutcome;
import app.kolan.server.tool.BusinessTools;
import app.kolan.server.tool.OutsideData;
import app.kolan.server.tool.Parameter;
import app.kolan.server.tool.Parameters;
import app.kolan.server.tool.ToolBox;
import app.kolan.server.tool.ToolCall;
import app.kolan.server.tool.ToolResult;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("socket")
final class HttpToolTest {
  private static final Instant NOON = Instant.parse("2026-11-22T10:00:00Z");
  private static final Secret SECRET = new Secret("a secret");
  private static final CallSid CALL = new CallSid("CA" + "1".repeat(32));
  private static final PhoneNumber CALLER = new PhoneNumber("+972501234567");

  @TempDir Path folder;
  Stores stores;
  Booking booking;
  int uses;

  @BeforeEach
  void open() throws IOException {
    stores = StoreFactory.open(folder);
    booking = Booking.open();
  }

  @AfterEach
  void close() {
    booking.close();
    stores.close();
  }

  @Test
  void a_request_is_signed_and_its_answer_told() throws Exception {
    ToolResult result = use(tool(Method.POST, local(), Duration.ofSeconds(5), 1000), true);

    assertThat(result).isEqualTo(ToolResult.done(OutsideData.mark("book", "{\"booked\":true}")));
    Booking.Asked asked = booking.asked.getFirst();
    assertThat(asked.method()).isEqualTo("POST");
    assertThat(asked.body()).isEqualTo("{\"day\":\"יום א\"}");
    assertThat(asked.header("Content-type")).isEqualTo("application/json");
    assertThat(asked.header("Authorization")).isEqualTo("Bearer key");
    assertThat(asked.header("X-kolan-call")).isEqualTo(CALL.value());
    assertThat(asked.header("Idempotency-key")).hasSize(32);
    assertThat(asked.header("X-kolan-signature"))
        .isEqualTo(
            "t=%d,v1=%s"
                .formatted(
                    NOON.getEpochSecond(), hmac(NOON.getEpochSecond() + "." + asked.body())));
  }

  @Test
  void a_get_has_its_arguments_in_the_query_which_is_signed() throws Exception {
    use(
        tool(Method.GET, booking.url("localhost", "/free?of=1"), Duration.ofSeconds(5), 1000),
        true);

    Booking.Asked asked = booking.asked.getFirst();
    String query = "day=%D7%99%D7%95%D7%9D+%D7%90";
    assertThat(asked.uri().getRawQuery()).isEqualTo("of=1&" + query);
    assertThat(asked.header("X-kolan-signature"))
        .endsWith(hmac(NOON.getEpochSecond() + "." + query));
  }

  @Test
  void a_long_answer_is_cut() throws Exception {
    booking.answer = "x".repeat(5000);

    ToolResult result = use(tool(Method.POST, local(), Duration.ofSeconds(5), 100), true);

    assertThat(result.text())
        .isEqualTo(OutsideData.mark("book", "x".repeat(100) + "… (cut off here)"));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 400, 500})
  void redirects_are_not_followed_and_refusals_are_told(int status) throws Exception {
    booking.status = status;

    ToolResult result = use(tool(Method.POST, local(), Duration.ofSeconds(5), 1000), true);

    assertThat(result.outcome()).isEqualTo(ToolOutcome.FAILED);
    assertThat(result.text()).contains("status " + status);
    assertThat(booking.asked).hasSize(1);
  }

  @Test
  void a_server_that_hangs_is_given_up() throws Exception {
    booking.hangs = true;

    ToolResult result = use(tool(Method.POST, local(), Duration.ofMillis(300), 1000), true);

    assertThat(result.outcome()).isIn(ToolOutcome.TIMED_OUT, ToolOutcome.FAILED);
    assertThat(result.text()).contains("may or may not have been done");
  }

  @Test
  void an_interrupted_request_closes_its_connection_promptly() throws Exception {
    try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var url = URI.create("http://127.0.0.1:%d/".formatted(server.getLocalPort()));
      var client = new SafeClient(HttpTools.usualTls(), true);
      var outcome = new CompletableFuture<Throwable>();
      Thread thread =
          Thread.startVirtualThread(
              () -> {
                try {
                  client.ask("GET", url, Map.of(), new byte[0], Duration.ofSeconds(50), 100);
                } catch (Exception e) {
                  outcome.complete(e);
                }
              });
      try (Socket taken = server.accept()) {
        taken.getInputStream().read();
        thread.interrupt();
        assertThat(outcome.get(60, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        taken.setSoTimeout(60_000);
        taken.getInputStream().readAllBytes();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:%d/", "https://localhost:%d/", "http://127.0.0.1:%d/",
        "http://[::1]:%d/", "http://localhost.:%d/", "http://2130706433:%d/",
        "http://0x7f.1:%d/", "http://[::ffff:127.0.0.1]:%d/", "http://0.0.0.0:%d/",
        "https://169.254.169.254/", "https://10.0.0.1/", "https://[fd00:ec2::254]/",
        "http://8.8.8.8/"
      })
  void nobody_inside_is_asked_unless_that_is_allowed(String url) throws Exception {
    URI address = URI.create(url.formatted(booking.url("localhost", "/").getPort()));

    ToolResult result = use(tool(Method.POST, address, Duration.ofSeconds(5), 1000), false);

    assertThat(result.outcome()).isEqualTo(ToolOutcome.FAILED);
    assertThat(result.text()).startsWith("It could not be done: ").doesNotContain("Exception");
    assertThat(booking.asked).isEmpty();
  }

  @Test
  void a_name_is_looked_up_once_and_all_its_addresses_have_to_be_outside() {
    var lookups = new ArrayList<String>();
    var client =
        new SafeClient(
            HttpTools.usualTls(),
            false,
            host -> {
              lookups.add(host);
              return List.of(InetAddress.ofLiteral("8.8.8.8"), InetAddress.ofLiteral("127.0.0.1"));
            });

    assertThat(failure(client, URI.create("https://rebind.example/"))).contains("not a public one");
    assertThat(lookups).containsExactly("rebind.example");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://tools.example:%d/",
        "https://tools.example:%d/",
        "http://localhost.example:%d/"
      })
  void a_public_name_that_resolves_to_this_machine_is_not_asked_even_where_local_tools_are_allowed(
      String url) {
    var client =
        new SafeClient(HttpTools.usualTls(), true, _ -> List.of(InetAddress.getLoopbackAddress()));
    URI address = URI.create(url.formatted(booking.url("localhost", "/").getPort()));

    assertThat(failure(client, address)).contains("not a public one");
    assertThat(booking.asked).isEmpty();
  }

  @Test
  void the_address_that_was_judged_is_the_one_that_is_connected_to() throws Exception {
    var lookups = new ArrayList<String>();
    var client =
        new SafeClient(
            HttpTools.usualTls(),
            true,
            host -> {
              lookups.add(host);
              return List.of(InetAddress.getLoopbackAddress());
            });

    HttpReply reply =
        client.ask(
            "GET",
            booking.url("no-such-name.localhost", "/"),
            Map.of(),
            new byte[0],
            Duration.ofSeconds(5),
            100);

    assertThat(reply.isGood()).isTrue();
    assertThat(lookups).hasSize(1);
    assertThat(booking.asked.getFirst().header("Host")).startsWith("no-such-name.localhost:");
  }

  @Test
  void a_certificate_has_to_be_trusted_and_the_hosts_own() throws Exception {
    var own = TestTls.of(folder.resolve("own.p12"), "localhost");
    var others = TestTls.of(folder.resolve("others.p12"), "other.example");
    try (Booking secure = Booking.open(own.server());
        Booking wrong = Booking.open(others.server())) {
      var client = new SafeClient(own.client(), true);
      assertThat(
              client
                  .ask(
                      "GET",
                      secure.url("localhost", "/"),
                      Map.of(),
                      new byte[0],
                      Duration.ofSeconds(9),
                      100)
                  .isGood())
          .isTrue();
      assertThat(failure(client, wrong.url("localhost", "/"))).contains("SSL");
      assertThat(failure(new SafeClient(others.client(), true), wrong.url("localhost", "/")))
          .contains("SSL");
      assertThat(failure(new SafeClient(HttpTools.usualTls(), true), secure.url("localhost", "/")))
          .contains("SSL");
      assertThat(wrong.asked).isEmpty();
    }
  }

  @Test
  void any_bytes_give_a_reply_or_a_failed_request() throws Exception {
    var random = new Random(7);
    String[] pieces = {
      "HTTP/1.1 200 OK\r\n",
      "HTTP/1.1 100 Continue\r\n\r\n",
      "Content-Length: 5\r\n",
      "\r\n",
      "Transfer-Encoding: chunked\r\n",
      "5\r\nhello\r\n",
      "0\r\n\r\n",
      "ffffffff\r\n",
      "x",
      "\n",
      "Content-Length: -1\r\n",
      "Content-Encoding: gzip\r\n",
      "Content-Type: text/plain; a\r\n",
      "\u0000",
      "HTTP/1.1 204 \r\n"
    };
    int replies = 0;
    for (int round = 0; round < 300; round++) {
      var text = new StringBuilder(round % 2 == 0 ? pieces[0] : "");
      for (int i = random.nextInt(7); i > 0; i--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      try {
        assertThat(asked(text.toString(), 4).body()).hasSizeLessThanOrEqualTo(4);
        replies++;
      } catch (RequestFailed expected) {
        assertThat(expected.sent()).isTrue();
      }
    }
    assertThat(replies).isGreaterThan(20);
  }

  @Test
  void an_answer_without_end_is_left_once_enough_of_it_was_read() throws Exception {
    String endless = "HTTP/1.1 200 OK\r\nContent-Length: 100000000000\r\n\r\nhello";

    HttpReply reply = asked(endless, 4);
    assertThat(reply.body()).isEqualTo("hell");
    assertThat(reply.cutOff()).isTrue();
  }

  @Test
  void a_compressed_answer_that_was_not_asked_for_is_none() {
    String gzip = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx";

    assertThatExceptionOfType(RequestFailed.class).isThrownBy(() -> asked(gzip, 4));
  }

  /// What comes of an answer with these bytes, after which the server closes the connection.
  private static HttpReply asked(String answer, int mostBytes) throws Exception {
    try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.startVirtualThread(
          () -> {
            try (Socket taken = server.accept()) {
              taken.getInputStream().read(new byte[4096]);
              taken.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
              taken.shutdownOutput();
              taken.getInputStream().readAllBytes();
            } catch (IOException e) {
              // the client has had enough
            }
          });
      var url = URI.create("http://127.0.0.1:%d/".formatted(server.getLocalPort()));
      return new SafeClient(HttpTools.usualTls(), true)
          .ask("GET", url, Map.of(), new byte[0], Duration.ofSeconds(5), mostBytes);
    }
  }

  @Test
  void a_summary_is_promised_and_posted_with_the_lead() throws Exception {
    BusinessProfile profile = profile(List.of(), true);
    var business = new Business(Business.FIRST, "test", null, AnswerMode.CONVERSE, profile);
    try (ToolBox box = BusinessTools.open(business, stores, () -> NOON)) {
      var facts = new CallContext(CALL, CALLER, "AC1", BusinessSettings.of(business), false);
      box.use(facts, new ToolCall("1", "take_message", "{\"subject\":\"a leak\"}"));
      var send = new ToolCall("2", "send_summary", "{\"summary\":\"A pipe leaks.\"}");
      assertThat(box.use(facts, send).outcome()).isEqualTo(ToolOutcome.DONE);
      box.use(facts, send);
    }
    SummaryPost post = SummaryPost.of(profile, () -> NOON).orElseThrow();
    Summary summary = stores.summaries().findToSend().getFirst();

    booking.status = 500;
    assertThat(post.send(summary).problem()).isEqualTo("HTTP 500");
    stores
        .summaries()
        .addAttempt(summary, SummaryState.WAITING, Summary.Delivery.failed(NOON, 500, "HTTP 500"));
    booking.status = 200;
    assertThat(post.send(summary).problem()).isNull();
    stores.summaries().addAttempt(summary, SummaryState.SENT, Summary.Delivery.sent(NOON, 200));

    assertThat(stores.summaries().findToSend()).isEmpty();
    assertThat(stores.summaries().findByCall(CALL))
        .singleElement()
        .satisfies(
            sent -> {
              assertThat(sent.state()).isEqualTo(SummaryState.SENT);
              assertThat(sent.attempts()).isEqualTo(2);
              assertThat(sent.toString()).doesNotContain("leak");
            });
    assertThat(booking.asked)
        .hasSize(2)
        .allSatisfy(
            asked ->
                assertThat(asked.body())
                    .contains(
                        "\"summary\":\"A pipe leaks.\"",
                        "\"subject\":\"a leak\"",
                        "\"callback\":\"" + CALLER.value() + "\""))
        .extracting(asked -> asked.header("Idempotency-key"))
        .containsOnly(summary.fingerprint());
  }

  private static String failure(SafeClient client, URI url) {
    try {
      client.ask("GET", url, Map.of(), new byte[0], Duration.ofSeconds(5), 100);
      return "";
    } catch (RequestFailed | InterruptedException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private URI local() {
    return booking.url("127.0.0.1", "/book");
  }

  private ToolResult use(HttpToolSpec tool, boolean localTools) throws InterruptedException {
    BusinessProfile profile = profile(List.of(tool), localTools);
    var business = new Business(Business.FIRST, "test", null, AnswerMode.CONVERSE, profile);
    try (ToolBox box = BusinessTools.open(business, stores, () -> NOON)) {
      return box.use(
          new CallContext(CALL, CALLER, "AC1", BusinessSettings.of(business), false),
          new ToolCall("use-" + uses++, "book", "{\"day\":\"יום א\"}"));
    }
  }

  private BusinessProfile profile(List<HttpToolSpec> tools, boolean localTools) {
    return BusinessProfile.builder()
        .tools(tools)
        .localTools(localTools)
        .summaries(new SummaryTarget(booking.url("localhost", "/summary"), SECRET))
        .build();
  }

  private static HttpToolSpec tool(Method method, URI url, Duration limit, int mostBytes) {
    return new HttpToolSpec(
        "book",
        "Books a day.",
        Parameters.of(Parameter.text("day", "", 20)).schema(),
        url,
        method,
        Map.of("Authorization", new Secret("Bearer key")),
        SECRET,
        true,
        limit,
        mostBytes);
  }

  private static String hmac(String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("a secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }
}
