package app.kolan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.simulator.fault.Fault;
import app.kolan.simulator.report.CallReportJson;
import app.kolan.simulator.script.ScriptFailure;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Pcm;
import app.kolan.twilio.problem.Problems;
import app.kolan.twilio.stream.StreamEvent;
import app.kolan.twilio.twiml.Twiml;
import app.kolan.twilio.twiml.TwimlReading;
import app.kolan.twilio.twiml.Verb;
import app.kolan.twilio.webhook.PhoneNumber;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class CallReportJsonTest {
  private static final Duration AT = Duration.ofMillis(1234);
  private static final Duration LONG = Duration.ofMillis(2500);
  private static final URI URL =
      URI.create("http://user:pass@127.0.0.1:8080/webhook?ticket=secret");
  private static final TwimlReading.Finding WARNING =
      new TwimlReading.Finding(Problems.SCHEMA_VALIDATION, "<Foo> is no verb");

  /// At least one moment of every kind.
  private static final List<CallMoment> MOMENTS =
      List.of(
          new CallMoment.WebhookAnswered(AT, URL, 200, 12, "<Response>secret</Response>"),
          new CallMoment.TwimlJudged(
              AT,
              new TwimlReading.Understood(
                  Twiml.of(Verb.Play.once("/a.wav"), new Verb.Hangup()), List.of(WARNING))),
          new CallMoment.TwimlJudged(AT, new TwimlReading.Refused(WARNING)),
          new CallMoment.CallAnswered(AT),
          new CallMoment.PlayStarted(AT, URL, LONG),
          new CallMoment.SayStarted(AT, "call +972 50-111-2233 at 10", null, LONG),
          new CallMoment.GatherStarted(AT),
          new CallMoment.Gathered(AT, "123"),
          new CallMoment.StreamOpened(AT, "MZ1", URL, true),
          new CallMoment.EventSent(AT, "MZ1", new StreamEvent.Connected("Call", "1.0.0")),
          new CallMoment.EventSent(
              AT,
              "MZ1",
              new StreamEvent.Started(
                  1, "MZ1", "CA1", "AC1", List.of("inbound"), Map.of("ticket", "secret"))),
          new CallMoment.EventSent(AT, "MZ1", new StreamEvent.Dtmf(2, '5')),
          new CallMoment.EventSent(AT, "MZ1", new StreamEvent.MarkReached(3, "m1")),
          new CallMoment.EventSent(AT, "MZ1", new StreamEvent.Stopped(4, "CA1")),
          new CallMoment.CommandReceived(AT, CallMoment.CommandReceived.Command.MARK, "m1", LONG),
          new CallMoment.AgentSpoke(AT, "greeting", AT, LONG, true),
          new CallMoment.CallerSpoke(AT, null, AT, LONG),
          new CallMoment.Interrupted(AT),
          new CallMoment.StreamEnded(AT, "MZ1", CallMoment.StreamEnded.By.SERVER, 1000),
          new CallMoment.RecordingStarted(AT),
          new CallMoment.Recorded(AT, "RE1", LONG),
          new CallMoment.Dialled(AT, new PhoneNumber("+972501112233"), "busy"),
          new CallMoment.Rang(AT, "il", AT, LONG),
          new CallMoment.StatusSent(AT, URL, "completed", 204),
          new CallMoment.FaultPlayed(AT, new Fault.SocketReset(100)),
          new CallMoment.ProblemRaised(AT, Problems.STREAM_INVALID_MESSAGE, "on stream MZ1"),
          new CallMoment.CallEnded(AT, CallEnd.HANGUP_VERB, LONG));

  private static final CallReport REPORT =
      new CallReport(
          "CA1",
          MOMENTS,
          List.of(new ScriptFailure(3, "agent speaks", AT, "the agent was silent")),
          silence(),
          silence(),
          CallEnd.HANGUP_VERB,
          LONG);

  @Test
  void a_report_says_how_the_call_went() {
    Map<String, Object> report = Json.object(CallReportJson.of(REPORT, "call.wav"));

    assertThat(report)
        .containsEntry("callSid", "CA1")
        .containsEntry("state", "ended")
        .containsEntry("end", "hangup-verb")
        .containsEntry("endedBy", "server")
        .containsEntry("lengthMillis", 2500L)
        .containsEntry("audio", "call.wav");
    assertThat(Json.objects(report, "problems"))
        .containsExactly(
            Map.of(
                "atMillis", 1234L,
                "code", 31951L,
                "level", "warning",
                "name", "Stream: invalid message",
                "detail", "on stream MZ1",
                "page", "https://www.twilio.com/docs/api/errors/31951"));
    assertThat(Json.objects(report, "failures"))
        .containsExactly(
            Map.of(
                "line",
                3L,
                "text",
                "agent speaks",
                "atMillis",
                1234L,
                "reason",
                "the agent was silent"));
    assertThat(Json.objects(report, "moments")).hasSameSizeAs(MOMENTS);
    assertThat(REPORT.timesRaised(31951)).isOne();
    assertThat(REPORT.timesRaised(31950)).isZero();
  }

  @Test
  void every_moment_has_its_kind_its_time_and_its_words() {
    List<Map<String, Object>> moments = moments();

    assertThat(moments)
        .allSatisfy(moment -> assertThat(moment).containsEntry("atMillis", 1234L))
        .allSatisfy(moment -> assertThat(moment).containsKey("words"));
    assertThat(moments)
        .extracting(moment -> moment.get("kind"))
        .contains(
            Arrays.stream(CallMoment.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .map(name -> Character.toLowerCase(name.charAt(0)) + name.substring(1))
                .toArray());
  }

  @Test
  void secrets_and_phone_numbers_are_not_reported() {
    assertThat(CallReportJson.of(REPORT, null))
        .doesNotContain("secret", "user:pass", "2233", "50111", "50-111")
        .contains("\"number\" : \"***********33\"")
        .contains("call **************33 at 10")
        .contains("http://127.0.0.1:8080/webhook\"");
  }

  @Test
  void the_page_has_every_key_of_every_kind() throws Exception {
    var written = new TreeMap<String, Set<String>>();
    for (Map<String, Object> moment : moments()) {
      var own = new LinkedHashSet<>(moment.keySet());
      own.removeAll(List.of("kind", "atMillis", "words"));
      written
          .computeIfAbsent(Json.value(moment, "kind").toString(), _ -> new LinkedHashSet<>())
          .addAll(own);
    }
    String page = Files.readString(Path.of("../docs/simulator.md"));

    assertThat(written).hasSizeGreaterThan(10);
    written.forEach(
        (kind, keys) -> {
          var row = Pattern.compile("(?m)^\\| `" + kind + "` \\| (.*) \\|$").matcher(page);
          assertThat(row.find()).as("a row for %s", kind).isTrue();
          assertThat(
                  Pattern.compile("`(\\w+)`")
                      .matcher(row.group(1))
                      .results()
                      .map(found -> found.group(1)))
              .as(kind)
              .containsExactlyInAnyOrderElementsOf(keys);
        });
    assertThat(Json.object(CallReportJson.of(REPORT, null)).keySet())
        .allSatisfy(key -> assertThat(page).contains("| `" + key + "` |"));
  }

  private static List<Map<String, Object>> moments() {
    return Json.objects(Json.object(CallReportJson.of(REPORT, null)), "moments");
  }

  private static Pcm silence() {
    return Mulaw.SILENT_FRAME.toPcm();
  }
}
