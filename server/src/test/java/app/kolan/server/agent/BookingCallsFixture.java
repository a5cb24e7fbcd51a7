package app.kolan.server.agent;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.business.AlertKind;
import app.kolan.server.business.AlertRule;
import app.kolan.server.business.AlertRule.Channel;
import app.kolan.server.business.BookableResource;
import app.kolan.server.business.BookableResource.Kind;
import app.kolan.server.business.BookableService;
import app.kolan.server.business.BookingMessages;
import app.kolan.server.business.BookingSettings;
import app.kolan.server.business.BusinessProfile;
import app.kolan.server.business.CallingSettings;
import app.kolan.server.business.OpeningHours;
import app.kolan.server.business.OpeningHours.Hours;
import app.kolan.server.business.QuietTimes;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.AppointmentQuery;
import app.kolan.server.store.AppointmentStore;
import app.kolan.server.store.AppointmentStore.Outcome;
import app.kolan.server.store.AppointmentTime;
import app.kolan.stubs.llm.ModelReply;
import app.kolan.stubs.llm.OpenAiChatStub;
import app.kolan.stubs.stt.DeepgramStub;
import app.kolan.stubs.tts.AzureVoiceStub;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.net.URI;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Whole calls about appointments, judged by what the caller hears and what is in the store.
abstract class BookingCallsFixture {
  static final ZoneId ISRAEL = ZoneId.of("Asia/Jerusalem");

  /// The number that simulated callers have.
  static final PhoneNumber CALLER = new PhoneNumber("+972500000001");

  static final PhoneNumber STRANGER = new PhoneNumber("+972529876543");

  static final String BEGIN =
      """
      agent says greeting within 40s
      agent says ask_reason within 40s
      caller waits for silence
      caller says reason_short
      agent speaks within 40s
      """;
  static final String YES =
      """
      caller waits for silence of 1200ms
      caller says yes
      agent speaks within 40s
      """;
  static final String GOODBYE = "call ends within 60s\n";

  /// The day on which the test begins, which may be over before it ends.
  final LocalDate today = LocalDate.now(ISRAEL);

  @TempDir Path data;
  final DeepgramStub speechToText = new DeepgramStub(AgentHarness.clips(), AgentHarness.KEY);
  final OpenAiChatStub languageModel =
      new OpenAiChatStub(AgentHarness.KEY, (_, _, _) -> ModelReply.words("שלום."));
  final AzureVoiceStub voice = new AzureVoiceStub();

  @BeforeEach
  void open() {
    speechToText.start();
    languageModel.start();
    voice.start();
  }

  @AfterEach
  void close() {
    speechToText.close();
    languageModel.close();
    voice.close();
  }

  /// What happens when the five minutes of a hold are over: somebody else has what was held.
  void takeAway(AgentHarness harness, AppointmentStore store) {
    CallSid call = harness.stores().calls().latest(1).getFirst().sid();
    Instant first = at(1, 9);
    store.release(1, call);
    assertThat(store.book(draft(STRANGER, first, first.plus(Duration.ofHours(2))), Instant.now()))
        .isInstanceOf(Outcome.Booked.class);
  }

  static Appointment book(AgentHarness harness, PhoneNumber number, Instant from) {
    Outcome outcome =
        harness
            .stores()
            .crm()
            .appointments()
            .book(draft(number, from, from.plus(Duration.ofMinutes(30))), Instant.now());
    return ((Outcome.Booked) outcome).appointment();
  }

  static Appointment.Draft draft(PhoneNumber number, Instant from, Instant to) {
    return new Appointment.Draft(
        1,
        "cut",
        "תספורת",
        new AppointmentTime("dana", null, from, to, to),
        "רות",
        number,
        null,
        null,
        "user:1");
  }

  Instant at(int days, int hour) {
    return today.plusDays(days).atTime(hour, 0).atZone(ISRAEL).toInstant();
  }

  static Appointment only(AgentHarness harness) {
    List<Appointment> all = all(harness);
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  static List<Appointment> all(AgentHarness harness) {
    return harness
        .stores()
        .crm()
        .appointments()
        .find(AppointmentQuery.booked(1, Instant.EPOCH, 99));
  }

  /// Dana is there each day from nine to five, from tomorrow on.
  BusinessProfile profile() {
    Map<DayOfWeek, List<Hours>> week =
        Arrays.stream(DayOfWeek.values())
            .collect(Collectors.toMap(Function.identity(), _ -> fromNine(LocalTime.of(17, 0))));
    return profile(new OpeningHours(ISRAEL, week, Map.of(today, List.of()), null));
  }

  static List<Hours> fromNine(LocalTime end) {
    return List.of(new Hours(LocalTime.of(9, 0), end));
  }

  static BusinessProfile profile(OpeningHours hours) {
    return BusinessProfile.builder()
        .localTools(true)
        .calling(
            new CallingSettings(
                null,
                new PhoneNumber("+97231111111"),
                Set.of("IL"),
                QuietTimes.NONE,
                3,
                200,
                null,
                CallingSettings.USUAL_COST,
                false,
                false))
        .alerts(
            List.of(
                new AlertRule(
                    Channel.MAIL,
                    "owner@example.com",
                    EnumSet.of(AlertKind.PROVIDER_SICK),
                    QuietTimes.NONE,
                    null,
                    null,
                    null)))
        .booking(
            new BookingSettings(
                List.of(
                    new BookableService("cut", "תספורת", 30, 0, null, List.of("dana"), List.of())),
                List.of(new BookableResource("dana", "דנה", Kind.PERSON, hours, List.of())),
                30,
                0,
                60,
                ISRAEL,
                new BookingMessages(
                    Channel.SMS, "+97231111111", null, List.of(), QuietTimes.NONE, 30, false)))
        .build();
  }

  ProviderSelection providers() {
    return new ProviderSelection(
        List.of(),
        List.of(at("deepgram", speechToText.socketUrl())),
        List.of(at("openai", URI.create(languageModel.url() + "/v1"))),
        List.of(at("azure", voice.url())));
  }

  static ProviderSettings at(String provider, URI url) {
    return AgentHarness.at(provider, url, AgentHarness.LONG);
  }
}
