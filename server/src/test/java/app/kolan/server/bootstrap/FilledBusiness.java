package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.bootstrap.ConsoleByHand.Shown;
import app.kolan.server.identity.Role;
import app.kolan.server.identity.User;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.CalendarLink;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LeadState;
import app.kolan.server.store.NewTurn;
import app.kolan.server.store.SavedView;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.Stores;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import app.kolan.twilio.webhook.RecordingSid;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A business with one of everything that has an identifier, made by its owner.
final class FilledBusiness {
  private static final Pattern TICKET = Pattern.compile("name=\"ticket\" value=\"([^\"]+)\"");

  /// What its owner uses, once it is filled.
  final ConsoleByHand console;

  final long id;
  final long ownersId;
  final String slug;
  final String number;

  /// The identifiers, by the names that paths have for them, and a few more: `live` is a call that
  /// is under way, `test` a test call, `session` and `passkey` are the owner's.
  final Map<String, String> ids = new HashMap<>();

  private final ApiByHand api;
  private final Path data;
  private final String here;

  private FilledBusiness(ApiByHand api, Path data, String slug, String number) throws Exception {
    this.api = api;
    this.data = data;
    this.slug = slug;
    this.number = number;
    here = "/businesses/" + slug;
    HttpResponse<String> added =
        api.send(
            "POST",
            "/businesses",
            "application/yaml",
            """
            slug: %s
            name: %s
            numbers: ["%s"]
            greeting: שלום
            human-number: "+972502345678"
            hours: {sunday: 09:00-12:00, monday: 09:00-12:00, tuesday: 09:00-12:00,
              wednesday: 09:00-12:00, thursday: 09:00-12:00, friday: 09:00-12:00,
              saturday: 09:00-12:00, holidays: open}
            booking:
              step: 30
              services: {cut: {name: תספורת, minutes: 30}}
              people: {dana: {name: דנה}}
              messages: {by: sms, from: "%s", waiting-list: 30, quiet: []}
            retention: {sound: 400, words: 400, calls: 400}
            calling: {ring: "+972502345679", quiet: [], record: true}
            alerts: [{to: "sms:+972502345679", from: "%s", kinds: [daily-digest]}]
            """
                .formatted(slug, slug, number, number, number));
    assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
    id = ApiByHand.JSON.readTree(added.body()).path("id").asLong();
    console = new ConsoleByHand(api.server);
    User owner = console.user(slug + "@example.com", false, Map.of(id, Role.OWNER));
    ownersId = owner.id();
    // The first session is one that can be ended.
    console.signIn(slug + "@example.com");
    console.signIn(slug + "@example.com");
  }

  /// Fills a business.
  ///
  /// @param digit of the calls that it has
  static FilledBusiness fill(
      ApiByHand api, Path data, PushServer push, String slug, String number, int digit)
      throws Exception {
    var filled = new FilledBusiness(api, data, slug, number);
    filled.fill(push, digit);
    filled.fillCrm();
    filled.fillAdministration();
    return filled;
  }

  private String made(String name, String path, String json) throws Exception {
    HttpResponse<String> answer = api.send("POST", here + path, json);
    assertThat(answer.statusCode()).as(path + " " + answer.body()).isIn(200, 201, 202);
    JsonNode node = ApiByHand.JSON.readTree(answer.body());
    JsonNode it = node.has("id") ? node.path("id") : node.findValue("id");
    ids.put(name, it.asText());
    return it.asText();
  }

  private void fill(PushServer push, int digit) throws Exception {
    Stores stores = api.server.stores();
    var call = new CallSid("CA" + Integer.toString(digit).repeat(32));
    var caller = new PhoneNumber("+97250%07d".formatted(digit * 1000));
    var called = new PhoneNumber(number);
    Instant at = Instant.now().minusSeconds(600);
    stores.calls().addArrival(call, TwilioByHand.ACCOUNT, id, 1, caller, called, "t" + digit, at);
    var sounds = AudioFiles.open(data);
    byte[] sound = ("RIFF of " + slug).getBytes(StandardCharsets.UTF_8);
    stores
        .turns()
        .add(
            new NewTurn(
                call,
                Speaker.CALLER,
                "x",
                Duration.ZERO,
                Duration.ofSeconds(3),
                Duration.ofSeconds(3),
                false,
                null,
                sounds.store(call, "turn-0", sound),
                "secret of " + slug));
    var message = new RecordingSid("RE" + call.value().substring(2));
    boolean _ = stores.recordings().announce(message, call, Duration.ofSeconds(3), at);
    boolean _ =
        stores
            .recordings()
            .markStored(
                message, sounds.store(call, message.value(), sound), sound.length, null, at);
    stores
        .leads()
        .save(
            new Lead(
                call, id, caller, caller, null, null, null, LeadState.COMPLETE, at, slug, slug));
    boolean _ = stores.calls().settle(call, CallOutcome.FINISHED, null, at.plusSeconds(30));
    stores.knowledge().addQuestion(id, call, "what of " + slug, "key", at);
    Await.until(
        "the call is followed up",
        () ->
            stores.crm().leads().find(id, call).orElseThrow().work().contact() != null
                && stores.afterCalls().isDone(call));
    ids.put("call", call.value());
    ids.put("turn", "0");
    ids.put("recording", message.value());
    ids.put("question", Long.toString(stores.knowledge().questions(id, 1).getFirst().id()));
    SavedView view =
        stores
            .crm()
            .savedViews()
            .add(id, ownersId, SavedView.Page.CALLS, slug, "unheard=1", at)
            .orElseThrow();
    ids.put("view", Long.toString(view.id()));
    CalendarLink link =
        stores
            .crm()
            .calendarLinks()
            .bind(
                new CalendarLink.Draft(
                    id,
                    "dana",
                    CalendarLink.Kind.CALDAV,
                    "https://example.com/dana/",
                    "dana",
                    "v1:0:x",
                    "user:1"),
                at);
    ids.put("calendar", Long.toString(link.id()));
    Shown alerts = console.get("/b/" + slug + "/alerts");
    Shown on = console.submitAndFollow(alerts, "form[data-push]", push.subscription());
    ids.put(
        "device", on.html().select("[data-device] form").attr("action").replaceFirst(".*/", ""));
    ids.put("rule", api.get(here + "/alert-rules").findValue("id").asText());
    made("alert", "/alert-tests", "{}");
    String order =
        made("order", "/outgoing-calls", "{\"call\":\"%s\",\"evenInQuiet\":true}".formatted(call));
    keepCallBack(order, digit, sound);
  }

  /// As if the two had talked, and the one who was called had been told that he is recorded.
  private void keepCallBack(String order, int digit, byte[] sound) {
    var recording = new RecordingSid("RE%031d%d".formatted(0, digit));
    var call = new CallSid("CA%031d%d".formatted(0, digit));
    Stores stores = api.server.stores();
    api.server.outbound().store().noticed(order, Instant.now());
    assertThat(api.server.outbound().store().recorded(order, recording)).isTrue();
    boolean _ = stores.recordings().announce(recording, call, Duration.ofSeconds(3), Instant.now());
    boolean _ =
        stores
            .recordings()
            .markStored(
                recording,
                AudioFiles.open(data).store(call, recording.value(), sound),
                sound.length,
                null,
                Instant.now());
  }

  private void fillCrm() throws Exception {
    made(
        "contact",
        "/contacts",
        "{\"name\":\"%s\",\"numbers\":[\"%s\"]}".formatted(slug, contactsNumber()));
    made("other", "/contacts", "{\"name\":\"%s\"}".formatted(slug));
    made(
        "promise",
        "/promises",
        "{\"promise\":\"%s\",\"dueAt\":\"%sT10:00\",\"call\":\"%s\"}"
            .formatted(slug, inAWeek(), ids.get("call")));
    made("source", "/knowledge", "{\"kind\":\"ANSWER\",\"title\":\"a\",\"text\":\"b\"}");
    made(
        "appointment",
        "/appointments",
        "{\"service\":\"cut\",\"person\":\"dana\",\"startsAt\":\"%sT10:00\"}".formatted(inAWeek()));
    made("feed", "/calendar-feeds", "{}");
    // Nothing is free before the hours: nothing is offered, and nothing kept free for it.
    made(
        "waiting",
        "/waiting-list",
        "{\"service\":\"cut\",\"number\":\"050-1234567\",\"from\":\"05:00\",\"until\":\"06:00\"}");
    made(
        "campaign",
        "/campaigns",
        """
        {"name":"yearly","purpose":"SERVICE","words":"hi","csv":"number\\n050-1112233\\n"}
        """);
  }

  String contactsNumber() {
    return "+9725%08d".formatted(id * 10);
  }

  private static LocalDate inAWeek() {
    return LocalDate.now(ZoneId.of("Asia/Jerusalem")).plusDays(7);
  }

  private void fillAdministration() throws Exception {
    made("hold", "/holds", "{\"contact\":%s,\"reason\":\"court\"}".formatted(ids.get("other")));
    String gone = made("gone", "/contacts", "{\"name\":\"gone\"}");
    made("erasure", "/erasures", "{\"contact\":%s}".formatted(gone));
    made("run", "/retention/runs", "");
    made("key", "/keys", "{\"name\":\"k\",\"scopes\":[\"calls:read\"]}");
    ids.put("passkey", "key-of-" + slug);
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve("kolan.db"));
        Statement statement = connection.createStatement()) {
      statement.execute(
          "insert into passkeys values ('%s', %d, '', '', 0, false, 0, null)"
              .formatted(ids.get("passkey"), ownersId));
    }
    made("user", "/users", "{\"email\":\"staff@%s.com\",\"role\":\"STAFF\"}".formatted(slug));
    Shown profile = console.get("/profile");
    ids.put(
        "session",
        profile.html().select("form[action*=sessions]").attr("action").replaceFirst(".*/", ""));
    for (String name :
        List.of("erasures/" + ids.get("erasure"), "retention/runs/" + ids.get("run"))) {
      Await.until("it is done", () -> isDone(here + "/" + name));
    }
  }

  private boolean isDone(String path) {
    try {
      return api.get(path).path("state").asText().equals("DONE");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /// Its owner tries the settings out.
  void beginTestCall() throws Exception {
    Shown test = console.submit(console.get("/b/" + slug + "/try"), "#try-begin", Map.of());
    ids.put("test", ApiByHand.JSON.readTree(test.text()).path("call").asText());
  }

  /// A call comes in, and its stream begins.
  ///
  /// @param line whose thread is the caller
  StreamByHand call(String call, ScheduledExecutorService line) throws Exception {
    TwilioByHand twilio = TwilioByHand.calling(api.server.port());
    Matcher ticket = TICKET.matcher(api.comesIn(call, number));
    assertThat(ticket.find()).isTrue();
    StreamByHand stream = StreamByHand.open(twilio, TwilioPaths.TWO_WAY, call);
    stream.start(ticket.group(1), TwilioByHand.ACCOUNT, id);
    stream.awaitEvent("media");
    stream.staysOn(line);
    ids.put("live", call);
    return stream;
  }
}
