package app.kolan.server.store.sql;

import app.kolan.server.store.Contact;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LeadWork;
import app.kolan.server.store.LeadWork.NoLead;
import app.kolan.server.store.LeadWork.State;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.Recording;
import app.kolan.server.store.RecordingState;
import app.kolan.server.store.TimelineEntry;
import app.kolan.server.store.Turn;
import app.kolan.server.store.WorkedLead;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Gives a lead its contact and its timeline. One transaction, which changes nothing when it is
/// made again.
final class LeadFollowUp {
  /// What somebody who tells his name may say; longer is a sentence about something else.
  private static final int MOST_OF_A_NAME = 60;

  private LeadFollowUp() {}

  static Optional<WorkedLead> follow(Handle handle, CallSid call, Instant at) {
    Optional<WorkedLead> found = LeadWorkTable.find(handle, call);
    if (found.isEmpty()) {
      return found;
    }
    Lead lead = found.get().lead();
    LeadWork work = found.get().work();
    addToTimeline(handle, lead);
    if (work.contact() == null && isFromUnwanted(handle, lead)) {
      if (work.state() == State.NEW) {
        markAsSpam(handle, lead, work, at);
      }
      return LeadWorkTable.find(handle, call);
    }
    if (work.reason() == null || !work.reason().isNobody()) {
      contact(handle, lead, work, at)
          .ifPresent(
              contact -> {
                addName(handle, contact, lead);
                if (!Objects.equals(contact, work.contact())) {
                  link(handle, call, contact);
                }
              });
    }
    return LeadWorkTable.find(handle, call);
  }

  /// The contact of a lead, made if need be. There is none as long as no number is known: a hidden
  /// one is nobody's.
  private static Optional<Long> contact(Handle handle, Lead lead, LeadWork work, Instant at) {
    List<PhoneNumber> numbers =
        Stream.of(lead.caller(), lead.callback())
            .filter(Objects::nonNull)
            .filter(PhoneNumber::isDialable)
            .distinct()
            .toList();
    long business = lead.businessId();
    Long known = work.contact();
    if (known == null && !numbers.isEmpty()) {
      known =
          numbers.stream()
              .map(number -> ContactTable.idOf(handle, business, number))
              .flatMap(Optional::stream)
              .findFirst()
              .orElseGet(() -> make(handle, business, numbers.getFirst(), lead.createdAt()));
    }
    if (known != null) {
      for (PhoneNumber number : numbers) {
        boolean _ = ContactChanges.addNumber(handle, business, known, number, at);
      }
    }
    return Optional.ofNullable(known);
  }

  private static long make(Handle handle, long business, PhoneNumber number, Instant at) {
    long id = ContactChanges.insert(handle, business, Contact.BY_KOLAN, at);
    if (ContactChanges.addNumber(handle, business, id, number, at)) {
      return id;
    }
    // Another server has made it meanwhile.
    handle.execute("delete from contacts where id = ?", id);
    return ContactTable.idOf(handle, business, number).orElseThrow();
  }

  private static void link(Handle handle, CallSid call, long contact) {
    handle
        .createUpdate("update leads set contact_id = :contact where call_sid = :call")
        .bind("contact", contact)
        .bind("call", call.value())
        .execute();
    handle
        .createUpdate("update promises set contact_id = :contact where call_sid = :call")
        .bind("contact", contact)
        .bind("call", call.value())
        .execute();
  }

  /// A call tells one name: what is known of it later replaces what was known before.
  private static void addName(Handle handle, long contact, Lead lead) {
    String name = lead.name() == null ? heardName(handle, lead) : lead.name();
    if (name == null) {
      return;
    }
    int changed =
        handle
            .createUpdate(
                "update contact_names set name = :name, turn = :turn where call_sid = :call")
            .bind("name", name)
            .bind("turn", lead.nameTurn())
            .bind("call", lead.call().value())
            .execute();
    if (changed == 0) {
      ContactChanges.addName(
          handle, contact, name, lead.call(), lead.nameTurn(), lead.createdAt(), Contact.BY_KOLAN);
    }
  }

  /// What was said in the turn that tells the name, if it can be one.
  private static @Nullable String heardName(Handle handle, Lead lead) {
    Integer position = lead.nameTurn();
    if (position == null) {
      return null;
    }
    return TurnTable.findByCall(handle, lead.call()).stream()
        .filter(turn -> turn.position() == position)
        .map(Turn::words)
        .filter(Objects::nonNull)
        .map(String::strip)
        .filter(words -> !words.isEmpty() && words.length() <= MOST_OF_A_NAME)
        .findFirst()
        .orElse(null);
  }

  private static boolean isFromUnwanted(Handle handle, Lead lead) {
    return UnwantedNumberTable.has(handle, lead.businessId(), lead.caller());
  }

  private static void markAsSpam(Handle handle, Lead lead, LeadWork work, Instant at) {
    LeadWorkTable.set(
        handle,
        lead.call(),
        new LeadWork(
            State.NOT_A_LEAD,
            NoLead.SPAM,
            null,
            work.assignee(),
            work.priority(),
            work.dueAt(),
            work.fields(),
            work.revision(),
            work.changedAt()),
        at);
    String detail = new FieldChanges().field("state", State.NEW, State.NOT_A_LEAD).detail();
    TimelineTable.add(
        handle,
        lead.businessId(),
        lead.call(),
        null,
        new TimelineEntry.Draft(
            TimelineEntry.Kind.CHANGE,
            at,
            Contact.BY_KOLAN,
            "spam:" + lead.call().value(),
            detail));
  }

  private static void addToTimeline(Handle handle, Lead lead) {
    Optional<LoggedCall> call = CallTable.find(handle, lead.call());
    ObjectNode detail =
        TimelineTable.object()
            .put("call", lead.call().value())
            .put("caller", lead.caller().value())
            .put("outcome", call.map(each -> each.outcome().name()).orElse(null));
    add(
        handle,
        lead,
        TimelineEntry.Kind.CALL,
        call.map(LoggedCall::arrivedAt).orElse(lead.createdAt()),
        "call:" + lead.call().value(),
        detail);
    for (Recording recording : RecordingTable.findByCall(handle, lead.call())) {
      if (recording.state() != RecordingState.ABSENT) {
        add(
            handle,
            lead,
            TimelineEntry.Kind.MESSAGE,
            recording.announcedAt(),
            "message:" + recording.sid().value(),
            TimelineTable.object()
                .put("recording", recording.sid().value())
                .put("length", ResultRow.millis(recording.length()))
                .put("words", recording.words()));
      }
    }
  }

  private static void add(
      Handle handle,
      Lead lead,
      TimelineEntry.Kind kind,
      Instant at,
      String once,
      ObjectNode detail) {
    TimelineTable.add(
        handle,
        lead.businessId(),
        lead.call(),
        null,
        new TimelineEntry.Draft(kind, at, Contact.BY_KOLAN, once, detail.toString()));
  }
}
