package app.kolan.server.agent;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.business.BookableResource;
import app.kolan.server.business.BookableResource.Kind;
import app.kolan.server.business.BookableService;
import app.kolan.server.business.BookingSettings;
import app.kolan.server.business.BusinessProfile;
import app.kolan.server.business.HolidayPolicy;
import app.kolan.server.business.OpeningHours;
import app.kolan.server.business.OpeningHours.Hours;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.AppointmentQuery;
import app.kolan.server.store.AppointmentStore.Outcome;
import app.kolan.server.store.AppointmentTime;
import app.kolan.server.stories.Story;
import app.kolan.simulator.CallReport;
import app.kolan.simulator.script.Sounds;
import app.kolan.stubs.llm.ChatTurn;
import app.kolan.stubs.llm.ModelReply;
import app.kolan.stubs.llm.OpenAiChatStub;
import app.kolan.stubs.sound.KnownClips;
import app.kolan.stubs.stt.DeepgramStub;
import app.kolan.stubs.tts.AzureVoiceStub;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.net.URI;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ten ways in which Israelis ask for an appointment, each a whole call over real sockets, some at
/// the same time. The model hands on what callers say; what it means is for the tools to
/// understand.
@Tag("socket")
class WaysToAskCallsTest {
  private static final ZoneId ISRAEL = ZoneId.of("Asia/Jerusalem");

  /// A Sunday, three days before the eve of Pesach.
  private static final LocalDate TODAY = LocalDate.of(2027, 4, 18);

  /// The number that simulated callers have.
  private static final PhoneNumber CALLER = new PhoneNumber("+972500000001");

  /// Their appointment before they call.
  private static final LocalDateTime BEFORE = LocalDate.of(2027, 5, 6).atTime(10, 0);

  private static final String NO = "לא, רק בשבת";
  private static final String OTHER_DAY = "בעצם עדיף בשני במאי";

  /// Tools have five seconds, on a machine that does other things, too.
  private static final int AT_ONCE = 10;

  private static final Duration LENGTH = Duration.ofMillis(1600);
  private static final Pattern SLOT =
      Pattern.compile("(?m)^- (\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}): (.*)$");
  private static final Pattern MARKED = Pattern.compile("<data from=\"[^\"]*\">\n(.*)\n</data>");

  /// @param words what the caller begins with
  /// @param wish what the model hands on to find_appointments
  /// @param then what the caller says after the offer; null for yes
  /// @param first the earliest day that is right; null when nothing is to be booked
  private record Way(
      String words,
      String wish,
      @Nullable String then,
      @Nullable LocalDate first,
      @Nullable LocalDate last,
      LocalTime from,
      @Nullable String person,
      boolean moves) {
    Way(String words, String wish, LocalDate first, LocalDate last) {
      this(words, wish, null, first, last, LocalTime.MIN, null, false);
    }

    boolean isRight(Appointment appointment) {
      LocalDateTime start = LocalDateTime.ofInstant(appointment.time().startsAt(), ISRAEL);
      LocalDate day = start.toLocalDate();
      return first != null
          && last != null
          && !day.isBefore(first)
          && !day.isAfter(last)
          && !start.toLocalTime().isBefore(from)
          && (person == null || person.equals(appointment.time().person()));
    }
  }

  private static LocalDate day(int month, int day) {
    return LocalDate.of(2027, month, day);
  }

  private static final List<Way> WAYS =
      List.of(
          new Way(
              "אפשר לקבוע תור לדנה ליום שלישי אחרי הצהריים?",
              "\"person\":\"dana\",\"day\":\"יום שלישי אחרי הצהריים\"",
              null,
              day(4, 20),
              day(4, 20),
              LocalTime.NOON,
              "dana",
              false),
          new Way("יש משהו השבוע?", "\"day\":\"השבוע\"", TODAY, day(4, 24)),
          new Way("מחר בבוקר מתאים?", "\"day\":\"מחר בבוקר\"", day(4, 19), day(4, 19)),
          new Way("עדיף אחרי החג", "\"day\":\"אחרי החג\"", day(4, 29), day(5, 5)),
          new Way(
              "אולי בעוד שבועיים, בערב?",
              "\"day\":\"בעוד שבועיים, בערב\"",
              null,
              day(5, 2),
              day(5, 2),
              LocalTime.of(17, 0),
              null,
              false),
          // The first day of the holiday, on which nobody works: another one is offered.
          new Way(
              "אני רוצה גוון ביום חמישי",
              "\"service\":\"color\",\"day\":\"יום חמישי\"",
              day(4, 25),
              day(5, 5)),
          new Way(
              "יש תור אצל יוסי ב-29 באפריל אחרי חמש?",
              "\"person\":\"yossi\",\"day\":\"29 באפריל אחרי חמש\"",
              null,
              day(4, 29),
              day(4, 29),
              LocalTime.of(17, 0),
              "yossi",
              false),
          new Way(
              "אני צריכה להזיז את התור שלי למחרתיים",
              "\"day\":\"מחרתיים\"",
              null,
              day(4, 20),
              day(4, 20),
              LocalTime.MIN,
              null,
              true),
          new Way("צריך תור בשבת", "\"day\":\"שבת\"", NO, null, null, LocalTime.MIN, null, false),
          new Way(
              "תור לשבוע הבא בבקשה",
              "\"day\":\"שבוע הבא\"",
              OTHER_DAY,
              day(5, 2),
              day(5, 2),
              LocalTime.MIN,
              null,
              false));

  @TempDir private Path data;
  private final DeepgramStub speechToText = new DeepgramStub(clips(), AgentHarness.KEY);
  private final OpenAiChatStub languageModel =
      new OpenAiChatStub(AgentHarness.KEY, (_, _, _) -> ModelReply.words("שלום."));
  private final AzureVoiceStub voice = new AzureVoiceStub();

  private static KnownClips clips() {
    var clips = new KnownClips();
    clips.knows(Objects.requireNonNull(Story.SOUNDS.callerClips().get("yes")), "כן");
    Stream.concat(WAYS.stream().map(Way::words), Stream.of(NO, OTHER_DAY))
        .forEach(words -> clips.knows(Sounds.speechLike(seed(words), LENGTH), words));
    return clips;
  }

  /// A script quotes what is said, and no question mark changes a sound.
  private static String seed(String words) {
    return words.replace("\"", "");
  }

  @BeforeEach
  void open() {
    speechToText.start();
    languageModel.start();
    voice.start();
    languageModel.answerWith((_, turns, _) -> reply(turns));
  }

  @AfterEach
  void close() {
    speechToText.close();
    languageModel.close();
    voice.close();
  }

  @Test
  void each_of_them_gets_what_the_caller_means() throws Exception {
    Instant morning = TODAY.atTime(8, 0).atZone(ISRAEL).toInstant();
    Duration ahead = Duration.between(Instant.now(), morning);
    InstantSource clock = () -> Instant.now().plus(ahead);
    try (AgentHarness harness = AgentHarness.open(data, providers(), profile(), clock);
        var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      Appointment mine = before(harness, clock.instant());
      Map<Way, Future<CallReport>> calls = new LinkedHashMap<>();
      for (Way way : WAYS) {
        calls.put(way, threads.submit(() -> harness.call(script(way))));
      }
      for (Map.Entry<Way, Future<CallReport>> call : calls.entrySet()) {
        Way way = call.getKey();
        CallReport report = call.getValue().get();
        assertThat(report.failures()).as(way.words()).isEmpty();
        Optional<Appointment> made = made(harness, way, report, mine);
        assertThat(made.isPresent()).as(way.words()).isEqualTo(way.first() != null);
        made.ifPresent(
            appointment ->
                assertThat(way.isRight(appointment))
                    .as(way.words() + " → " + appointment.time())
                    .isTrue());
      }
      assertThat(all(harness))
          .filteredOn(each -> each.service().equals("color"))
          .as("another service is another length")
          .allSatisfy(
              each ->
                  assertThat(each.time().endsAt())
                      .isEqualTo(each.time().startsAt().plus(Duration.ofMinutes(60))))
          .hasSize(1);
    }
  }

  private static String script(Way way) {
    String turn =
        """
        caller waits for silence of 1200ms
        caller says %s
        agent speaks within 60s
        """;
    String yes = turn.formatted("yes");
    String answers =
        way.then() == null
            ? yes + yes
            : way.first() == null
                ? turn.formatted(quoted(way.then()))
                : turn.formatted(quoted(way.then())) + yes + yes;
    return """
        agent says greeting within 60s
        agent says ask_reason within 60s
        caller waits for silence
        caller says %s
        agent speaks within 60s
        """
            .formatted(quoted(way.words()))
        + answers
        + "call ends within 60s\n";
  }

  private static String quoted(String words) {
    return "\"%s\" for %dms".formatted(seed(words), LENGTH.toMillis());
  }

  private static ModelReply reply(List<ChatTurn> turns) {
    return switch (turns.getLast()) {
      case ChatTurn.Outcome(_, var result) -> told(result);
      case ChatTurn.FromUser(var words) -> asked(turns, words);
      case ChatTurn.FromModel _, ChatTurn.Use _ -> ModelReply.words("כן.");
    };
  }

  private static ModelReply told(String result) {
    Matcher marked = MARKED.matcher(result);
    Matcher slot = SLOT.matcher(result);
    if (result.startsWith("Not done yet.") && marked.find()) {
      return ModelReply.words(marked.group(1));
    }
    if (result.startsWith("It is ")) {
      return ModelReply.words(BookingModel.DONE).andUse("end_call", "{}");
    }
    return ModelReply.words(slot.find() ? "יש תור " + slot.group(2) + ". מתאים?" : "רגע.");
  }

  private static ModelReply asked(List<ChatTurn> turns, String words) {
    for (Way way : WAYS) {
      if (words.contains(way.words())) {
        return find(way.wish());
      }
    }
    if (words.contains(OTHER_DAY)) {
      return find("\"day\":\"2 במאי\"");
    }
    if (words.contains(NO)) {
      return ModelReply.words("אין בעיה, להתראות.").andUse("end_call", "{}");
    }
    ChatTurn.Outcome last = last(turns, ChatTurn.Outcome.class);
    ChatTurn.Use use = last(turns, ChatTurn.Use.class);
    boolean moves =
        turns.stream()
            .anyMatch(
                turn -> turn instanceof ChatTurn.FromUser(var said) && said.contains("להזיז"));
    String tool = moves ? "move_appointment" : "book_appointment";
    if (last.result().startsWith("Not done yet.")) {
      return ModelReply.use(
          tool, use.arguments().strip().replaceFirst("}$", ",\"confirmed\":true}"));
    }
    Matcher slot = SLOT.matcher(last.result());
    if (!slot.find()) {
      return ModelReply.words("רגע.");
    }
    String service = use.arguments().contains("color") ? "color" : "cut";
    Matcher person = Pattern.compile("\"person\":\"[a-z]+\",").matcher(use.arguments());
    String with = person.find() ? person.group() : "";
    return ModelReply.use(
        tool,
        moves
            ? "{\"start\":\"%s\",\"appointment\":\"2027-05-06 10:00\"}".formatted(slot.group(1))
            : "{\"service\":\"%s\",%s\"start\":\"%s\",\"name\":\"רות\"}"
                .formatted(service, with, slot.group(1)));
  }

  private static ModelReply find(String wish) {
    String service = wish.contains("service") ? "" : "\"service\":\"cut\",";
    return ModelReply.use("find_appointments", "{" + service + wish + "}");
  }

  private static <T extends ChatTurn> T last(List<ChatTurn> turns, Class<T> kind) {
    return turns.stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .reduce((_, next) -> next)
        .orElseThrow();
  }

  private static Appointment before(AgentHarness harness, Instant now) {
    Instant from = BEFORE.atZone(ISRAEL).toInstant();
    Instant to = from.plus(Duration.ofMinutes(30));
    Outcome outcome =
        harness
            .stores()
            .crm()
            .appointments()
            .book(
                new Appointment.Draft(
                    1,
                    "cut",
                    "תספורת",
                    new AppointmentTime("dana", null, from, to, to),
                    "רות",
                    CALLER,
                    null,
                    null,
                    "user:1"),
                now);
    return ((Outcome.Booked) outcome).appointment();
  }

  /// What came of a call: the appointment that it booked or moved.
  private static Optional<Appointment> made(
      AgentHarness harness, Way way, CallReport report, Appointment mine) {
    var call = new CallSid(report.callSid());
    return all(harness).stream()
        .filter(
            each ->
                way.moves()
                    ? each.id() == mine.id() && call.equals(each.changedCall())
                    : call.equals(each.call()))
        .findFirst();
  }

  private static List<Appointment> all(AgentHarness harness) {
    return harness
        .stores()
        .crm()
        .appointments()
        .find(AppointmentQuery.booked(1, Instant.EPOCH, 99));
  }

  /// Two who work from Sunday to Thursday, and keep the holidays.
  private static BusinessProfile profile() {
    var all = List.of(new Hours(LocalTime.of(9, 0), LocalTime.of(20, 0)));
    var hours =
        new OpeningHours(
            ISRAEL,
            Map.of(
                DayOfWeek.SUNDAY, all,
                DayOfWeek.MONDAY, all,
                DayOfWeek.TUESDAY, all,
                DayOfWeek.WEDNESDAY, all,
                DayOfWeek.THURSDAY, all),
            Map.of(),
            HolidayPolicy.USUAL);
    List<String> both = List.of("dana", "yossi");
    return BusinessProfile.builder()
        .localTools(true)
        .booking(
            new BookingSettings(
                List.of(
                    new BookableService("cut", "תספורת", 30, 0, null, both, List.of()),
                    new BookableService("color", "גוון", 60, 0, null, both, List.of())),
                List.of(
                    new BookableResource("dana", "דנה", Kind.PERSON, hours, List.of()),
                    new BookableResource("yossi", "יוסי", Kind.PERSON, hours, List.of())),
                30,
                0,
                60,
                ISRAEL))
        .build();
  }

  private ProviderSelection providers() {
    return new ProviderSelection(
        List.of(),
        List.of(AgentHarness.at("deepgram", speechToText.socketUrl(), AgentHarness.LONG)),
        List.of(
            AgentHarness.at("openai", URI.create(languageModel.url() + "/v1"), AgentHarness.LONG)),
        List.of(AgentHarness.at("azure", voice.url(), AgentHarness.LONG)));
  }
}
