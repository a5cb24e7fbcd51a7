package app.kolan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.business.Business;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.ContactQuery;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.PromiseQuery;
import app.kolan.server.store.Stores;
import app.kolan.simulator.CarrierSettings;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a demo begins with.
@Tag("socket")
class DemoWeekTest {
  private static final int ALL = 100;

  @TempDir private Path folder;

  @Test
  void the_console_has_a_week_of_calls_and_lets_the_demos_user_in() throws Exception {
    try (DemoEnvironment scene =
        DemoEnvironment.open(folder, PromptLibrary.shipped(), CarrierSettings.REAL_TIME)) {
      DemoConsole console = scene.console();

      Stores stores = scene.stores();
      List<LoggedCall> calls = stores.calls().latest(ALL);
      assertThat(calls).hasSizeGreaterThan(20);
      assertThat(calls).extracting(LoggedCall::arrivedAt).allMatch(Instant.now()::isAfter);
      assertThat(calls)
          .extracting(LoggedCall::outcome)
          .contains(CallOutcome.FINISHED, CallOutcome.HUNG_UP, CallOutcome.HANDED_OVER)
          .doesNotContain(CallOutcome.OPEN);
      assertThat(
              stores
                  .crm()
                  .contacts()
                  .find(new ContactQuery(Business.FIRST, null, null, Long.MAX_VALUE, ALL)))
          .hasSizeGreaterThan(10);
      assertThat(stores.crm().promises().find(PromiseQuery.first(Business.FIRST, ALL)))
          .isNotEmpty();
      assertThat(page(console.url())).contains("name=\"password\"");
      assertThat(console.toString()).doesNotContain(console.password());
    }
  }

  @Test
  void the_week_is_written_once_beside_the_call_of_a_demo_without_a_console() throws Exception {
    List<LoggedCall> first;
    try (DemoEnvironment scene =
        DemoEnvironment.open(folder, PromptLibrary.shipped(), CarrierSettings.REAL_TIME)) {
      var before = new CallSid("CA" + "1".repeat(32));
      scene
          .stores()
          .calls()
          .addArrival(
              before,
              "AC" + "d".repeat(32),
              Business.FIRST,
              1,
              new PhoneNumber("+972541234567"),
              new PhoneNumber("+97235550100"),
              "ticket",
              Instant.now());
      var _ = scene.console();
      first = scene.stores().calls().latest(ALL);
      assertThat(first).hasSizeGreaterThan(20).extracting(LoggedCall::sid).contains(before);
    }
    try (DemoEnvironment scene =
        DemoEnvironment.open(folder, PromptLibrary.shipped(), CarrierSettings.REAL_TIME)) {
      var _ = scene.console();

      assertThat(scene.stores().calls().latest(ALL)).isEqualTo(first);
    }
  }

  private static String page(String url) throws Exception {
    try (HttpClient client =
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build()) {
      return client
          .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
          .body();
    }
  }
}
