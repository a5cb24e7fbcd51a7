package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.bootstrap.ConsoleByHand.Shown;
import app.kolan.server.directory.BusinessAdministration.Author;
import app.kolan.server.identity.Permission;
import app.kolan.server.notify.push.PushSettings;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What belongs to another business, asked for under one's own, over real sockets: every page and
/// every operation with an identifier answers that there is no such thing, and nothing changes.
@Tag("socket")
class ForeignIdsTest {
  /// What names something of the other business elsewhere than in the path, all under one's own
  /// business: `{x}` is its own identifier, `<x>` the other's.
  private static final List<List<String>> NAMED =
      """
      PATCH /leads/{call}             {"contact":<contact>}
      PATCH /leads/{call}             {"assignee":<owner>}
      POST  /contacts/{contact}/merge {"contact":<contact>}
      POST  /promises                 {"promise":"x","dueAt":"18:00","call":"<call>"}
      POST  /promises                 {"promise":"x","dueAt":"18:00","contact":<contact>}
      POST  /outgoing-calls           {"call":"<call>","evenInQuiet":true}
      POST  /outgoing-calls           {"contact":<contact>,"evenInQuiet":true}
      POST  /erasures                 {"call":"<call>"}
      POST  /erasures                 {"contact":<contact>}
      POST  /holds                    {"call":"<call>","reason":"x"}
      POST  /holds                    {"contact":<contact>,"reason":"x"}
      POST  /alert-replays            {"call":"<call>"}
      POST  /summary-replays          {"call":"<call>"}
      POST  /alert-tests              {"rule":"<rule>"}
      GET   /leads?contact=<contact>
      GET   /promises?contact=<contact>
      GET   /promises?call=<call>
      GET   /outgoing-calls?call=<call>
      GET   /alerts?call=<call>
      GET   /person.zip?contact=<contact>
      GET   /search?q=garage
      FORM  /leads/{call}             assignee=<owner>
      FORM  /people/{contact}/merge   number=<number>
      FORM  /bulk/calls               row=<call>&do=handle
      FORM  /bulk/calls               row=<call>&do=erase
      FORM  /bulk/leads               row=<call>&do=done
      FORM  /bulk/leads               row={call}&assignee=<owner>
      FORM  /bulk/leads               restore=WON..1_.<sid>
      FORM  /bulk/erase               row=<call>
      FORM  /call-back                call=<call>&key=01234567-89ab-cdef-0123-456789abcdef&even-in-quiet=1
      FORM  /call-back                contact=<contact>&key=01234567-89ab-cdef-0123-456789abcdef&even-in-quiet=1
      FORM  /privacy/holds            number=<call>&reason=x
      FORM  /privacy/holds            contact=<contact>&reason=x
      FORM  /privacy/erasures         number=<call>&confirmed=1
      FORM  /privacy/erasures         contact=<contact>&confirmed=1
      FORM  /privacy/export           contact=<contact>
      FORM  /receptionist/publish     version=2&revision=1&state=DRAFT
      FORM  /receptionist/discard     version=2
      FORM  /alerts                   rule=<rule>
      SHOW  /privacy?contact=<contact>
      SHOW  /calls?q=garage
      SHOW  /leads?q=garage
      SHOW  /people?q=garage
      SHOW  /appointments/new?contact=<contact>&call=<call>&waiting=<waiting>
      """
          .lines()
          .map(line -> List.of(line.split(" +", 3)))
          .toList();

  /// What does not find even what is of the business itself: no sound of a greeting that Twilio's
  /// voice says, and no question that was answered just before.
  private static final Set<String> FIND_NOTHING =
      Set.of("GET /b/{business}/try/{call}/greeting", "dismissQuestion");

  @TempDir private Path data;
  private final ScheduledExecutorService line = Executors.newSingleThreadScheduledExecutor();
  private ApiByHand api;
  private PushServer push;
  private FilledBusiness own;
  private FilledBusiness foreign;
  private ConsoleByHand operator;
  private final Map<ConsoleByHand, String> csrf = new HashMap<>();

  /// Of the owner, a key of his business, and one of all.
  private String session = "";

  private String key = "";
  private String everyKey = "";

  @BeforeEach
  void start() throws Exception {
    push = new PushServer();
    api =
        ApiByHand.start(
            ApiByHand.config(data).with(PushSettings.GROUP, new PushSettings(true)).build());
    own = FilledBusiness.fill(api, data, push, "clinic", "+97231111111", 1);
    foreign = FilledBusiness.fill(api, data, push, "garage", "+97232222222", 2);
    foreign.beginTestCall();
    var _ =
        api.server
            .directories()
            .administration()
            .draft(foreign.id, "greeting: secret\n", "", Author.COMMAND);
    foreign.ids.put("version", "2");
    own.ids.put("version", "1");
    operator = new ConsoleByHand(api.server);
    operator.user("operator@example.com", true, Map.of());
    operator.signIn("operator@example.com");
    for (ConsoleByHand who : List.of(own.console, foreign.console, operator)) {
      csrf.put(who, who.get("/profile").html().select("input[name=csrf]").attr("value"));
    }
    everyKey = api.credential;
    key = api.key(own.id, EnumSet.allOf(Permission.class));
    session =
        api.post(
                201,
                "/sessions",
                "{\"email\":\"clinic@example.com\",\"password\":\"%s\"}"
                    .formatted(ConsoleByHand.PASSWORD))
            .path("token")
            .asText();
  }

  @AfterEach
  void stop() {
    line.shutdownNow();
    operator.close();
    own.console.close();
    foreign.console.close();
    api.close();
    push.close();
  }

  @Test
  void what_is_of_another_business_is_unknown_under_ones_own_and_stays_as_it_is() throws Exception {
    List<IdentifiedRequest> requests = IdentifiedRequest.all(api);
    assertThat(requests)
        .as("a new identifier needs an example in FilledBusiness")
        .allSatisfy(
            request ->
                assertThat(foreign.ids.keySet())
                    .as(request.key())
                    .containsAll(
                        request.identifiers().stream()
                            .filter(name -> !name.equals("live"))
                            .toList()));
    List<IdentifiedRequest> quiet = requests.stream().filter(request -> !request.isLive()).toList();
    List<IdentifiedRequest> live = requests.stream().filter(IdentifiedRequest::isLive).toList();
    var before = DatabaseRows.of(data);

    assertThat(found(quiet)).as("found under one's own business").isEmpty();
    assertThat(before.differencesNow()).as("changed").isEmpty();
    assertThat(shownForNamed()).as("shown for what a form names").isEmpty();
    assertThat(before.differencesNow()).as("changed for what a form names").isEmpty();
    StreamByHand call = foreign.call("CA" + "8".repeat(32), line);
    StreamByHand _ = own.call("CA" + "9".repeat(32), line);
    assertThat(found(live)).as("found under one's own business").isEmpty();
    assertThat(call.closed).isNotDone();
    assertThat(missing(requests)).as("not found by its own owner").isEmpty();
  }

  /// The requests that are answered by anything but that there is no such thing, by the owner of
  /// another business and by somebody who may do all in both.
  private List<String> found(List<IdentifiedRequest> requests) throws Exception {
    var found = new ArrayList<String>();
    for (IdentifiedRequest request : requests) {
      for (boolean asOwner : request.personal() ? List.of(true) : List.of(true, false)) {
        int status =
            request.page()
                ? ofPage(request, asOwner ? own.console : operator, foreign)
                : ofApi(request, request.personal() ? session : asOwner ? key : everyKey, foreign);
        if (status != 404) {
          found.add(request.key() + ": " + status);
        }
      }
    }
    return found;
  }

  /// The requests that do not find what is of the business itself: of pages in one, of operations
  /// in the other, so that none removes what another one looks for.
  private List<String> missing(List<IdentifiedRequest> requests) throws Exception {
    var inOrder = new ArrayList<>(requests);
    inOrder.sort(
        Comparator.comparingInt(
            (IdentifiedRequest request) ->
                List.of("GET", "POST", "PATCH", "PUT", "DELETE").indexOf(request.method())));
    var missing = new ArrayList<String>();
    for (IdentifiedRequest request : inOrder) {
      int status =
          request.page()
              ? ofPage(request, foreign.console, foreign)
              : ofApi(request, request.personal() ? session : key, own);
      if (status == 404 && !FIND_NOTHING.contains(request.key())) {
        missing.add(request.key());
      }
    }
    return missing;
  }

  /// Answers to what is [#NAMED] that do something, or tell of the other business.
  private List<String> shownForNamed() throws Exception {
    api.credential = everyKey;
    var shown = new ArrayList<String>();
    for (List<String> line : NAMED) {
      String path = both(line.get(1));
      String sent = line.size() > 2 ? both(line.get(2)) : "";
      for (ConsoleByHand who : List.of(own.console, operator)) {
        String answer =
            switch (line.getFirst()) {
              case "SHOW" -> who.get("/b/clinic" + path).html().select("main").text();
              case "FORM" -> {
                Shown done = who.post("/b/clinic" + path, form(who, sent));
                Shown page = done.status() == 303 ? who.follow(done.location()) : done;
                yield page.html().select("main").text();
              }
              default -> {
                String type = sent.isEmpty() ? null : "application/json";
                String body = sent.isEmpty() ? null : sent;
                HttpResponse<String> done =
                    api.send(line.getFirst(), "/businesses/clinic" + path, type, body);
                boolean none = done.body().equals("{\"replayed\":0}");
                yield done.statusCode() < 300 && body != null && !none ? "done" : done.body();
              }
            };
        if (answer.replaceAll("(q=|value=\"|>)garage", "").matches("(?s)done|.*garage.*")) {
          shown.add(line + ": " + answer);
        }
      }
    }
    return shown;
  }

  private String both(String text) {
    String sid = foreign.ids.getOrDefault("call", "").replaceFirst("CA", "");
    String filled =
        text.replace("<sid>", sid)
            .replace("<owner>", Long.toString(foreign.ownersId))
            .replace("<number>", foreign.contactsNumber());
    for (String name : foreign.ids.keySet()) {
      filled = filled.replace("<" + name + ">", foreign.ids.getOrDefault(name, ""));
    }
    for (String name : own.ids.keySet()) {
      filled = filled.replace("{" + name + "}", own.ids.getOrDefault(name, ""));
    }
    return filled;
  }

  private Map<String, String> form(ConsoleByHand who, String fields) {
    var form = new LinkedHashMap<String, String>();
    form.put("csrf", csrf.getOrDefault(who, ""));
    for (String field : fields.split("&", -1)) {
      String[] pair = field.split("=", 2);
      if (pair.length == 2) {
        form.put(pair[0], pair[1]);
      }
    }
    return form;
  }

  /// @param its whose identifiers are named
  private int ofPage(IdentifiedRequest request, ConsoleByHand who, FilledBusiness its)
      throws Exception {
    String slug = who == foreign.console ? foreign.slug : own.slug;
    String path = request.pathIn(slug, its.ids);
    if (request.method().equals("GET")) {
      return who.status(path);
    }
    return who.post(path, form(who, request.sent())).status();
  }

  private int ofApi(IdentifiedRequest request, String credential, FilledBusiness its)
      throws Exception {
    api.credential = credential;
    String path = request.pathIn(own.slug, its.ids);
    if (request.method().equals("GET")) {
      HttpResponse<InputStream> answer = api.open(path + request.sent(), Map.of());
      answer.body().close();
      return answer.statusCode();
    }
    boolean hasBody = !request.method().equals("DELETE");
    return api.send(
            request.method(),
            path,
            hasBody ? "application/json" : null,
            hasBody ? filled(request.sent(), its) : null,
            Map.of("If-Match", "*"))
        .statusCode();
  }

  private static String filled(String text, FilledBusiness its) {
    return text.replace("{other}", its.ids.getOrDefault("other", ""));
  }
}
