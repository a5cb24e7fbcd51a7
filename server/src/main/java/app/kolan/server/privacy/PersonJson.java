package app.kolan.server.privacy;

import app.kolan.server.crm.ContactJson;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.AppointmentQuery;
import app.kolan.server.store.CallFiles;
import app.kolan.server.store.CallSummary;
import app.kolan.server.store.Contact;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.PagePosition;
import app.kolan.server.store.Promise;
import app.kolan.server.store.PromiseQuery;
import app.kolan.server.store.Recording;
import app.kolan.server.store.Stores;
import app.kolan.server.store.Summary;
import app.kolan.server.store.TimelineEntry;
import app.kolan.server.store.ToolCallEntry;
import app.kolan.server.store.Turn;
import app.kolan.server.store.WorkedLead;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import app.kolan.twilio.webhook.RecordingSid;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Writes `person.json` of an export, call by call.
final class PersonJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAGE = 200;
  private static final Set<String> OF_STAFF = Set.of("assignee");

  private final Stores stores;
  private final CallFiles files;

  PersonJson(Stores stores, CallFiles files) {
    this.stores = stores;
    this.files = files;
  }

  /// @param also kinds of what else is known, with their rows
  /// @param to stays open
  void write(
      String schema,
      String business,
      Selection person,
      Map<String, List<Map<String, @Nullable Object>>> also,
      Instant at,
      OutputStream to)
      throws IOException {
    JsonGenerator json = new JsonFactory().createGenerator(to);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.setCodec(JSON);
    json.useDefaultPrettyPrinter();
    json.writeStartObject();
    json.writeStringField("schema", schema);
    json.writeStringField("business", business);
    json.writeStringField("exportedAt", at.toString());
    json.writeArrayFieldStart("numbers");
    for (PhoneNumber number : person.numbers()) {
      json.writeString(number.value());
    }
    json.writeEndArray();
    long id = person.business() == null ? 0 : person.business();
    json.writeArrayFieldStart("contacts");
    for (long contact : person.contacts()) {
      for (Contact known : stores.crm().contacts().find(id, contact).stream().toList()) {
        json.writeTree(contact(known));
      }
    }
    json.writeEndArray();
    json.writeArrayFieldStart("calls");
    for (CallSid call : person.calls()) {
      for (LoggedCall known : stores.calls().find(call).stream().toList()) {
        json.writeTree(call(known));
      }
    }
    json.writeEndArray();
    json.writeArrayFieldStart("promises");
    for (long contact : person.contacts()) {
      for (Promise promise : promises(id, contact, null)) {
        json.writeTree(promise(promise));
      }
    }
    json.writeEndArray();
    json.writeArrayFieldStart("appointments");
    for (Appointment appointment : appointments(id, person)) {
      json.writeTree(appointment(appointment));
    }
    json.writeEndArray();
    for (var kind : also.entrySet()) {
      json.writeArrayFieldStart(kind.getKey());
      for (Map<String, @Nullable Object> row : kind.getValue()) {
        json.writeTree(also(row));
      }
      json.writeEndArray();
    }
    json.writeEndObject();
    json.close();
  }

  /// A row, with the sound of its recording in the zip.
  private ObjectNode also(Map<String, @Nullable Object> row) {
    ObjectNode form = JSON.valueToTree(row);
    if (row.containsKey("recordingSid")) {
      form.put("sound", soundOf(form.path("recordingSid").asText("")));
    }
    return form;
  }

  private @Nullable String soundOf(String recording) {
    if (recording.isEmpty() || recording.equals("null")) {
      return null;
    }
    Recording known = stores.recordings().find(new RecordingSid(recording)).orElse(null);
    if (known == null) {
      return null;
    }
    return sound(known.call(), known.audioFile(), sounds(known.call()));
  }

  /// The sounds of a call, in whichever place they are.
  private Set<String> sounds(CallSid call) {
    Set<String> sounds = new TreeSet<>();
    files.sounds(call).forEach(file -> sounds.add(PersonExport.nameOf(file)));
    files.archived(call).forEach(kept -> sounds.add(PersonExport.nameOf(kept)));
    return sounds;
  }

  private ObjectNode contact(Contact contact) {
    ObjectNode form = JSON.createObjectNode();
    form.put("id", contact.id());
    ContactJson.put(form, contact, PersonJson::who);
    form.set(
        "timeline",
        timeline(
            after ->
                stores.crm().contacts().timeline(contact.businessId(), contact.id(), after, PAGE)));
    return form;
  }

  private ObjectNode call(LoggedCall call) {
    ObjectNode form = JSON.createObjectNode();
    form.put("sid", call.sid().value());
    form.put("caller", call.caller().value());
    form.put("called", call.called().value());
    form.put("arrivedAt", call.arrivedAt().toString());
    form.put("endedAt", call.endedAt() == null ? null : call.endedAt().toString());
    form.put("length", call.length() == null ? null : call.length().toMillis());
    form.put("outcome", call.outcome().name());
    form.put("handedOver", call.handOverTo() != null);
    Set<String> sounds = sounds(call.sid());
    ArrayNode turns = form.putArray("turns");
    for (Turn turn : stores.turns().findByCall(call.sid())) {
      turns
          .addObject()
          .put("position", turn.position())
          .put("speaker", turn.speaker().name())
          .put("from", turn.from().toMillis())
          .put("to", turn.to().toMillis())
          .put("words", turn.words())
          .put("unheard", turn.unheard())
          .put("translation", turn.translation())
          .put("keys", turn.keys())
          .put("sound", sound(call.sid(), turn.audioFile(), sounds));
    }
    stores
        .handOvers()
        .findByCall(call.sid())
        .ifPresent(
            asked ->
                form.putObject("handOver")
                    .put("reason", asked.reason())
                    .put("at", asked.createdAt().toString()));
    ArrayNode messages = form.putArray("messages");
    for (Recording recording : stores.recordings().findByCall(call.sid())) {
      messages
          .addObject()
          .put("sid", recording.sid().value())
          .put("announcedAt", recording.announcedAt().toString())
          .put("length", recording.length() == null ? null : recording.length().toMillis())
          .put("words", recording.words())
          .put("translation", recording.translation())
          .put("sound", sound(call.sid(), recording.audioFile(), sounds));
    }
    CallSummary summarised = stores.callSummaries().find(call.sid()).orElse(null);
    if (summarised != null) {
      form.putObject("summary")
          .put("text", summarised.summary())
          .put("subject", summarised.subject())
          .put("madeBy", summarised.madeBy())
          .put("madeAt", summarised.madeAt().toString());
    }
    ArrayNode summaries = form.putArray("summaries");
    for (Summary summary : stores.summaries().findByCall(call.sid())) {
      summaries
          .addObject()
          .put("createdAt", summary.createdAt().toString())
          .put("body", summary.body());
    }
    ArrayNode tools = form.putArray("tools");
    for (ToolCallEntry tool : stores.toolCalls().findByCall(call.sid())) {
      tools
          .addObject()
          .put("tool", tool.tool())
          .put("arguments", tool.arguments())
          .put("at", tool.begunAt().toString());
    }
    WorkedLead lead = stores.crm().leads().find(call.businessId(), call.sid()).orElse(null);
    form.set("lead", lead == null ? null : lead(call, lead));
    ArrayNode promises = form.putArray("promises");
    for (Promise promise : promises(call.businessId(), null, call.sid())) {
      if (promise.contact() == null) {
        promises.add(promise(promise));
      }
    }
    ArrayNode tapes = form.putArray("tapes");
    files.tapes(call.sid()).forEach(tape -> tapes.add("tapes/" + PersonExport.nameOf(tape)));
    return form;
  }

  private ObjectNode lead(LoggedCall call, WorkedLead worked) {
    ObjectNode form = JSON.createObjectNode();
    Lead lead = worked.lead();
    form.put("name", lead.name());
    form.put("subject", lead.subject());
    form.put("callback", lead.callback() == null ? null : lead.callback().value());
    form.put("workState", worked.work().state().name());
    form.put("createdAt", lead.createdAt().toString());
    ObjectNode fields = form.putObject("fields");
    worked.work().fields().forEach(fields::put);
    form.set(
        "timeline",
        timeline(
            after -> stores.crm().leads().timeline(call.businessId(), call.sid(), after, PAGE)));
    return form;
  }

  private static @Nullable String sound(CallSid call, @Nullable String file, Set<String> sounds) {
    if (file == null) {
      return null;
    }
    String name = file.substring(file.lastIndexOf('/') + 1);
    return sounds.contains(name) ? PersonExport.soundOf(call, name) : null;
  }

  private List<Promise> promises(long business, @Nullable Long contact, @Nullable CallSid call) {
    var all = new ArrayList<Promise>();
    Instant due = Instant.EPOCH;
    long id = 0;
    List<Promise> page;
    do {
      page =
          stores
              .crm()
              .promises()
              .find(new PromiseQuery(business, null, contact, call, null, due, id, PAGE));
      all.addAll(page);
      if (!page.isEmpty()) {
        due = page.getLast().dueAt();
        id = page.getLast().id();
      }
    } while (page.size() == PAGE);
    return all;
  }

  /// Those of his numbers, and those that were booked in his calls.
  private List<Appointment> appointments(long business, Selection person) {
    Map<Long, Appointment> all = new TreeMap<>();
    for (PhoneNumber number : person.numbers()) {
      page(after -> query(business, after, number, null)).forEach(each -> all.put(each.id(), each));
    }
    for (CallSid call : person.calls()) {
      page(after -> query(business, after, null, call)).stream()
          .filter(each -> call.equals(each.call()))
          .forEach(each -> all.put(each.id(), each));
    }
    return List.copyOf(all.values());
  }

  private List<Appointment> page(Function<@Nullable Appointment, AppointmentQuery> query) {
    var all = new ArrayList<Appointment>();
    List<Appointment> page;
    do {
      page = stores.crm().appointments().find(query.apply(all.isEmpty() ? null : all.getLast()));
      all.addAll(page);
    } while (page.size() == PAGE);
    return all;
  }

  private static AppointmentQuery query(
      long business,
      @Nullable Appointment after,
      @Nullable PhoneNumber number,
      @Nullable CallSid call) {
    return new AppointmentQuery(
        business,
        Instant.EPOCH,
        null,
        null,
        number,
        call,
        after == null ? Instant.EPOCH : after.time().startsAt(),
        after == null ? Long.MIN_VALUE : after.id(),
        PAGE);
  }

  private static ObjectNode appointment(Appointment appointment) {
    return JSON.createObjectNode()
        .put("service", appointment.title())
        .put("startsAt", appointment.time().startsAt().toString())
        .put("endsAt", appointment.time().endsAt().toString())
        .put("state", appointment.state().name())
        .put("name", appointment.name())
        .put("number", appointment.number() == null ? null : appointment.number().value())
        .put("note", appointment.note())
        .put("call", sid(appointment.call()))
        .put("madeAt", appointment.madeAt().toString())
        .put("madeBy", who(appointment.madeBy()));
  }

  private static ObjectNode promise(Promise promise) {
    return JSON.createObjectNode()
        .put("promise", promise.words())
        .put("call", sid(promise.call()))
        .put("number", promise.number() == null ? null : promise.number().value())
        .put("dueAt", promise.dueAt().toString())
        .put("state", promise.state().name())
        .put("madeAt", promise.madeAt().toString())
        .put("madeBy", who(promise.madeBy()));
  }

  private interface Timeline {
    List<TimelineEntry> after(PagePosition position);
  }

  /// What was sent to the people of the business is theirs.
  private static ArrayNode timeline(Timeline entries) {
    ArrayNode all = JSON.createArrayNode();
    PagePosition position = PagePosition.NEWEST;
    List<TimelineEntry> page;
    do {
      page = entries.after(position);
      for (TimelineEntry entry : page) {
        if (entry.kind() != TimelineEntry.Kind.ALERT) {
          ObjectNode form = all.addObject();
          form.put("at", entry.at().toString());
          form.put("kind", entry.kind().name());
          form.put("by", who(entry.actor()));
          form.set("detail", detail(entry));
        }
      }
      if (!page.isEmpty()) {
        position = new PagePosition(page.getLast().at(), Long.toString(page.getLast().id()));
      }
    } while (page.size() == PAGE);
    return all;
  }

  private static JsonNode detail(TimelineEntry entry) {
    try {
      JsonNode detail = JSON.readTree(entry.detail());
      if (detail.path("changes") instanceof ArrayNode changes) {
        for (int i = changes.size() - 1; i >= 0; i--) {
          if (OF_STAFF.contains(changes.path(i).path("field").asText())) {
            changes.remove(i);
          }
        }
      }
      return detail;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the detail of a timeline cannot be read", e);
    }
  }

  /// Not which person of the business.
  private static String who(String actor) {
    return actor.equals(Contact.BY_KOLAN) || actor.equals(Promise.BY_AGENT) ? actor : "business";
  }

  private static @Nullable String sid(@Nullable CallSid call) {
    return call == null ? null : call.value();
  }
}
