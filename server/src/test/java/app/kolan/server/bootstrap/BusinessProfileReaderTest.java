package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import app.kolan.server.business.BusinessLimits;
import app.kolan.server.business.BusinessProfile;
import app.kolan.server.business.HandOverMode;
import app.kolan.server.business.HolidayPolicy.DayRule;
import app.kolan.server.business.HttpToolSpec;
import app.kolan.server.business.McpServerSpec;
import app.kolan.server.business.OpeningHours;
import app.kolan.server.business.RetentionPolicy;
import app.kolan.server.business.TransferTargets;
import app.kolan.twilio.webhook.PhoneNumber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class BusinessProfileReaderTest extends BusinessProfileFixture {
  @Test
  void the_example_of_the_documentation_is_read() throws IOException {
    String page = Files.readString(documentation());
    String example =
        Pattern.compile("(?ms)^```yaml\n(business:.*?)^```$")
            .matcher(page)
            .results()
            .findFirst()
            .orElseThrow()
            .group(1);

    BusinessProfile profile = profile(example);

    assertThat(profile.instructions()).startsWith("You answer for a dental practice.");
    OpeningHours hours = Objects.requireNonNull(profile.hours());
    assertThat(hours.week().get(DayOfWeek.TUESDAY)).hasSize(2);
    assertThat(hours.week().get(DayOfWeek.SATURDAY)).isEmpty();
    assertThat(hours.exceptions()).containsKey(LocalDate.of(2026, 12, 31)).hasSize(2);
    var holidays = Objects.requireNonNull(hours.holidays());
    assertThat(holidays.cholHamoed()).isEqualTo(DayRule.AS_FRIDAY);
    assertThat(holidays.city().candleLighting()).isEqualTo(18);
    assertThat(profile.transfers().all())
        .containsExactly(
            new TransferTargets.Target(
                "billing", new PhoneNumber("+972521111111"), "invoices and refunds"),
            new TransferTargets.Target("emergency", new PhoneNumber("+972522222222"), ""));
    HttpToolSpec tool = profile.tools().getFirst();
    assertThat(tool.name()).isEqualTo("book_appointment");
    assertThat(tool.limit()).isEqualTo(Duration.ofSeconds(5));
    assertThat(tool.mostBytes()).isEqualTo(65536);
    assertThat(tool.changes()).isTrue();
    assertThat(tool.secret().value()).isEqualTo("signs");
    assertThat(Objects.requireNonNull(tool.headers().get("Authorization")).value())
        .isEqualTo("Bearer opens");
    assertThat(tool.parameters()).contains("\"required\":[\"day\",\"hour\"]");
    assertThat(tool.toString()).doesNotContain("signs", "opens");
    assertThat(Objects.requireNonNull(profile.summaries()).url())
        .hasToString("https://booking.example.com/calls");
    assertThat(profile.allows("book_appointment")).isTrue();
    assertThat(profile.allows("other")).isFalse();
    assertThat(profile.lexicon()).containsEntry("Kolan", "קולאן");
  }

  @Test
  void a_business_without_settings_has_the_usual_profile() throws IOException {
    assertThat(profile("business:\n  name: x\n")).isEqualTo(BusinessProfile.NONE);
  }

  @Test
  void instructions_may_stand_in_a_file() throws IOException {
    Path words = Files.writeString(folder.resolve("words.txt"), "Be kind.\n");

    assertThat(profile("business:\n  instructions-file: " + words + "\n").instructions())
        .isEqualTo("Be kind.");
  }

  @Test
  void people_and_mcp_servers_are_read_and_their_problems_told() throws IOException {
    BusinessProfile profile =
        profile(
            """
            business:
              hours: {sunday: 09:00-17:00}
              hand-over: warm
              translate-calls: false
              transfer-to:
                dana: {number: "+972521111111", language: ru, hours: {monday: 10:00-12:00}, then: [igor, human]}
                igor: "+972522222222"
              local-tools: true
              mcp:
                crm: {url: "http://localhost:9/mcp", headers: {X-Key: k}, tools: [find.customer, open], read-only: [find.customer], timeout-seconds: 7}
              mcp-commands:
                files: {command: [/bin/cat, x], tools: [read]}
              allowed-tools: [crm_find_customer]
            """);

    assertThat(profile.handOver()).isEqualTo(HandOverMode.WARM);
    assertThat(profile.translatesCalls()).isFalse();
    TransferTargets.Target dana = profile.transfers().find("dana").orElseThrow();
    assertThat(dana.language()).isEqualTo("ru");
    assertThat(dana.then()).containsExactly("igor", "human");
    assertThat(dana.isThere(Instant.parse("2026-11-30T08:30:00Z"))).as("a Monday").isTrue();
    assertThat(dana.isThere(Instant.parse("2026-11-29T08:30:00Z"))).isFalse();
    McpServerSpec crm = profile.mcpServers().getFirst();
    assertThat(crm.tools()).containsExactly("find.customer", "open");
    assertThat(crm.limit()).isEqualTo(Duration.ofSeconds(7));
    assertThat(crm.toString()).doesNotContain("X-Key=k");
    assertThat(profile.mcpServers().getLast().command()).containsExactly("/bin/cat", "x");
    assertThat(profile.allows("crm_find_customer")).isTrue();

    assertThat(
            problems(
                """
                business:
                  hand-over: lukewarm
                  transfer-to:
                    dana: {number: "+972521111111", language: fr, then: [dana, nobody]}
                  mcp:
                    CRM: {url: "http://10.0.0.1/mcp", tools: [a], read-only: [b]}
                    none: {url: "https://example.com/mcp"}
                    crm: {url: "https://example.com/mcp", tools: [a.b, a/b, is_c]}
                    crm_is: {url: "https://example.com/mcp", tools: [c]}
                    take: {url: "https://example.com/mcp", tools: [message]}
                  mcp-commands:
                    none: {command: [], tools: [a]}
                """))
        .containsExactlyInAnyOrder(
            "business.hand-over is lukewarm: choose warm or cold",
            "business.transfer-to.dana.language is fr: choose one of he, en, ru, ar",
            "business.transfer-to.dana.then[0] is dana: name others of transfer-to, or human",
            "business.transfer-to.dana.then[1] is nobody: name others of transfer-to, or human",
            "business.mcp.CRM is CRM: use at most 20 small letters, digits and _, a letter first",
            "business.mcp.CRM.url is http://10.0.0.1/mcp: only public addresses are asked",
            "business.mcp.CRM.read-only[0] is b: name it in tools, too",
            "business.mcp.none.tools is no tools: name the tools that the agent may use",
            "business.mcp.crm.tools is crm_a_b: there is a tool of that name; give the server another"
                + " one",
            "business.mcp.crm_is.tools is crm_is_c: there is a tool of that name; give the server"
                + " another one",
            "business.mcp.take.tools is take_message: there is a tool of that name; give the server"
                + " another one",
            "business.mcp-commands.none is none: there is a server of that name; choose another",
            "business.mcp-commands.none.command is no command: give the program and its arguments"
                + " as a list");
  }

  @Test
  void every_problem_is_told_at_once() throws IOException {
    List<String> problems =
        problems(
            """
            business:
              instructions-file: no/such/file.txt
              hours:
                sunday: 9 to 5
                monday: 08:00-25:00
                sundy: 08:00-09:00
                holidays: sometimes
                holiday-eves: half
                city: paris
                latitude: 32
                candle-lighting: 500
                zone: Mars/Base
                exceptions: {soon: closed}
              transfer-to:
                sales: "0501234567"
                a b: {number: "+972501234567", abuot: x}
              tools:
                - name: end_call
                  url: http://example.com/
                  secret: ${NO_SUCH_KEY}
                  method: FETCH
                  headers: {Host: x, X-Ok: "${ALSO_MISSING}"}
                  parameters: {properties: {day: {type: date}}}
              allowed-tools: [take_mesage]
              summary-secret: x
              local-tools: perhaps
              lexicon: [a]
            """);

    assertThat(problems)
        .containsExactlyInAnyOrder(
            "business.local-tools is perhaps: choose true or false",
            "business.tools[0].name is end_call: there is a tool of that name; choose another",
            "business.tools[0].description is not set: say in words when to use it",
            "business.tools[0].url is http://example.com/: use https; http is for this machine"
                + " alone",
            "business.tools[0].secret is ${NO_SUCH_KEY}: the environment has no such variable; set"
                + " it",
            "business.tools[0].method is FETCH: choose GET, POST, PUT, PATCH or DELETE",
            "business.tools[0].headers.Host is no header for you to set: leave it out",
            "business.tools[0].headers.X-Ok is ${ALSO_MISSING}: the environment has no such"
                + " variable; set it",
            "business.tools[0].parameters.properties.day.type is date: choose string, integer,"
                + " number, boolean, array, object or null",
            "business.instructions-file is no/such/file.txt: there is no such text file that can be"
                + " read, in UTF-8",
            "business.hours.sunday is 9 to 5: write hours as 09:00-17:00, several with commas, or"
                + " closed",
            "business.hours.monday is 08:00-25:00: write hours as 09:00-17:00, several with commas,"
                + " or closed",
            "business.hours.sundy is not a setting: did you mean sunday?",
            "business.hours.zone is Mars/Base: give a time zone such as Asia/Jerusalem",
            "business.hours.exceptions.soon is no date: write it as 2026-12-31",
            "business.hours.city is paris: choose beer-sheva, eilat, haifa, jerusalem, petah-tikva,"
                + " tel-aviv, or give latitude and longitude",
            "business.hours is half a place: give both latitude and longitude",
            "business.hours.candle-lighting is 500: give a whole number from 0 to 90",
            "business.hours.holiday-eves is half: choose usual, as-friday or closed",
            "business.hours.holidays is sometimes: choose closed or open",
            "business.transfer-to.sales is 0501234567: write it in E.164 and in quotes, such as"
                + " \"+972501234567\"",
            "business.transfer-to.a b.abuot is not a setting: did you mean about?",
            "business.transfer-to.a b is no label: use Latin letters, digits, _ and -",
            "business.allowed-tools is take_mesage: there is no such tool; did you mean take_message?"
                .replace("allowed-tools", "allowed-tools[0]"),
            "business.summary-secret is set without summary-url: give both, or none",
            "business.lexicon is a list: give a map of keys and values");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://example.com/", "https://user@example.com/", "https://example.com/#x", "nonsense",
        "https://10.0.0.1/", "https://[fd00::1]/", "https://2130706433/", "https://127.0.0.1/",
        "https://localhost/", "https://169.254.169.254./"
      })
  void a_url_that_may_not_be_asked_is_a_problem(String url) throws IOException {
    assertThat(problems(summaryTo(url, false)))
        .singleElement()
        .asString()
        .startsWith("business.summary-url is " + url);
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.com/x?y=1, false",
    "https://example.com:8443/, false",
    "https://8.8.8.8/,          false",
    "http://127.0.0.1:8000/,    true",
    "http://localhost:8000/,    true",
    "https://[::1]/,            true"
  })
  void a_url_that_may_be_asked_is_not(String url, boolean local) throws IOException {
    assertThat(profile(summaryTo(url, local)).summaries()).isNotNull();
  }

  @Test
  void a_key_that_is_nearly_one_of_these_is_named() throws IOException {
    assertThat(problems("business:\n  toolz: []\n"))
        .containsExactlyInAnyOrder("business.toolz is not a setting: did you mean business.tools?");
  }

  @Test
  void limits_are_read() throws IOException {
    assertThat(profile("business:\n  limits:\n    calls-at-once: 3\n").limits())
        .isEqualTo(new BusinessLimits(3, BusinessLimits.UNLIMITED));
    assertThat(profile("business:\n  limits: {minutes-a-month: 600}\n").limits())
        .isEqualTo(new BusinessLimits(BusinessLimits.UNLIMITED, 600));
    assertThat(profile("business:\n  limits: {cost-a-month: 49.90}\n").limits().costAMonth())
        .isEqualByComparingTo("49.9");
    assertThat(profile("business: {}\n").limits()).isEqualTo(BusinessLimits.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{calls-at-once: 0}",
        "{calls-at-once: -1}",
        "{minutes-a-month: 1.5}",
        "{minutes-a-month: [600]}",
        "{minutes: 600}",
        "{cost-a-month: 0}",
        "{cost-a-month: 0.001}",
        "{cost-a-month: 50 USD}",
        "600"
      })
  void limits_that_are_none_are_a_problem(String limits) throws IOException {
    assertThat(problems("business:\n  limits: %s\n".formatted(limits)))
        .singleElement()
        .asString()
        .startsWith("business.limits");
  }

  @Test
  void days_of_retention_are_read_and_what_is_not_set_is_kept() throws IOException {
    assertThat(profile("business:\n  retention: {sound: 90, calls: 730}\n").retention().days())
        .containsExactly(entry("sound", 90), entry("calls", 730));
    assertThat(profile("business: {}\n").retention()).isEqualTo(RetentionPolicy.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{sound: 0}", "{words: -3}", "{call: 30}", "{tapes: a week}", "30"})
  void retention_that_is_none_is_a_problem(String retention) throws IOException {
    assertThat(problems("business:\n  retention: %s\n".formatted(retention)))
        .singleElement()
        .asString()
        .startsWith("business.retention");
  }
}
