package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.identity.Permission;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LeadState;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.twilio.webhook.CallSid;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Contacts, leads, promises and the search by the API of a server, over real sockets.
abstract class PeopleApiContract {
  private static final String CALL = "CA11111111111111111111111111111111";
  private static final String CLINIC = "+97231111111";
  private static final String HERE = "/businesses/clinic";

  @TempDir protected Path data;
  private PhoneServer server;
  private ApiByHand api;

  /// Adds where things are kept.
  protected abstract Config.Builder configure(Config.Builder config);

  @BeforeEach
  void start() throws Exception {
    api = ApiByHand.start(configure(ApiByHand.config(data)).build());
    server = api.server;
    for (String slug : List.of("clinic", "garage")) {
      HttpResponse<String> added =
          api.send(
              "POST",
              "/businesses",
              "application/yaml",
              """
              slug: %s
              name: %s
              numbers: ["%s"]
              fields:
                car: {label: רכב}
                age: {kind: number, label: גיל}
                visit: {kind: date, label: ביקור}
                urgency: {kind: choice, label: דחיפות, choices: [דחוף, רגיל]}
              """
                  .formatted(slug, slug, slug.equals("clinic") ? CLINIC : "+97232222222"),
              Map.of());
      assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
    }
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void a_caller_becomes_a_contact_whose_lead_is_worked_on() throws Exception {
    comesIn(CALL, "דנה");

    long contact = contactOf(CALL);
    JsonNode dana = api.get(HERE + "/contacts/" + contact);
    assertThat(dana.path("name").asText()).isEqualTo("דנה");
    assertThat(dana.path("names").path(0).path("call").asText()).isEqualTo(CALL);
    assertThat(dana.path("madeBy").asText()).isEqualTo("kolan");

    JsonNode changed =
        api.patch(
            HERE + "/leads/" + CALL,
            """
            {"workState":"IN_WORK","priority":"HIGH","dueAt":"2026-12-01T08:00:00Z",
             "fields":{"car":"מאזדה","age":41,"visit":"2026-12-02","urgency":"דחוף"}}
            """);
    assertThat(changed.path("fields").path("age").isNumber()).isTrue();
    assertThat(changed.path("fields").path("urgency").asText()).isEqualTo("דחוף");
    api.patch(HERE + "/leads/" + CALL, "{\"fields\":{\"car\":null}}");
    api.post(201, HERE + "/leads/" + CALL + "/notes", "{\"text\":\"התקשרתי\"}");

    assertThat(api.get(HERE + "/leads?workState=IN_WORK&priority=HIGH").path("items")).hasSize(1);
    assertThat(api.get(HERE + "/leads?assignee=none&dueBefore=2026-12-02T00:00:00Z").path("items"))
        .hasSize(1);
    assertThat(api.get(HERE + "/leads?workState=WON").path("items")).isEmpty();
    JsonNode timeline = api.get(HERE + "/leads/" + CALL + "/timeline").path("items");
    assertThat(timeline)
        .extracting(entry -> entry.path("kind").asText())
        .filteredOn(kind -> !kind.equals("SUMMARY"))
        .containsExactly("NOTE", "CHANGE", "CHANGE", "CALL");
    JsonNode summary = Await.until(() -> get("/leads/" + CALL).path("summary"), JsonNode::isObject);
    assertThat(summary.path("madeBy").asText()).isEqualTo("facts");
    assertThat(summary.path("text").asText()).contains("דנה");
    assertThat(api.get(HERE + "/leads").path("items").path(0).path("summary")).isEqualTo(summary);
    assertThat(api.get(HERE + "/calls/" + CALL).path("summary")).isEqualTo(summary);
    assertThat(timeline.path(0).path("detail").path("text").asText()).isEqualTo("התקשרתי");
    assertThat(timeline.path(0).path("actor").asText()).startsWith("key:");
    assertThat(api.get(HERE + "/audit").path("items"))
        .extracting(entry -> entry.path("action").asText())
        .contains("lead.update", "lead.note", "contact.read");
  }

  @Test
  void what_does_not_fit_the_businesss_fields_is_refused_and_changes_nothing() throws Exception {
    comesIn(CALL, "דנה");
    for (String fields :
        List.of(
            "{\"shoe\":\"42\"}",
            "{\"age\":\"old\"}",
            "{\"visit\":\"2.12.2026\"}",
            "{\"urgency\":\"someday\"}")) {
      assertThat(
              api.status(
                  "PATCH",
                  HERE + "/leads/" + CALL,
                  "{\"workState\":\"WON\",\"fields\":%s}".formatted(fields)))
          .as(fields)
          .isEqualTo(422);
    }
    assertThat(api.status("PATCH", HERE + "/leads/" + CALL, "{\"assignee\":77}")).isEqualTo(422);
    assertThat(api.status("PATCH", HERE + "/leads/" + CALL, "{\"contact\":99}")).isEqualTo(404);
    assertThat(api.get(HERE + "/leads/" + CALL).path("workState").asText()).isEqualTo("NEW");
  }

  @Test
  void a_contact_is_merged_and_unmerged_with_nothing_lost() throws Exception {
    comesIn(CALL, "דנה");
    long heard = contactOf(CALL);
    long written =
        api.post(
                201,
                HERE + "/contacts",
                """
                {"name":"דנה כהן","numbers":["050-765-4321"],"email":"Dana@Example.com",
                 "tags":["vip"],"consents":[{"purpose":"MARKETING","granted":true,
                 "call":"%s","at":12340}]}
                """
                    .formatted(CALL))
            .path("id")
            .asLong();
    JsonNode before = api.get(HERE + "/contacts/" + heard);
    JsonNode other = api.get(HERE + "/contacts/" + written);
    assertThat(other.path("numbers").path(0).asText()).isEqualTo("+972507654321");
    assertThat(other.path("consents").path(0).path("at").asLong()).isEqualTo(12340);

    JsonNode one =
        api.post(
            200, HERE + "/contacts/" + written + "/merge", "{\"contact\":%d}".formatted(heard));
    assertThat(one.path("numbers")).hasSize(2);
    assertThat(one.path("names")).hasSize(2);
    assertThat(api.get(HERE + "/contacts").path("items")).hasSize(1);
    assertThat(api.get(HERE + "/leads?contact=" + written).path("items")).hasSize(1);
    assertThat(api.status("PATCH", HERE + "/contacts/" + heard, "{\"doNotCall\":true}"))
        .isEqualTo(409);

    JsonNode back = api.post(200, HERE + "/contacts/" + heard + "/unmerge", "");
    assertThat(back.path("names")).isEqualTo(before.path("names"));
    assertThat(back.path("numbers")).isEqualTo(before.path("numbers"));
    JsonNode kept = api.get(HERE + "/contacts/" + written);
    assertThat(kept.path("numbers")).isEqualTo(other.path("numbers"));
    assertThat(kept.path("tags")).isEqualTo(other.path("tags"));
    assertThat(kept.path("consents")).isEqualTo(other.path("consents"));
    assertThat(contactOf(CALL)).isEqualTo(heard);
  }

  @Test
  void a_change_of_a_contact_can_be_conditional() throws Exception {
    long id = api.post(201, HERE + "/contacts", "{\"name\":\"A\"}").path("id").asLong();
    String path = HERE + "/contacts/" + id;
    String etag =
        api.send("GET", path, null, null, Map.of()).headers().firstValue("ETag").orElseThrow();
    var match = Map.of("If-Match", etag);

    assertThat(api.send("PATCH", path, "application/json", "{\"name\":\"B\"}", match).statusCode())
        .isEqualTo(200);
    assertThat(api.send("PATCH", path, "application/json", "{\"name\":\"C\"}", match).statusCode())
        .isEqualTo(412);
    assertThat(api.patch(path, "{\"language\":\"ru\"}").path("name").asText()).isEqualTo("B");
  }

  @Test
  void contacts_come_and_go_as_csv_that_excel_reads() throws Exception {
    String csv =
        """
        \uFEFFשם;טלפון;תגיות;לא להתקשר
        \u200Fדנה כהן;\u200E050-765-4321;vip, clinic;כן
        "=HYPERLINK(""x"")";+972501111111;;
        בלי מספר;;;
        """;
    JsonNode first = imported("/contacts.csv", "text/csv", csv);
    assertThat(first.path("added").asInt()).isEqualTo(2);
    assertThat(first.path("refused").path(0).path("row").asInt()).isEqualTo(4);
    assertThat(imported("/contacts.csv", "text/csv", csv).path("unchanged").asInt()).isEqualTo(2);

    HttpResponse<String> out = api.send("GET", HERE + "/contacts.csv", null, null, Map.of());
    assertThat(out.headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8");
    assertThat(out.body()).startsWith("\uFEFFid,name,numbers,");
    assertThat(out.body().substring(1)).doesNotContain("\u200E", "\u200F", "\uFEFF");
    assertThat(out.body())
        .contains("דנה כהן,+972507654321,,,clinic; vip,yes,")
        .contains("\"'=HYPERLINK(\"\"x\"\")\",+972501111111");
    JsonNode again = imported("/contacts.csv", "text/csv", out.body());
    assertThat(again.path("unchanged").asInt()).isEqualTo(2);
    assertThat(api.get(HERE + "/contacts?tag=vip").path("items")).hasSize(1);
    assertThat(api.get(HERE + "/contacts?number=0507654321").path("items")).hasSize(1);
    assertThat(
            api.send("POST", HERE + "/contacts.csv", "text/csv", "a,b\n1,2", Map.of()).statusCode())
        .isEqualTo(422);
  }

  @Test
  void a_file_with_too_many_contacts_is_refused_whole() throws Exception {
    String csv = "numbers\n" + "0501234567\n".repeat(2001);

    HttpResponse<String> answer =
        api.send("POST", HERE + "/contacts.csv", "text/csv", csv, Map.of());

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("2000");
    assertThat(api.get(HERE + "/contacts").path("items")).isEmpty();
  }

  @Test
  void contacts_come_from_vcards() throws Exception {
    String cards =
        """
        BEGIN:VCARD
        VERSION:3.0
        N:כהן;דנה;;;
        FN:דנה כהן
        TEL;TYPE=CELL:+972 50-765-4321
        EMAIL:dana@example.com
        CATEGORIES:vip
        NOTE:prefers mornings
        END:VCARD
        BEGIN:VCARD
        VERSION:2.1
        N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D7=9B=D7=94=D7=9F;=D7=90=D7=91=D7=99
        TEL;CELL:0501111111
        END:VCARD
        """
            .replace("\n", "\r\n");

    JsonNode result = imported("/contacts.vcf", "text/vcard", cards);

    assertThat(result.path("added").asInt()).as(result.toString()).isEqualTo(2);
    JsonNode items = api.get(HERE + "/contacts").path("items");
    assertThat(items)
        .extracting(contact -> contact.path("name").asText())
        .containsExactly("אבי כהן", "דנה כהן");
    assertThat(items.path(1).path("email").asText()).isEqualTo("dana@example.com");
    assertThat(
            api.get(HERE + "/contacts/" + items.path(1).path("id").asLong() + "/timeline")
                .toString())
        .contains("prefers mornings");
    assertThat(
            api.send("POST", HERE + "/contacts.vcf", "text/vcard", "hello", Map.of()).statusCode())
        .isEqualTo(422);
  }

  @Test
  void nobody_sees_people_of_another_business_or_without_the_scope() throws Exception {
    comesIn(CALL, "דנה");
    long contact = contactOf(CALL);
    assertThat(api.status("GET", "/businesses/garage/contacts/" + contact, null)).isEqualTo(404);
    assertThat(api.status("GET", "/businesses/garage/leads/" + CALL, null)).isEqualTo(404);
    assertThat(api.status("PATCH", "/businesses/garage/leads/" + CALL, "{\"workState\":\"WON\"}"))
        .isEqualTo(404);
    assertThat(
            api.status(
                "POST",
                "/businesses/garage/contacts/1/merge",
                "{\"contact\":%d}".formatted(contact)))
        .isEqualTo(404);
    assertThat(api.get("/businesses/garage/contacts").path("items")).isEmpty();

    long clinic = api.get(HERE).path("id").asLong();
    ApiByHand reader = api.withKey(clinic, EnumSet.of(Permission.TRANSCRIPTS_READ));
    try (reader) {
      assertThat(reader.status("GET", HERE + "/leads/" + CALL, null)).isEqualTo(200);
      assertThat(reader.status("GET", HERE + "/contacts", null)).isEqualTo(403);
      assertThat(reader.status("PATCH", HERE + "/leads/" + CALL, "{\"workState\":\"WON\"}"))
          .isEqualTo(403);
    }
  }

  @Test
  void a_promise_is_made_kept_and_listed() throws Exception {
    comesIn(CALL, "דנה");
    long contact = contactOf(CALL);
    JsonNode made =
        api.post(
            201,
            HERE + "/promises",
            "{\"promise\":\"call back\",\"dueAt\":\"17:00\",\"call\":\"%s\"}".formatted(CALL));
    assertThat(made.path("contact").asLong()).isEqualTo(contact);
    assertThat(made.path("number").asText()).isEqualTo("+972541234567");
    assertThat(
            Instant.parse(made.path("dueAt").asText())
                .atZone(ZoneId.of("Asia/Jerusalem"))
                .toLocalTime())
        .isEqualTo(LocalTime.of(17, 0));
    String path = HERE + "/promises/" + made.path("id").asLong();
    assertThat(api.status("GET", path.replace("clinic", "garage"), null)).isEqualTo(404);
    assertThat(api.get(HERE + "/promises?state=OPEN&contact=" + contact).path("items")).hasSize(1);

    JsonNode kept = api.post(200, HERE + "/callbacks", "{\"number\":\"0541234567\"}");
    assertThat(kept.path("items")).hasSize(1);
    assertThat(api.get(path).path("state").asText()).isEqualTo("KEPT");
    long second =
        api.post(201, HERE + "/promises", "{\"promise\":\"a price\",\"dueAt\":\"23:59\"}")
            .path("id")
            .asLong();
    assertThat(
            api.patch(HERE + "/promises/" + second, "{\"state\":\"KEPT\"}").path("state").asText())
        .isEqualTo("KEPT");
    assertThat(api.status("POST", HERE + "/promises", "{\"promise\":\"x\",\"dueAt\":\"never\"}"))
        .isEqualTo(422);
    assertThat(api.get(HERE + "/leads/" + CALL + "/timeline").path("items"))
        .extracting(entry -> entry.path("kind").asText())
        .contains("PROMISE");
  }

  @Test
  void a_call_and_its_contact_are_found_by_a_word_and_by_three_digits() throws Exception {
    comesIn(CALL, "דנה כהן");
    long contact = contactOf(CALL);

    for (String typed : List.of("%D7%9B%D7%94%D7%9F", "123", "054-123-4567")) {
      JsonNode items = api.get(HERE + "/search?q=" + typed).path("items");
      assertThat(items).as(typed).hasSize(2);
      assertThat(items)
          .extracting(hit -> hit.path("contact").asLong())
          .containsExactly(contact, contact);
    }
    assertThat(
            api.get(HERE + "/search?q=123&kind=CALL").path("items").path(0).path("call").asText())
        .isEqualTo(CALL);
    assertThat(api.get("/businesses/garage/search?q=123").path("items")).isEmpty();
    assertThat(api.status("GET", HERE + "/search?q=x", null)).isEqualTo(422);
    long clinic = api.get(HERE).path("id").asLong();
    ApiByHand reader = api.withKey(clinic, EnumSet.of(Permission.TRANSCRIPTS_READ));
    try (reader) {
      assertThat(reader.get(HERE + "/search?q=123").path("items"))
          .extracting(hit -> hit.path("kind").asText())
          .containsExactly("CALL");
    }
  }

  private JsonNode imported(String path, String type, String text) throws Exception {
    HttpResponse<String> answer = api.send("POST", HERE + path, type, text, Map.of());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new com.fasterxml.jackson.databind.ObjectMapper().readTree(answer.body());
  }

  /// A call with a lead, which is over.
  private void comesIn(String sid, String name) throws Exception {
    Map<String, String> form = TwilioByHand.call(sid);
    form.put("AccountSid", TwilioByHand.ACCOUNT);
    form.put("To", CLINIC);
    TwilioByHand.calling(server.port()).post(TwilioPaths.INCOMING_CALL, form);
    var call = server.stores().calls().find(new CallSid(sid)).orElseThrow();
    server
        .stores()
        .leads()
        .save(
            new Lead(
                call.sid(),
                call.businessId(),
                call.caller(),
                null,
                null,
                null,
                null,
                LeadState.OPEN,
                Instant.now(),
                "a tooth",
                name));
    server.stores().calls().settle(call.sid(), CallOutcome.FINISHED, null, Instant.now());
  }

  private long contactOf(String sid) {
    return Await.until(
            () -> get("/leads/" + sid).path("contact"), contact -> contact.isIntegralNumber())
        .asLong();
  }

  private JsonNode get(String path) {
    try {
      return api.get(HERE + path);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
