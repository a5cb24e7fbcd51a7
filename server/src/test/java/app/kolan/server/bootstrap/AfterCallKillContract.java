package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.bootstrap.AfterCallStubs.Received;
import app.kolan.server.store.CallSummary;
import app.kolan.server.store.Lead;
import app.kolan.server.store.PagePosition;
import app.kolan.server.store.Recording;
import app.kolan.server.store.Stores;
import app.kolan.server.store.TimelineEntry;
import app.kolan.server.store.UsageJob;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` of a server at random moments of what it does after calls, and a start after each: in
/// the end there is one of everything.
///
/// A killed server cannot know whether a request that it had sent has arrived, and sends it again
/// under the same `Idempotency-Key`: the receiver counts those as one. A provider may so be asked
/// twice about the same sound or call; what it says is stored once.
@Timeout(value = 8, unit = TimeUnit.MINUTES)
abstract class AfterCallKillContract {
  private static final int KILLS = 4;
  private static final Duration LATEST_KILL = Duration.ofMillis(3500);

  @TempDir Path folder;
  private AfterCallStubs stubs;

  /// Where the server keeps what happens.
  abstract Map<String, String> database();

  /// A reader beside the server.
  abstract Stores stores();

  @BeforeEach
  void open() throws Exception {
    stubs = new AfterCallStubs();
  }

  @AfterEach
  void close() {
    stubs.close();
  }

  @Test
  void each_lead_transcription_summary_and_alert_is_there_once() throws Exception {
    long seed = System.nanoTime();
    var moments = new Random(seed);
    Map<String, String> settings = new HashMap<>(stubs.settings(folder));
    settings.putAll(database());
    for (int i = 0; i < KILLS; i++) {
      try (var server = ServeProcess.start(folder, stubs.restUrl(), settings)) {
        leaveMessage(TwilioByHand.calling(server.port()), i);
        boolean _ =
            new CountDownLatch(1)
                .await(moments.nextLong(LATEST_KILL.toMillis()), TimeUnit.MILLISECONDS);
        server.kill();
      }
    }
    try (var server = ServeProcess.start(folder, stubs.restUrl(), settings);
        Stores stores = stores()) {
      Await.until("messages have words, with seed " + seed, () -> haveWords(stores));
      Await.until("calls are summarised, with seed " + seed, () -> areSummarised(stores));
      Await.until("all are told, with seed " + seed, () -> keys().size() >= KILLS);
      calls().forEach(call -> holdsOnce(stores, call));
      assertThat(stores.leads().all())
          .extracting(Lead::call)
          .doesNotHaveDuplicates()
          .hasSize(KILLS);
      assertThat(server.stop()).isNotEqualTo(137);
    }
    assertThat(keys()).as("alerts, with seed %d", seed).hasSize(KILLS);
    assertThat(
            stubs.received.stream()
                .collect(
                    Collectors.groupingBy(
                        alert -> alert.body().path("call").asText(),
                        Collectors.mapping(Received::key, Collectors.toSet()))))
        .hasSize(KILLS)
        .allSatisfy((_, keys) -> assertThat(keys).hasSize(1));
  }

  private void holdsOnce(Stores stores, CallSid call) {
    assertThat(stores.recordings().findByCall(call))
        .extracting(Recording::words)
        .containsExactly(AfterCallStubs.CLIPS.text(AfterCallStubs.CLIP));
    assertThat(stores.callSummaries().find(call))
        .map(CallSummary::summary)
        .contains(AfterCallStubs.SUMMARY);
    List<TimelineEntry.Kind> kinds =
        stores.crm().leads().timeline(1, call, PagePosition.NEWEST, 50).stream()
            .map(TimelineEntry::kind)
            .toList();
    assertThat(kinds)
        .filteredOn(kind -> kind != TimelineEntry.Kind.ALERT)
        .containsExactlyInAnyOrder(
            TimelineEntry.Kind.CALL, TimelineEntry.Kind.MESSAGE, TimelineEntry.Kind.SUMMARY);
    assertThat(kinds)
        .filteredOn(TimelineEntry.Kind.ALERT::equals)
        .as("written after the alert was sent")
        .hasSizeLessThanOrEqualTo(1);
    assertThat(stores.crm().contacts().findByNumber(1, new PhoneNumber("+972541234567")))
        .isPresent();
    assertThat(stores.usage().findByCall(call))
        .filteredOn(usage -> usage.job() == UsageJob.STT)
        .hasSizeLessThanOrEqualTo(1);
  }

  private boolean haveWords(Stores stores) {
    return calls().stream()
        .allMatch(
            call ->
                stores.recordings().findByCall(call).stream()
                    .anyMatch(recording -> recording.words() != null));
  }

  private boolean areSummarised(Stores stores) {
    return calls().stream().allMatch(call -> stores.afterCalls().isDone(call));
  }

  private Set<String> keys() {
    var keys = new HashSet<String>();
    stubs.received.forEach(alert -> keys.add(alert.key()));
    return keys;
  }

  private static List<CallSid> calls() {
    return new ArrayList<>(
        IntStream.range(0, KILLS).mapToObj(AfterCallKillContract::call).toList());
  }

  private static CallSid call(int number) {
    return new CallSid("CA%032d".formatted(number + 1));
  }

  private static void leaveMessage(TwilioByHand twilio, int number) throws Exception {
    Map<String, String> call = TwilioByHand.call(call(number).value());
    assertThat(twilio.post("/webhook/incoming_call", call).statusCode()).isEqualTo(200);
    Map<String, String> message = new TreeMap<>(call);
    message.put(
        "RecordingUrl",
        "https://api.twilio.com/Accounts/AC1/Recordings/RE%032d".formatted(number + 1));
    assertThat(twilio.post("/webhook/handle_recording", message).statusCode()).isEqualTo(200);
    Map<String, String> end = new TreeMap<>(call);
    end.put("CallStatus", "completed");
    assertThat(twilio.post("/webhook/call_status", end).statusCode()).isEqualTo(204);
  }
}
