package app.kolan.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.bootstrap.StoreFactory;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessProfile;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.business.SummaryTarget;
import app.kolan.server.settings.Secret;
import app.kolan.server.store.Stores;
import app.kolan.server.store.Summary;
import app.kolan.server.store.SummaryState;
import app.kolan.server.tool.http.SummaryPosts;
import app.kolan.twilio.webhook.CallSid;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("socket")
final class SummaryJobTest {
  private static final CallSid CALL = new CallSid("CA" + "1".repeat(32));
  private static final Instant NOON = Instant.parse("2026-11-22T10:00:00Z");

  @TempDir Path folder;
  Stores stores;
  HttpServer business;
  Instant now = NOON;
  volatile int status = 200;
  final AtomicInteger asked = new AtomicInteger();

  @BeforeEach
  void open() throws IOException {
    stores = StoreFactory.open(folder);
    business = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    business.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    business.start();
    stores.summaries().add(CALL, "one", 1, "{}", NOON);
  }

  @AfterEach
  void close() {
    business.stop(0);
    stores.close();
  }

  @Test
  void a_summary_is_sent_once() throws Exception {
    assertThat(attempt()).isEmpty();
    assertThat(attempt()).isEmpty();

    assertThat(asked).hasValue(1);
    assertThat(summary().state()).isEqualTo(SummaryState.SENT);
  }

  @Test
  void a_business_that_fails_is_asked_again_after_a_pause_even_by_another_run() throws Exception {
    status = 503;
    assertThat(attempt()).contains(FetchRetries.usual().firstPause());
    assertThat(summary().state()).isEqualTo(SummaryState.WAITING);
    assertThat(summary().problem()).isEqualTo("HTTP 503");

    stores.close();
    stores = StoreFactory.open(folder);
    assertThat(attempt()).contains(FetchRetries.usual().firstPause());
    assertThat(asked).hasValue(1);

    status = 204;
    now = NOON.plus(FetchRetries.usual().firstPause());
    assertThat(attempt()).isEmpty();

    assertThat(asked).hasValue(2);
    assertThat(summary().state()).isEqualTo(SummaryState.SENT);
  }

  @Test
  void after_a_day_it_is_given_up() throws Exception {
    status = 500;
    now = NOON.plus(Duration.ofDays(2));
    assertThat(attempt()).isEmpty();
    assertThat(attempt()).isEmpty();

    assertThat(asked).hasValue(1);
    assertThat(summary().state()).isEqualTo(SummaryState.FAILED);
  }

  @Test
  void one_that_was_given_up_has_a_day_again_when_somebody_has_it_sent_again() throws Exception {
    status = 500;
    now = NOON.plus(Duration.ofDays(2));
    assertThat(attempt()).isEmpty();

    var replay = new Summary.Replay(Business.FIRST, CALL, null, null);
    assertThat(stores.summaries().sendAgain(replay, 9, now)).hasValue(1);
    assertThat(attempt()).contains(FetchRetries.usual().firstPause());
    status = 200;
    now = now.plus(FetchRetries.usual().firstPause());
    assertThat(attempt()).isEmpty();

    assertThat(summary().state()).isEqualTo(SummaryState.SENT);
    assertThat(stores.summaries().deliveries(CALL).get("one"))
        .extracting(Summary.Delivery::code)
        .containsExactly(500, 500, 200);
  }

  private Optional<Duration> attempt() throws InterruptedException {
    return job().attempt(SummaryJob.name(CALL, "one"));
  }

  private Summary summary() {
    return stores.summaries().findByCall(CALL).getFirst();
  }

  private SummaryJob job() {
    URI url = URI.create("http://127.0.0.1:%d/".formatted(business.getAddress().getPort()));
    var profile =
        BusinessProfile.builder()
            .localTools(true)
            .summaries(new SummaryTarget(url, new Secret("secret")))
            .build();
    var business = new Business(Business.FIRST, "test", null, AnswerMode.CONVERSE, profile);
    SummaryPosts posts =
        new SummaryPosts(BusinessDirectory.ofOne(BusinessSettings.of(business)), () -> now);
    return new SummaryJob(
        stores.summaries(), Objects.requireNonNull(posts), FetchRetries.usual(), () -> now);
  }
}
