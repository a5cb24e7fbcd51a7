package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.Turn;
import app.kolan.server.store.postgres.TestPostgres;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.simulator.script.Sounds;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.webhook.CallSid;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Calls whose webhooks and streams come to two servers of one database.
@Tag("socket")
class SeveralNodesTest {
  private static final CallSid CALL = new CallSid("CA88888888888888888888888888888888");
  private static final String FIRST_STREAM = "MZ88888888888888888888888888888888";
  private static final String SECOND_STREAM = "MZ99999999999999999999999999999999";
  private static final Pattern TICKET = Pattern.compile("name=\"ticket\" value=\"([^\"]+)\"");
  private static final Mulaw WORDS = Sounds.speechLike("about a thing", Duration.ofSeconds(2));
  private static final Mulaw PAUSE = Mulaw.silence(Duration.ofSeconds(1));

  private final String url = TestPostgres.newDatabase();
  @TempDir private Path folder;

  @Test
  void a_second_node_ends_nothing_of_the_first_and_a_call_may_use_both() throws Exception {
    try (PhoneServer first = Servers.withDatabase(folder.resolve("a"), url)) {
      var toFirst = TwilioByHand.calling(first.port());
      String ticket = ticket(toFirst);
      StreamByHand talk = stream(toFirst, FIRST_STREAM, ticket);
      talk.speak(PAUSE);
      var other = new CallSid("CA77777777777777777777777777777777");
      String otherTicket = ticket(toFirst, other);

      try (PhoneServer second = Servers.withDatabase(folder.resolve("b"), url)) {
        var toSecond = TwilioByHand.calling(second.port());
        Await.until("each sees the other", () -> second.hasOtherNodes());
        assertThat(toSecond.post(TwilioPaths.STREAM_ENDED, ended("MZ" + "0".repeat(32))).body())
            .as("a second stream of the call was refused")
            .contains("<Record");
        assertThat(call(second).outcome()).isEqualTo(CallOutcome.OPEN);
        talk.speak(WORDS);
        talk.speak(PAUSE);
        talk.awaitEvent("media");

        StreamByHand here = StreamByHand.open(toSecond, TwilioPaths.TWO_WAY, other.value());
        here.start(otherTicket);
        here.awaitEvent("media");
        StreamByHand again = StreamByHand.open(toFirst, TwilioPaths.TWO_WAY, other.value());
        again.start(otherTicket);
        assertThat(again.awaitClose()).as("a ticket is spent once").isEqualTo(1008);

        here.stop();
        Await.until("the conversation is over", () -> second.liveCalls() == 0);
        assertThat(first.stores().calls().find(other).map(LoggedCall::outcome))
            .contains(CallOutcome.HUNG_UP);
        assertThat(first.liveCalls()).as("the first talk goes on").isEqualTo(1);
        here.closeBlocking();
      }
      assertThat(talk.closed).as("the second node has come and gone").isNotDone();
      assertThat(call(first).outcome()).isEqualTo(CallOutcome.OPEN);
      talk.closeBlocking();
    }
  }

  @Test
  void a_talk_whose_node_is_killed_goes_on_at_another_with_what_was_said() throws Exception {
    try (PhoneServer second = Servers.withDatabase(folder.resolve("b"), url)) {
      var toSecond = TwilioByHand.calling(second.port());
      try (var first =
          ServeProcess.start(folder, "http://127.0.0.1:9", Map.of("KOLAN_DATABASE", url))) {
        var toFirst = TwilioByHand.calling(first.port());
        StreamByHand talk = stream(toFirst, FIRST_STREAM, ticket(toFirst));
        talk.speak(Mulaw.silence(Duration.ofMillis(400)));
        talk.speak(WORDS);
        talk.awaitEvent("clear");
        talk.speak(PAUSE);
        Await.until("the reason is known", () -> hasReason(second));
        first.kill();
      }

      String resumed = toSecond.post(TwilioPaths.STREAM_ENDED, ended(FIRST_STREAM)).body();

      assertThat(resumed).startsWith("<?xml").contains("<Connect").doesNotContain("greeting_he");
      StreamByHand talk = stream(toSecond, SECOND_STREAM, ticketOf(resumed));
      assertThat(call(second).resumes()).isEqualTo(1);
      talk.speak(Mulaw.silence(Duration.ofSeconds(6)));
      talk.silentUntil(
          "it goes on with the next question",
          () -> turns(second).stream().anyMatch(turn -> turn.about().equals("ask_name")));
      List<Turn> turns = turns(second);
      for (int position = 0; position < turns.size(); position++) {
        assertThat(turns.get(position).position()).isEqualTo(position);
      }
      assertThat(turns).filteredOn(turn -> turn.about().equals("sorry")).hasSize(1);
      assertThat(turns)
          .filteredOn(turn -> turn.speaker() == Speaker.AGENT)
          .filteredOn(turn -> turn.about().equals("ask_reason"))
          .as("what is known is not asked again")
          .hasSize(1);
      assertThat(second.stores().leads().all()).hasSize(1);
      talk.stop();
      Await.until("the conversation is over", () -> second.liveCalls() == 0);
      assertThat(call(second).outcome()).isEqualTo(CallOutcome.HUNG_UP);
      talk.closeBlocking();
    }
  }

  @Test
  void a_node_that_stops_answers_on_and_leaves_its_talk_to_another() throws Exception {
    try (PhoneServer second = Servers.withDatabase(folder.resolve("b"), url)) {
      PhoneServer first = Servers.withDatabase(folder.resolve("a"), url);
      var toFirst = TwilioByHand.calling(first.port());
      var toSecond = TwilioByHand.calling(second.port());
      StreamByHand talk = stream(toFirst, FIRST_STREAM, ticket(toFirst));
      assertThat(first.hasOtherNodes()).isTrue();

      Thread stop = Thread.ofVirtual().start(() -> first.close(Duration.ofSeconds(2)));

      Await.until("it is not ready", () -> readiness(first) == 503);
      assertThat(post(toFirst, new CallSid("CA77777777777777777777777777777777")))
          .as("callers who come all the same talk")
          .contains("<Connect");
      assertThat(talk.awaitClose()).isNotEqualTo(-1);
      String resumed = toSecond.post(TwilioPaths.STREAM_ENDED, ended(FIRST_STREAM)).body();
      assertThat(resumed).contains("<Connect");
      stream(toSecond, SECOND_STREAM, ticketOf(resumed)).closeBlocking();
      assertThat(stop.join(Duration.ofSeconds(30))).isTrue();
      assertThat(call(second).resumes()).isEqualTo(1);
    }
  }

  @Test
  void a_node_that_stops_lets_its_talk_move_when_a_turn_is_over() throws Exception {
    try (PhoneServer second = Servers.withDatabase(folder.resolve("b"), url)) {
      PhoneServer first = Servers.withDatabase(folder.resolve("a"), url);
      var toFirst = TwilioByHand.calling(first.port());
      var toSecond = TwilioByHand.calling(second.port());
      StreamByHand talk = StreamByHand.open(toFirst, TwilioPaths.TWO_WAY, CALL.value());
      talk.isStream(FIRST_STREAM);
      talk.start(ticket(toFirst));
      talk.awaitEvent("media");
      assertThat(first.hasOtherNodes()).isTrue();
      Duration grace = Duration.ofHours(1);

      Thread stop = Thread.ofVirtual().start(() -> first.close(grace, grace));
      talk.silentUntil("the agent was heard, and nobody speaks", talk.closed::isDone);

      assertThat(stop.join(Duration.ofMinutes(1))).as("nothing is left to wait for").isTrue();
      assertThat(call(second).outcome()).isEqualTo(CallOutcome.OPEN);
      assertThat(toSecond.post(TwilioPaths.STREAM_ENDED, ended(FIRST_STREAM)).body())
          .contains("<Connect");
    }
  }

  private static LoggedCall call(PhoneServer server) {
    return server.stores().calls().find(CALL).orElseThrow();
  }

  private static List<Turn> turns(PhoneServer server) {
    return server.stores().turns().findByCall(CALL);
  }

  private static boolean hasReason(PhoneServer server) {
    return server.stores().leads().find(CALL).filter(lead -> lead.reasonTurn() != null).isPresent();
  }

  private static Map<String, String> ended(String stream) {
    var form = new TreeMap<>(TwilioByHand.call(CALL.value()));
    form.put("StreamSid", stream);
    return form;
  }

  private static StreamByHand stream(TwilioByHand twilio, String sid, String ticket)
      throws Exception {
    StreamByHand stream = StreamByHand.open(twilio, TwilioPaths.TWO_WAY, CALL.value());
    stream.isStream(sid);
    // Marks that come back at once would say that a sentence was heard before it is interrupted.
    stream.losesMarks();
    stream.start(ticket);
    stream.awaitEvent("media");
    return stream;
  }

  private static String ticket(TwilioByHand twilio) throws Exception {
    return ticket(twilio, CALL);
  }

  private static String ticket(TwilioByHand twilio, CallSid call) throws Exception {
    return ticketOf(post(twilio, call));
  }

  private static String post(TwilioByHand twilio, CallSid call) throws Exception {
    return twilio.post(TwilioPaths.INCOMING_CALL, TwilioByHand.call(call.value())).body();
  }

  private static String ticketOf(String twiml) {
    Matcher found = TICKET.matcher(twiml);
    assertThat(found.find()).as(twiml).isTrue();
    return found.group(1);
  }

  private static int readiness(PhoneServer server) {
    URI page = URI.create("http://127.0.0.1:%d/health/ready".formatted(server.managementPort()));
    try (var http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(page).build(), BodyHandlers.discarding())
          .statusCode();
    } catch (java.io.IOException e) {
      return -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }
}
