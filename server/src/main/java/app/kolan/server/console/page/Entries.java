package app.kolan.server.console.page;

import app.kolan.server.console.text.Texts;
import app.kolan.server.console.text.Times;
import app.kolan.server.identity.Users;
import app.kolan.server.outbound.CallAnswer;
import app.kolan.server.outbound.CallPurpose;
import app.kolan.server.outbound.CallResult;
import app.kolan.server.outbound.Refusal;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.LeadWork;
import app.kolan.server.store.Promise;
import app.kolan.server.store.TimelineEntry;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/// The timeline of a lead or a contact, in words.
public final class Entries {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Entries() {}

  /// One entry.
  ///
  /// @param who did it; empty for Kolan itself
  /// @param details what is known of it besides, a line each
  /// @param call the call that it is about; empty for none
  /// @param sound the path of what can be heard of it, below the business; empty for nothing
  public record Entry(
      TimelineEntry.Kind kind,
      Instant at,
      String who,
      List<String> details,
      String call,
      String sound) {
    public Entry {
      details = List.copyOf(details);
    }
  }

  /// @param sounds the path of the sound of a call that was placed, by its order; empty for none
  static List<Entry> of(
      List<TimelineEntry> entries, Users users, Times times, UnaryOperator<String> sounds) {
    Texts texts = times.texts();
    var names = new HashMap<String, String>();
    return entries.stream()
        .map(
            entry ->
                new Entry(
                    entry.kind(),
                    entry.at(),
                    names.computeIfAbsent(entry.actor(), actor -> Actors.name(actor, users, texts)),
                    details(entry, users, times),
                    detail(entry).path("call").asText(""),
                    sound(entry, sounds)))
        .toList();
  }

  private static String sound(TimelineEntry entry, UnaryOperator<String> sounds) {
    String order = detail(entry).path("order").asText("");
    return entry.kind() == TimelineEntry.Kind.OUTGOING_CALL && !order.isEmpty()
        ? sounds.apply(order)
        : "";
  }

  private static List<String> details(TimelineEntry entry, Users users, Times times) {
    Texts texts = times.texts();
    JsonNode detail = detail(entry);
    var lines = new ArrayList<String>();
    switch (entry.kind()) {
      case NOTE -> lines.add(detail.path("text").asText(""));
      case SUMMARY -> lines.add(detail.path("summary").asText(""));
      case CHANGE ->
          detail
              .path("changes")
              .forEach(
                  change ->
                      lines.add(
                          texts.text(
                              "entry.change",
                              fieldName(change.path("field").asText(""), texts),
                              value(
                                  change.path("field").asText(""),
                                  change.path("before"),
                                  users,
                                  times),
                              value(
                                  change.path("field").asText(""),
                                  change.path("after"),
                                  users,
                                  times))));
      case PROMISE -> {
        for (Promise.State state : Promise.State.values()) {
          if (state.name().equals(detail.path("state").asText(""))) {
            lines.add(texts.name(state));
          }
        }
      }
      case APPOINTMENT -> {
        String at = detail.path("startsAt").asText("");
        lines.add(detail.path("title").asText(""));
        lines.add(at.isEmpty() ? "" : times.full(Instant.parse(at)));
        for (Appointment.Action action : Appointment.Action.values()) {
          if (action.name().equals(detail.path("action").asText(""))) {
            lines.add(texts.name(action));
          }
        }
      }
      case OUTGOING_CALL -> addOutgoing(lines, detail, texts);
      case CALL, MESSAGE, MERGE, ALERT -> {}
    }
    lines.removeIf(String::isBlank);
    return lines;
  }

  private static void addOutgoing(List<String> lines, JsonNode detail, Texts texts) {
    for (CallPurpose purpose : CallPurpose.values()) {
      if (purpose.name().equals(detail.path("purpose").asText(""))) {
        lines.add(texts.name(purpose));
      }
    }
    for (CallResult result : CallResult.values()) {
      if (result.name().equals(detail.path("result").asText(""))) {
        lines.add(texts.name(result));
      }
    }
    for (CallAnswer answer : CallAnswer.values()) {
      if (answer.name().equals(detail.path("answer").asText(""))) {
        lines.add(texts.name(answer));
      }
    }
    int seconds = detail.path("seconds").asInt(0);
    if (seconds > 0) {
      lines.add(texts.text("entry.talked", "%d:%02d".formatted(seconds / 60, seconds % 60)));
    }
    for (Refusal refusal : Refusal.values()) {
      if (refusal.word().equals(detail.path("problem").asText(""))) {
        lines.add(texts.name(refusal));
      }
    }
  }

  private static final Map<String, String> FIELDS =
      Map.ofEntries(
          Map.entry("workState", "lead.state"),
          Map.entry("state", "lead.state"),
          Map.entry("assignee", "lead.assignee"),
          Map.entry("priority", "lead.priority"),
          Map.entry("dueAt", "lead.due"),
          Map.entry("contact", "lead.contact"),
          Map.entry("name", "lead.name"),
          Map.entry("numbers", "person.numbers"),
          Map.entry("email", "person.email"),
          Map.entry("tags", "person.tags"),
          Map.entry("handled", "entry.handled"),
          Map.entry("postponedUntil", "entry.postponed"));

  private static final Set<String> MOMENTS = Set.of("dueAt", "postponedUntil");

  private static String fieldName(String field, Texts texts) {
    String key = FIELDS.get(field);
    return key == null ? field : texts.text(key);
  }

  private static String value(String field, JsonNode node, Users users, Times times) {
    Texts texts = times.texts();
    String text = node.isValueNode() ? node.asText("") : node.toString();
    if (node.isNull() || node.isMissingNode() || text.isEmpty()) {
      return texts.text("entry.nothing");
    }
    boolean isNumber = text.matches("[0-9]{1,18}");
    if (node.isBoolean() || field.equals("handled")) {
      return texts.text(node.asBoolean() ? "entry.yes" : "entry.no");
    }
    if (MOMENTS.contains(field) && isNumber) {
      return times.full(Instant.ofEpochMilli(Long.parseLong(text)));
    }
    if (field.equals("assignee") && isNumber) {
      return users.find(Long.parseLong(text)).map(LeadPages::nameOf).orElse(text);
    }
    for (var state : LeadWork.State.values()) {
      if (state.name().equals(text)) {
        return texts.name(state);
      }
    }
    for (var priority : LeadWork.Priority.values()) {
      if (priority.name().equals(text)) {
        return texts.name(priority);
      }
    }
    return text;
  }

  private static JsonNode detail(TimelineEntry entry) {
    try {
      return JSON.readTree(entry.detail());
    } catch (JsonProcessingException _) {
      return JSON.missingNode();
    }
  }
}
