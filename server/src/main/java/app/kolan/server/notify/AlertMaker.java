package app.kolan.server.notify;

import app.kolan.server.business.AlertKind;
import app.kolan.server.business.AlertRule;
import app.kolan.server.business.BookingMessages;
import app.kolan.server.business.BookingSettings;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessProfile;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.notify.AlertStore.Cause;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.Recording;
import app.kolan.server.store.Stores;
import app.kolan.server.store.Turn;
import app.kolan.server.store.WaitingEntry;
import app.kolan.twilio.webhook.CallSid;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Makes the alerts of a cause, by the rules of its business as they are now.
final class AlertMaker {
  private static final int ID_DIGITS = 32;

  /// From the end of the call. An alert arrives within five seconds, with or without a summary.
  private static final Duration FOR_A_SUMMARY = Duration.ofSeconds(3);

  private final Stores stores;
  private final BusinessDirectory directory;

  private final CallAlertFacts callFacts;
  private volatile AlertDevices devices = AlertDevices.NONE;

  AlertMaker(Stores stores, BusinessDirectory directory, AlertLinks links) {
    this.stores = stores;
    this.directory = directory;
    callFacts = new CallAlertFacts(stores, links);
  }

  /// Has these devices told, too.
  void tellAlso(AlertDevices others) {
    devices = others;
  }

  /// Whom a business has told: by its settings, and by what people chose for themselves.
  List<AlertRule> rules(BusinessSettings business) {
    return Stream.concat(
            business.business().profile().alerts().stream(), devices.of(business).stream())
        .toList();
  }

  /// What is marked as looked at with a cause: of a call also its recordings so far. To be read
  /// before the alerts are made, so that a recording that comes meanwhile is looked at later.
  List<String> marks(Cause cause) {
    return switch (cause.kind()) {
      case CALL ->
          Stream.concat(
                  Stream.of("call:" + cause.subject()),
                  stores.recordings().findByCall(cause.call()).stream()
                      .map(recording -> "recording:" + recording.sid().value()))
              .toList();
      case RECORDING -> List.of("recording:" + cause.subject());
    };
  }

  /// Until when the alerts of a cause wait for what is done after the call, so that they can tell
  /// its summary; empty when it is done, or nothing is known that could be summarised.
  Optional<Instant> waitsUntil(Cause cause) {
    LoggedCall call = stores.calls().find(cause.call()).orElse(null);
    if (call == null || !hasRules(call)) {
      return Optional.empty();
    }
    Optional<Instant> since =
        switch (cause.kind()) {
          case CALL ->
              stores
                  .leads()
                  .find(cause.call())
                  .map(_ -> call.endedAt() == null ? Instant.MIN : call.endedAt());
          case RECORDING ->
              stores.recordings().findByCall(cause.call()).stream()
                  .filter(recording -> recording.sid().value().equals(cause.subject()))
                  .findFirst()
                  .map(Recording::announcedAt);
        };
    return since
        .filter(_ -> !stores.afterCalls().isDone(cause.call()))
        .map(at -> at.plus(FOR_A_SUMMARY));
  }

  private boolean hasRules(LoggedCall call) {
    return business(call.businessId()).filter(settings -> !rules(settings).isEmpty()).isPresent();
  }

  /// The alerts of a call that is over, or of a recording that came later.
  List<Alert.Draft> of(Cause cause, Instant now) {
    LoggedCall call = stores.calls().find(cause.call()).orElse(null);
    BusinessSettings business = call == null ? null : business(call.businessId()).orElse(null);
    if (call == null || business == null || rules(business).isEmpty()) {
      return List.of();
    }
    Lead lead = stores.leads().find(call.sid()).orElse(null);
    List<Turn> turns = stores.turns().findByCall(call.sid());
    return switch (cause.kind()) {
      case CALL ->
          drafts(
              business,
              CallAlertKinds.of(call, lead, turns, callFacts.appointment(call) != null),
              "call:" + call.sid().value(),
              call.sid().value(),
              callFacts.of(business, call, lead, turns),
              _ -> true,
              now);
      case RECORDING ->
          drafts(
              business,
              List.of(AlertKind.MESSAGE),
              "recording:" + cause.subject(),
              call.sid().value(),
              callFacts.of(business, call, lead, turns),
              _ -> true,
              now);
    };
  }

  /// The alerts of something else.
  ///
  /// @param call what it has to do with; null for none
  /// @param rules which of the business's rules it is for
  List<Alert.Draft> of(
      BusinessSettings business,
      AlertKind kind,
      String cause,
      @Nullable CallSid call,
      Consumer<AlertFacts> more,
      Predicate<AlertRule> rules,
      Instant now) {
    AlertFacts facts = AlertFacts.of(kind, business.business().name(), now);
    if (call != null) {
      facts.put("call", call.value());
      stores
          .leads()
          .find(call)
          .filter(lead -> lead.businessId() == business.business().id())
          .ifPresent(
              lead -> {
                facts.put("caller", lead.caller().value());
                callFacts.put(facts, lead);
              });
    }
    more.accept(facts);
    return drafts(
        business, List.of(kind), cause, call == null ? null : call.value(), facts, rules, now);
  }

  /// The rule by which an alert is sent now; empty when the settings no longer have it.
  Optional<AlertRule> rule(BusinessSettings settings, Alert alert) {
    BusinessProfile profile = settings.business().profile();
    if (!alert.kind().isToCaller()) {
      return rules(settings).stream()
          .filter(each -> each.destination().equals(alert.destination()))
          .findFirst();
    }
    BookingSettings booking = profile.booking();
    BookingMessages messages = booking == null ? null : booking.messages();
    return messages == null
        ? Optional.empty()
        : messages.rule(alert.channel(), alert.address(), alert.kind());
  }

  /// Why an alert is not to be sent any more; empty when it is.
  Optional<String> obsolete(Alert alert, Instant now) {
    if (!alert.kind().isToCaller()) {
      return Optional.empty();
    }
    AlertFacts facts = AlertFacts.of(alert);
    if (alert.kind() == AlertKind.WAITING_LIST) {
      return stores
              .crm()
              .waitingList()
              .find(alert.business(), Long.parseLong(facts.text("waiting")))
              .filter(entry -> entry.state() == WaitingEntry.State.OFFERED)
              .filter(entry -> Integer.toString(entry.offers()).equals(facts.text("offers")))
              .isPresent()
          ? Optional.empty()
          : Optional.of("not needed: the time is no longer held");
    }
    Optional<Appointment> appointment =
        stores
            .crm()
            .appointments()
            .find(alert.business(), Long.parseLong(facts.text("appointmentId")));
    boolean same =
        appointment
            .filter(found -> Long.toString(found.revision()).equals(facts.text("revision")))
            .isPresent();
    if (!same) {
      return Optional.of("not needed: the appointment was changed meanwhile");
    }
    return appointment.filter(found -> found.time().startsAt().isAfter(now)).isPresent()
        ? Optional.empty()
        : Optional.of("not needed: the appointment has begun");
  }

  /// The settings of now of a business.
  Optional<BusinessSettings> business(long id) {
    return directory.current(id);
  }

  private List<Alert.Draft> drafts(
      BusinessSettings business,
      List<AlertKind> kinds,
      String cause,
      @Nullable String call,
      AlertFacts facts,
      Predicate<AlertRule> rules,
      Instant now) {
    var drafts = new ArrayList<Alert.Draft>();
    for (AlertRule rule : rules(business)) {
      if (!rules.test(rule)) {
        continue;
      }
      Optional<AlertKind> kind =
          kinds.stream()
              .filter(each -> each == AlertKind.TEST || rule.kinds().contains(each))
              .findFirst();
      kind.ifPresent(
          each -> {
            boolean isTest = each == AlertKind.TEST;
            drafts.add(
                new Alert.Draft(
                    id(business.business().id(), cause, rule.destination()),
                    business.business().id(),
                    each,
                    cause,
                    call,
                    rule.channel(),
                    rule.address(),
                    facts.put("alert", each.word()).json().toString(),
                    isTest ? now : rule.quiet().endAt(now)));
          });
    }
    return drafts;
  }

  /// The same for the same cause and destination, and nobody's address.
  static String id(long business, String cause, String destination) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(
                  "%d\n%s\n%s"
                      .formatted(business, cause, destination)
                      .getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, ID_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
