package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.console.ConsoleSettings;
import app.kolan.server.identity.Role;
import app.kolan.server.prompts.CallerClips;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.Turn;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.server.threads.BackgroundThreads;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.webhook.CallSid;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Calls on a server whose console is switched off, or hangs, over real sockets.
@Tag("socket")
class ConsoleDownTest {
  private static final Pattern TICKET = Pattern.compile("name=\"ticket\" value=\"([^\"]+)\"");
  private static final String NUMBER = "+97231111111";

  /// More than the threads of the console and those that may wait for one.
  private static final int FLOOD = 80;

  @TempDir private Path data;
  private final ScheduledExecutorService line = Executors.newSingleThreadScheduledExecutor();

  @AfterEach
  void stop() {
    line.shutdownNow();
  }

  @Test
  void a_console_that_is_switched_off_is_not_found_invites_nobody_and_calls_go_on()
      throws Exception {
    Config config =
        ApiByHand.config(data).with(ConsoleSettings.GROUP, new ConsoleSettings(false)).build();
    try (ApiByHand api = ApiByHand.start(config);
        var console = new ConsoleByHand(api.server)) {
      assertThat(console.get("/login").status()).isEqualTo(404);
      assertThat(console.get("").status()).isEqualTo(404);
      assertThat(api.server.inviteFirstUser()).isEmpty();
      talk(api, api.business("clinic", NUMBER));
    }
  }

  @Test
  void calls_go_on_while_every_thread_of_the_console_hangs_and_no_request_may_wait()
      throws Exception {
    var held = new CountDownLatch(2);
    var goOn = new CountDownLatch(1);
    try (ApiByHand api = ApiByHand.start(data);
        var console = new ConsoleByHand(api.server);
        HttpClient browsers = HttpClient.newHttpClient();
        var threads =
            Executors.newCachedThreadPool(
                BackgroundThreads.factory(Thread.ofPlatform().name("holder-", 0).daemon()))) {
      long clinic = api.business("clinic", NUMBER);
      console.user("owner@example.com", false, Map.of(clinic, Role.OWNER));
      console.signIn("owner@example.com");
      HttpRequest page =
          HttpRequest.newBuilder(
                  URI.create(
                      "http://127.0.0.1:%d/console/b/clinic/calls".formatted(api.server.port())))
              .header("Cookie", console.cookieHeader())
              .build();
      // What the console has of the database answers nothing.
      for (int i = 0; i < 2; i++) {
        var _ =
            threads.submit(
                () ->
                    api.server
                        .limitedDatabase()
                        .read(
                            _ -> {
                              held.countDown();
                              return awaited(goOn);
                            }));
      }
      held.await();
      List<CompletableFuture<HttpResponse<String>>> pages = new ArrayList<>();
      for (int i = 0; i < FLOOD; i++) {
        pages.add(browsers.sendAsync(page, BodyHandlers.ofString()));
      }
      Await.until("the console is full", () -> refused(pages) > 0);
      talk(api, clinic);
      assertThat(pages).anyMatch(one -> !one.isDone());
      goOn.countDown();
      Await.until("all are answered", () -> pages.stream().allMatch(Future::isDone));
      assertThat(console.get("/b/clinic/calls").status()).isEqualTo(200);
    } finally {
      goOn.countDown();
    }
  }

  private static long refused(List<CompletableFuture<HttpResponse<String>>> pages) {
    return pages.stream()
        .filter(page -> page.isDone() && page.resultNow().statusCode() == 503)
        .count();
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// A caller is answered, asked, heard, asked on, and let go.
  private void talk(ApiByHand api, long business) throws Exception {
    Matcher ticket = TICKET.matcher(api.comesIn(ApiByHand.CALL, NUMBER));
    assertThat(ticket.find()).isTrue();
    TwilioByHand twilio = TwilioByHand.calling(api.server.port());
    StreamByHand stream = StreamByHand.open(twilio, TwilioPaths.TWO_WAY, ApiByHand.CALL);
    stream.start(ticket.group(1), TwilioByHand.ACCOUNT, business);
    stream.awaitEvent("media");
    stream.staysOn(line);
    stream.awaitEvent("mark");
    line.submit(
            () -> {
              stream.speak(CallerClips.shipped().audio("reason_appointment"));
              stream.speak(Mulaw.silence(Duration.ofSeconds(2)));
            })
        .get();
    Await.until(
        "the caller was heard and is asked on",
        () -> {
          List<Turn> turns = api.server.stores().turns().findByCall(new CallSid(ApiByHand.CALL));
          return turns.stream().anyMatch(turn -> turn.speaker() == Speaker.CALLER)
              && turns.getLast().speaker() == Speaker.AGENT;
        });
    line.submit(stream::stop).get();
    Map<String, String> form = TwilioByHand.call(ApiByHand.CALL);
    form.put("AccountSid", TwilioByHand.ACCOUNT);
    form.put("To", NUMBER);
    form.put("CallStatus", "in-progress");
    assertThat(twilio.post(TwilioPaths.STREAM_ENDED, form).body()).contains("<Response>");
  }
}
