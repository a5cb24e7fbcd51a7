package app.kolan.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.business.AccountTokens;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.nodes.FakeNodes;
import app.kolan.server.nodes.sql.SqlSharedCalls;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.settings.Secret;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.Sample;
import app.kolan.server.store.sql.SqlStores;
import app.kolan.server.store.sqlite.SqliteDatabase;
import app.kolan.server.telephony.rest.FakeTwilio;
import app.kolan.server.telephony.rest.TwilioRest;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.CallStatus;
import app.kolan.twilio.webhook.StreamSid;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Calls of a node that is gone, against a server that follows
/// https://www.twilio.com/docs/voice/api/call-resource.
@Tag("socket")
final class CallReconcilerTest {
  private static final InstantSource CLOCK = InstantSource.fixed(Sample.NOON.plusSeconds(30));
  private static final CallSid OVER = Sample.call(1);
  private static final CallSid ON = Sample.call(2);
  private static final CallSid HERE = Sample.call(3);

  /// The server had placed it, so that the agent talks.
  private static final CallSid PLACED = Sample.call(4);

  /// Came in while the database was away: nothing but its end was reported.
  private static final CallSid UNWRITTEN = Sample.call(5);

  private static final CallSid ALSO_ON = Sample.call(6);

  /// Its node lives, and does not have it any more.
  private static final CallSid LOST = Sample.call(7);

  @TempDir private Path folder;

  @Test
  void what_is_over_is_settled_what_is_on_is_fetched_back_and_the_living_are_left_alone()
      throws Exception {
    try (var twilio = new FakeTwilio();
        var rest = new TwilioRest(twilio.base(), Sample.ACCOUNT, List.of("token"));
        var database = SqliteDatabase.open(folder)) {
      var gone = new SqlStores(database, "gone/1");
      var here = new SqlStores(database, "here/1");
      talk(gone, OVER);
      talk(gone, PLACED);
      talk(gone, ON);
      talk(here, HERE);
      twilio.next(
          FakeTwilio.status(200, call(OVER, "completed")),
          FakeTwilio.status(200, call(PLACED, "completed")),
          FakeTwilio.status(200, call(ON, "in-progress")),
          FakeTwilio.status(200, call(ON, "in-progress")),
          FakeTwilio.status(200, "{\"next_page_uri\": null, \"recordings\": []}"));

      try (var reconciler = CallReconciler.start(parts(database, here, rest), CLOCK)) {
        Await.until("Twilio is asked for messages", () -> twilio.asked().size() >= 5);
        assertThat(twilio.asked()).noneMatch(asked -> asked.path().contains(HERE.value()));
        assertThat(outcome(here, HERE)).isEqualTo(CallOutcome.OPEN);

        twilio.next(FakeTwilio.status(200, call(HERE, "completed")));
        reconciler.callEnded(HERE);
        Await.until(
            "one of which Twilio has said that it is over is settled, too",
            () -> outcome(here, HERE) == CallOutcome.HUNG_UP);
      }

      LoggedCall over = here.calls().find(OVER).orElseThrow();
      assertThat(over.outcome()).isEqualTo(CallOutcome.HUNG_UP);
      assertThat(over.status()).isEqualTo(CallStatus.COMPLETED);
      assertThat(over.length()).isEqualTo(Duration.ofSeconds(17));
      assertThat(outcome(here, ON)).isEqualTo(CallOutcome.OPEN);
      assertThat(here.calls().find(PLACED).orElseThrow().outcome())
          .as("who was called and hung up has missed nothing")
          .isEqualTo(CallOutcome.FINISHED);
      assertThat(twilio.asked())
          .filteredOn(asked -> asked.method().equals("POST"))
          .singleElement()
          .satisfies(asked -> assertThat(asked.path()).endsWith(ON.value() + ".json"));
    }
  }

  @Test
  void a_node_that_answers_keeps_the_calls_that_it_has_though_its_signs_of_life_are_old()
      throws Exception {
    try (var twilio = new FakeTwilio();
        var rest = new TwilioRest(twilio.base(), Sample.ACCOUNT, List.of("token"));
        var database = SqliteDatabase.open(folder)) {
      var here = new SqlStores(database, "here/1");
      var cutOff = new SqlStores(database, "cut-off/1");
      talk(cutOff, ON);
      talk(cutOff, ALSO_ON);
      talk(cutOff, LOST);
      talk(new SqlStores(database, "silent/1"), OVER);
      twilio.next(
          FakeTwilio.status(200, call(LOST, "in-progress")),
          FakeTwilio.status(200, call(LOST, "in-progress")),
          FakeTwilio.status(200, call(OVER, "completed")),
          FakeTwilio.status(200, "{\"next_page_uri\": null, \"recordings\": []}"));
      var asked = new ConcurrentLinkedQueue<String>();
      Function<String, Optional<Set<CallSid>>> talks =
          node -> {
            asked.add(node);
            return node.equals("cut-off/1") ? Optional.of(Set.of(ON, ALSO_ON)) : Optional.empty();
          };

      try (var _ = CallReconciler.start(parts(database, here, rest, talks), CLOCK)) {
        Await.until("Twilio is asked for messages", () -> twilio.asked().size() >= 4);
      }

      assertThat(asked).as("each once a round").containsExactly("cut-off/1", "silent/1");
      assertThat(twilio.asked())
          .filteredOn(request -> request.method().equals("POST"))
          .singleElement()
          .satisfies(request -> assertThat(request.path()).endsWith(LOST.value() + ".json"));
      assertThat(twilio.asked())
          .noneMatch(request -> request.path().contains(ON.value()))
          .noneMatch(request -> request.path().contains(ALSO_ON.value()));
      assertThat(outcome(here, ON)).isEqualTo(CallOutcome.OPEN);
      assertThat(outcome(here, OVER)).isEqualTo(CallOutcome.HUNG_UP);
    }
  }

  @Test
  void a_call_of_which_only_the_end_could_be_written_is_a_missed_call() throws Exception {
    try (var twilio = new FakeTwilio();
        var rest = new TwilioRest(twilio.base(), Sample.ACCOUNT, List.of("token"));
        var database = SqliteDatabase.open(folder)) {
      var here = new SqlStores(database, "here/1");
      twilio.next(
          FakeTwilio.status(503, ""),
          FakeTwilio.status(200, call(UNWRITTEN, "completed")),
          FakeTwilio.status(200, "{\"recordings\": []}"));

      try (var reconciler = CallReconciler.start(parts(database, here, rest), CLOCK)) {
        reconciler.callEnded(UNWRITTEN);
        Await.until("Twilio is asked", () -> !twilio.asked().isEmpty());
        reconciler.callEnded(UNWRITTEN);
        Await.until(
            "and asked again after it was troubled",
            () -> here.calls().find(UNWRITTEN).isPresent());
      }

      LoggedCall missed = here.calls().find(UNWRITTEN).orElseThrow();
      assertThat(missed.outcome()).isEqualTo(CallOutcome.HUNG_UP);
      assertThat(missed.caller()).isEqualTo(Sample.CALLER);
      assertThat(missed.arrivedAt()).isEqualTo(Instant.parse("2026-11-22T10:00:00Z"));
    }
  }

  /// Where no other node answers.
  @Test
  void a_call_whose_end_is_known_before_its_message_has_a_message() throws Exception {
    String message =
        """
        {"recordings": [{"sid": "%s", "call_sid": "%s", "status": "processing",
          "source": "RecordVerb", "date_created": "Sun, 22 Nov 2026 10:00:10 +0000"}]}
        """
            .formatted(Sample.RECORDING.value(), UNWRITTEN.value());
    try (var twilio = new FakeTwilio();
        var rest = new TwilioRest(twilio.base(), Sample.ACCOUNT, List.of("token"));
        var database = SqliteDatabase.open(folder)) {
      var here = new SqlStores(database, "here/1");
      twilio.next(
          FakeTwilio.status(200, call(UNWRITTEN, "completed")), FakeTwilio.status(200, message));

      try (var reconciler = CallReconciler.start(parts(database, here, rest), CLOCK)) {
        reconciler.callEnded(UNWRITTEN);
        Await.until("it is written down", () -> here.calls().find(UNWRITTEN).isPresent());
      }

      assertThat(outcome(here, UNWRITTEN)).isEqualTo(CallOutcome.FINISHED);
    }
  }

  @Test
  void a_call_that_twilio_does_not_tell_of_is_given_up() throws Exception {
    CallSid next = Sample.call(6);
    try (var twilio = new FakeTwilio();
        var rest = new TwilioRest(twilio.base(), Sample.ACCOUNT, List.of("token"));
        var database = SqliteDatabase.open(folder)) {
      var here = new SqlStores(database, "here/1");
      Sample.arrive(here.calls(), HERE, Sample.TICKET);
      here.calls().settle(HERE, CallOutcome.FINISHED, null, Sample.NOON);
      twilio.otherwise(FakeTwilio.status(401, ""));

      try (var reconciler = CallReconciler.start(parts(database, here, rest), CLOCK)) {
        reconciler.callEnded(UNWRITTEN);
        Await.until(
            "it is asked for again and again",
            () -> {
              reconciler.callEnded(HERE);
              return twilio.asked().size() >= 60;
            });
        reconciler.callEnded(next);
        Await.until(
            "another one is asked for",
            () -> twilio.asked().getLast().path().contains(next.value()));
      }

      assertThat(twilio.asked())
          .filteredOn(asked -> asked.path().contains(UNWRITTEN.value()))
          .hasSize(60);
    }
  }

  private static CallReconciler.Parts parts(
      SqliteDatabase database, SqlStores stores, TwilioRest rest) {
    return parts(database, stores, rest, _ -> Optional.empty());
  }

  private static CallReconciler.Parts parts(
      SqliteDatabase database,
      SqlStores stores,
      TwilioRest rest,
      Function<String, Optional<Set<CallSid>>> talks) {
    UnwrittenCalls unwritten = unwritten(stores, rest);
    return new CallReconciler.Parts(
        stores.calls(),
        new SqlSharedCalls(database),
        new FakeNodes("here/1", Set.of("here/1")),
        _ -> Optional.of(rest),
        _ -> true,
        PLACED::equals,
        talks,
        URI.create("https://phone.example.com/webhook/stream_ended"),
        new MissedMessages(
            stores.calls(), stores.recordings(), unwritten, _ -> rest, _ -> true, _ -> {}, CLOCK),
        unwritten);
  }

  private static CallOutcome outcome(SqlStores stores, CallSid call) {
    return stores.calls().find(call).orElseThrow().outcome();
  }

  private static void talk(SqlStores stores, CallSid call) {
    Sample.arrive(stores.calls(), call, Sample.TICKET);
    var stream = new StreamSid("MZ" + call.value().substring(2));
    assertThat(stores.calls().spendTicket(call, Sample.TICKET, stream, Sample.NOON)).isPresent();
  }

  private static String call(CallSid sid, String status) {
    return """
        {"sid": "%s", "status": "%s", "duration": "17", "from": "%s", "to": "%s",
          "date_created": "Sun, 22 Nov 2026 10:00:00 +0000"}
        """
        .formatted(sid.value(), status, Sample.CALLER.value(), Sample.CALLED.value());
  }

  private static UnwrittenCalls unwritten(SqlStores stores, TwilioRest rest) {
    var settings =
        new BusinessSettings(
            1,
            new Business(1, "test", null, AnswerMode.CONVERSE),
            new AccountTokens(Sample.ACCOUNT, List.of(new Secret("token"))),
            ProviderSelection.NONE,
            null);
    return new UnwrittenCalls(
        stores.calls(), BusinessDirectory.ofOne(settings), _ -> rest, _ -> false, () -> {}, CLOCK);
  }
}
