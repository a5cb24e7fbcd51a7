package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.bootstrap.ConsoleByHand.Shown;
import app.kolan.server.identity.Role;
import app.kolan.server.provider.UsageUnits;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.AppointmentStore;
import app.kolan.server.store.AppointmentTime;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.ProviderUsage;
import app.kolan.server.store.TurnTimes;
import app.kolan.server.store.UsageJob;
import app.kolan.twilio.webhook.CallSid;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The page of figures and its files, over real sockets.
@Tag("socket")
class ConsoleFiguresTest extends ConsolePagesFixture {
  @Test
  void figures_show_calls_by_day_and_hour_with_the_numbers_beneath() throws Exception {
    call(1, CallOutcome.FINISHED);
    call(2, CallOutcome.HANDED_OVER);
    CallSid missed = call(3, CallOutcome.HUNG_UP);
    stores
        .turns()
        .addTimes(
            new TurnTimes(missed, 1, null, null, null, null, null, null, Duration.ofMillis(1250)));
    Await.until("the times are there", () -> !stores.turns().times(missed).isEmpty());
    Instant now = Instant.now();
    var today = new AppointmentTime("dana", null, now, now.plusSeconds(1), now.plusSeconds(1));
    var booked =
        new Appointment.Draft(
            clinic, "cut", "cut", today, null, null, null, missed, Appointment.BY_AGENT);
    assertThat(stores.crm().appointments().book(booked, now))
        .isInstanceOf(AppointmentStore.Outcome.Booked.class);

    Shown page = console.get("/b/clinic/figures?days=90&language=en");

    assertThat(page.status()).as(page.text()).isEqualTo(200);
    assertThat(page.html().select(".tiles dd").eachText()).containsExactly("3", "2", "1", "1", "0");
    assertThat(page.html().select("section:has(#days-title) tbody tr")).hasSize(90);
    assertThat(page.html().select("section:has(#hours-title) tbody tr")).hasSize(24);
    assertThat(page.html().select("#booked dd").eachText())
        .containsExactly("1", "1", "0", "0", "0");
    assertThat(page.html().select(".tabs [aria-current]").text()).isEqualTo("90 days");
  }

  @Test
  void every_chart_of_figures_has_a_name_a_sentence_and_a_table() throws Exception {
    CallSid heard = call(1, CallOutcome.HUNG_UP);
    stores
        .turns()
        .addTimes(
            new TurnTimes(heard, 1, null, null, null, null, null, null, Duration.ofMillis(1250)));
    stores
        .usage()
        .write(
            heard,
            List.of(
                new ProviderUsage(
                    UsageJob.LLM,
                    "openai",
                    "gpt-6-luna",
                    UsageUnits.ofText(9_000_000, 0, 0),
                    false)),
            Instant.now());
    Await.until("the times are there", () -> !stores.turns().times(heard).isEmpty());

    Shown page = console.get("/b/clinic/figures?days=7&language=en");

    // A chart without anything in it is a sentence: there was no lead, appointment or transfer.
    assertThat(page.html().select("svg.chart-bars > title").eachText())
        .containsExactly(
            "Calls by day",
            "Calls by hour of the day",
            "How long callers wait for an answer",
            "Cost by day");
    assertThat(page.html().select("section:has(#results-title) .charts p"))
        .hasSize(3)
        .allSatisfy(none -> assertThat(none.text()).isEqualTo("Nothing in this period."));
    for (Element chart : page.html().select("svg.chart-bars")) {
      String about = chart.attr("aria-describedby");
      assertThat(page.html().getElementById(chart.attr("aria-labelledby"))).isNotNull();
      assertThat(page.html().select("desc#" + about).text()).startsWith("From ").contains("Peak");
      Element section = Objects.requireNonNull(chart.closest("section"));
      assertThat(section.select("details tbody tr")).isNotEmpty();
    }
    assertThat(page.html().select("figure.chart")).allMatch(each -> each.attr("dir").equals("ltr"));
    // Missed calls are striped, not of another colour alone.
    assertThat(page.html().select("section:has(#days-title) svg rect.striped").attr("fill"))
        .isEqualTo("url(#days-stripes)");
    assertThat(page.html().select("section:has(#waits-title) table td").eachText())
        .contains("1,250 ms");
    assertThat(page.html().select("section:has(#cost-title) .bars th[scope=row]").eachText())
        .containsExactly("openai", "twilio");
    assertThat(page.html().select("section:has(#cost-title) .bars tr svg rect").eachAttr("width"))
        .containsExactly("1000", "0");
    // A line has no price in the list that comes with Kolan.
    assertThat(page.html().select("section:has(#cost-title) .bars td:last-child").eachText())
        .last()
        .isEqualTo("?");
  }

  @Test
  void figures_without_calls_say_so() throws Exception {
    Shown page = console.get("/b/clinic/figures?language=en");

    assertThat(page.html().select(".empty").text()).contains("no calls in this period");
    assertThat(page.html().select("svg.chart-bars")).isEmpty();
  }

  @Test
  void who_may_not_see_costs_or_appointments_sees_none_in_figures() throws Exception {
    call(1, CallOutcome.FINISHED);
    console.user("helper@example.com", false, Map.of(clinic, Role.STAFF));
    console.user("auditor@example.com", false, Map.of(clinic, Role.AUDITOR));

    console.signIn("helper@example.com");
    assertThat(console.get("/b/clinic/figures").html().select("#cost-title")).isEmpty();
    assertThat(console.get("/b/clinic/figures").html().select(".charts h3")).hasSize(3);

    console.signIn("auditor@example.com");
    assertThat(console.get("/b/clinic/figures").html().select("#cost-title")).hasSize(1);
    assertThat(console.get("/b/clinic/figures").html().select(".charts h3")).hasSize(2);
  }

  @Test
  void figures_are_read_by_a_spreadsheet() throws Exception {
    CallSid heard = call(1, CallOutcome.FINISHED);
    stores
        .turns()
        .addTimes(
            new TurnTimes(heard, 1, null, null, null, null, null, null, Duration.ofMillis(1250)));
    Await.until("the times are there", () -> !stores.turns().times(heard).isEmpty());

    Shown file = console.get("/b/clinic/figures.csv?days=7");

    assertThat(file.header("content-type")).startsWith("text/csv");
    assertThat(file.text()).startsWith("\uFEFFdate,calls,");
    assertThat(file.text().lines()).hasSize(8);
    assertThat(file.text().lines().skip(1).filter(line -> line.contains(",1,1,0,0,0,")))
        .singleElement(InstanceOfAssertFactories.STRING)
        .matches(".*,1,1,0,0,0,0,1\\.25,1,0\\.[0-9]{2}");
    assertThat(console.get("/b/clinic/figures.csv?by=hour").text().lines()).hasSize(25);
    assertThat(console.get("/b/clinic/figures.csv?days=x").text().lines()).hasSize(31);
  }
}
