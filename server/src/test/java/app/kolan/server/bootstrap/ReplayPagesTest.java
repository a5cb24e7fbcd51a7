package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.bootstrap.ConsoleByHand.Shown;
import app.kolan.server.business.AlertKind;
import app.kolan.server.business.AlertRule.Channel;
import app.kolan.server.identity.Role;
import app.kolan.server.notify.Alert;
import app.kolan.server.notify.AlertState;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.Summary;
import app.kolan.twilio.webhook.CallSid;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Alerts and summaries that are sent again from the console: how many there are is said first.
@Tag("socket")
class ReplayPagesTest extends ConsolePagesFixture {
  private static final String ALERTS = "/b/clinic/alert-replays";
  private static final String SUMMARIES = "/b/clinic/summary-replays";
  private static final String SEND = "form[method=post][action$=-replays]";
  private static final DateTimeFormatter FIELD =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm").withZone(ZoneId.of("Asia/Jerusalem"));

  private static String since(Duration ago) {
    return "?channel=WEBHOOK&since=" + FIELD.format(Instant.now().minus(ago));
  }

  private void addAlert(String id, long business) {
    Instant now = Instant.now();
    int _ =
        api.server.alertStore().add(List.of("test:" + id), List.of(draft(id, business, now)), now);
    // No settings name its receiver.
    Await.until("the alert is given up", () -> alert(id, business).state() == AlertState.FAILED);
  }

  private static Alert.Draft draft(String id, long business, Instant due) {
    return new Alert.Draft(
        id,
        business,
        AlertKind.NEW_LEAD,
        "test " + id,
        null,
        Channel.WEBHOOK,
        "https://hooks.example.com/" + business,
        "{}",
        due);
  }

  private Alert alert(String id, long business) {
    return api.server.alertStore().find(business, id).orElseThrow();
  }

  @Test
  void alerts_of_a_span_of_time_are_counted_and_then_sent_again() throws Exception {
    addAlert("alert-one", clinic);
    addAlert("alert-other", garage);
    assertThat(console.get("/b/clinic/alerts").html().select("form[method=get][action$=-replays]"))
        .hasSize(2);
    assertThat(console.get(ALERTS).html().select(SEND)).isEmpty();
    Shown none = console.get(ALERTS + "?channel=MAIL&since=2026-01-01T00:00");
    assertThat(none.html().select(".empty")).hasSize(1);
    assertThat(none.html().select(SEND)).isEmpty();
    assertThat(audited()).doesNotContain("alert.replay clinic");
    Instant before = alert("alert-one", clinic).retrySince();
    Instant others = alert("alert-other", garage).retrySince();

    Shown counted = console.get(ALERTS + since(Duration.ofHours(1)));
    assertThat(counted.html().select("[role=status]").text()).contains("התראה אחת");
    Shown sent = console.submitAndFollow(counted, SEND, Map.of());

    assertThat(sent.html().select("#flash").text()).contains("התראות שיישלחו שוב: \u20681\u2069");
    assertThat(alert("alert-one", clinic).retrySince()).isAfter(before);
    assertThat(alert("alert-other", garage).retrySince()).isEqualTo(others);
    assertThat(audited()).containsOnlyOnce("alert.replay clinic");
  }

  @Test
  void what_is_no_span_of_time_is_said_and_kept() throws Exception {
    for (String query :
        List.of("?since=", "?since=soon", "?since=2026-11-02T10:00&until=2026-11-01T10:00")) {
      Shown page = console.get(ALERTS + query);
      assertThat(page.status()).as(query).isEqualTo(422);
      assertThat(page.html().select("[role=alert]")).as(query).hasSize(1);
      assertThat(page.html().select(SEND)).as(query).isEmpty();
    }
    Shown kept = console.get(SUMMARIES + "?since=2026-11-02T10:00&until=2026-11-01T10:00");
    assertThat(kept.html().select("#summaries-since").val()).isEqualTo("2026-11-02T10:00");
    assertThat(console.get(SUMMARIES + "?call=x").status()).isEqualTo(404);
  }

  @Test
  void of_too_many_none_is_sent() throws Exception {
    // Written as if in two days, and due before: nobody sends them meanwhile.
    Instant later = Instant.now().plus(Duration.ofDays(2));
    List<Alert.Draft> many =
        IntStream.rangeClosed(0, 10_000)
            .mapToObj(i -> draft("many-" + i, clinic, later.minus(Duration.ofDays(1))))
            .toList();
    int _ = api.server.alertStore().add(List.of("test:many"), many, later);

    Shown page = console.get(ALERTS + since(Duration.ofHours(1)));

    assertThat(page.html().select("[role=alert]").text()).contains("10000");
    assertThat(page.html().select(SEND)).isEmpty();
    String csrf = page.html().select("input[name=csrf]").attr("value");
    Shown refused =
        console.post(
            ALERTS, Map.of("csrf", csrf, "channel", "WEBHOOK", "since", "2026-01-01T00:00"));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(audited()).doesNotContain("alert.replay clinic");
  }

  @Test
  void the_summary_of_a_call_is_sent_again_from_its_page() throws Exception {
    CallSid call = call(1, clinic, DANA, CallOutcome.FINISHED);
    String page = "/b/clinic/calls/" + call.value();
    assertThat(console.get(page).html().select("a[href*=summary-replays]")).isEmpty();
    stores.summaries().add(call, "alert-one", clinic, "{}", Instant.now());
    stores
        .summaries()
        .add(call(2, garage, DANA, CallOutcome.FINISHED), "x", garage, "{}", Instant.now());
    String link = console.get(page).html().select("a[href*=summary-replays]").attr("href");

    Shown counted = console.get(link.replaceFirst("^/console", ""));
    assertThat(counted.html().select("[role=status]").text()).contains("סיכום אחד");
    Shown sent = console.submit(counted, SEND, Map.of());

    assertThat(sent.location()).isEqualTo(page);
    assertThat(console.get(page).html().select("#flash").text()).contains("\u20681\u2069");
    assertThat(stores.summaries().findByCall(call))
        .singleElement()
        .extracting(Summary::retrySince)
        .isNotNull();
    assertThat(audited()).containsOnlyOnce("summary.replay " + call.value());
    Shown all = console.get(SUMMARIES + since(Duration.ofHours(1)));
    assertThat(all.html().select("[role=status]").text()).contains("סיכום אחד");
    String foreign = SUMMARIES + "?call=CA%032d".formatted(2);
    assertThat(console.get(foreign).html().select(SEND)).as("another business's").isEmpty();
  }

  @Test
  void whoever_may_not_send_alerts_finds_no_way_to() throws Exception {
    console.user("auditor@example.com", false, Map.of(clinic, Role.AUDITOR));
    console.signIn("auditor@example.com");
    assertThat(console.get("/b/clinic/alerts").html().select("form[action$=-replays]")).isEmpty();
    assertThat(console.get(ALERTS).status()).isEqualTo(403);
  }
}
