package app.kolan.server.console.page;

import app.kolan.server.console.http.Cursor;
import app.kolan.server.console.http.Flash;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Query;
import app.kolan.server.console.http.Routes;
import app.kolan.server.identity.Permission;
import app.kolan.server.outbound.Announcement;
import app.kolan.server.outbound.CallOrder;
import app.kolan.server.outbound.OutboundCalls;
import app.kolan.server.outbound.OutgoingCallState;
import app.kolan.server.store.Contact;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.Stores;
import app.kolan.twilio.webhook.CallSid;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The calls that a business places: what waits, what is under way, and what came of the others.
/// One that waits can be taken back.
public record OutgoingCallPages(
    OutboundCalls outbound, Stores stores, RelatedOutgoingCalls related, PageAudit audit) {
  private static final int ROWS = 50;
  private static final String PATH = "/outgoing-calls";
  private static final String IN_BUSINESS = "/b/{business}" + PATH;

  public void addTo(Routes routes) {
    routes.get(IN_BUSINESS, PageAdmission.with(Permission.CALLS_READ), this::list);
    routes.post(IN_BUSINESS + "/{order}", PageAdmission.with(Permission.CALLS_PLACE), this::cancel);
  }

  /// The list.
  ///
  /// @param about the call whose orders alone are shown; empty for all
  /// @param next the query of the page after this one; null for none
  public record Shown(List<Row> rows, String about, @Nullable String next, boolean writable) {
    public Shown {
      rows = List.copyOf(rows);
    }
  }

  /// A call of the list.
  ///
  /// @param name who is called; null when that is not known, or he may not see it
  /// @param contact his page, when there is one; null otherwise
  /// @param words why he is called, or what he is told; empty for nothing, or what he may not read
  /// @param problem more about what came of it; null for nothing to say
  /// @param about the call that it is about, when it is in the list of calls; null otherwise
  /// @param own the call itself, when it is there; null otherwise
  /// @param sound below the business; empty for none
  public record Row(
      CallOrder order,
      @Nullable String name,
      @Nullable Long contact,
      String words,
      @Nullable String problem,
      @Nullable CallSid about,
      @Nullable CallSid own,
      String sound) {
    public OutgoingCallState state() {
      return OutgoingCallState.of(order);
    }

    public Duration talked() {
      return Duration.ofSeconds(order.talkedSeconds());
    }

    /// When it is placed at the earliest; null when it waits for nothing but its turn.
    public @Nullable Instant due(Instant now) {
      return isWaiting() && order.dueAt().isAfter(now) ? order.dueAt() : null;
    }

    public boolean isWaiting() {
      return state() == OutgoingCallState.WAITING;
    }

    /// How the tag of what came of it looks.
    public String tone() {
      return switch (order.result()) {
        case null -> isWaiting() ? "" : "accent";
        case TALKED, MESSAGE_LEFT -> "good";
        case NOT_REACHED, NOT_TAKEN, RING_NOT_REACHED -> "warn";
        case REFUSED, EXPIRED, FAILED -> "bad";
        case CANCELLED -> "";
      };
    }
  }

  private PageAnswer list(PageRequest request) {
    audit.note(request, "outgoing-call.list");
    CallSid about = about(request);
    List<CallOrder> found =
        outbound
            .store()
            .find(
                request.in().id(), about, Cursor.position(request.query().text("after")), ROWS + 1);
    List<CallOrder> shown = found.subList(0, Math.min(ROWS, found.size()));
    String after =
        found.size() > ROWS ? Cursor.of(shown.getLast().createdAt(), shown.getLast().id()) : "";
    String call = about == null ? "" : about.value();
    return request.show(
        "page/outgoingCalls",
        "campaigns",
        new Shown(
            rows(request, shown),
            call,
            after.isEmpty() ? null : Query.of("call", call, "after", after),
            request.may(Permission.CALLS_PLACE)));
  }

  private static @Nullable CallSid about(PageRequest request) {
    String text = request.query().text("call");
    try {
      return text.isEmpty() ? null : new CallSid(text);
    } catch (IllegalArgumentException _) {
      throw PageProblem.unknown();
    }
  }

  /// What belongs to the calls is looked up for all of them at once.
  private List<Row> rows(PageRequest request, List<CallOrder> orders) {
    var names =
        new ContactNames(stores.crm().contacts(), request)
            .knowing(orders.stream().map(order -> order.what().number()).toList());
    Map<CallSid, LoggedCall> calls =
        stores
            .calls()
            .find(
                orders.stream()
                    .flatMap(order -> Stream.of(order.what().lead(), order.call()))
                    .filter(Objects::nonNull)
                    .collect(Collectors.toSet()));
    boolean readable = request.may(Permission.TRANSCRIPTS_READ);
    return orders.stream()
        .map(
            order -> {
              CallOrder.What what = order.what();
              String name = names.name(what.number());
              return new Row(
                  order,
                  name == null && readable ? what.name() : name,
                  names.contact(what.number()).map(Contact::id).orElse(null),
                  readable ? words(what) : "",
                  CampaignReasonText.of(order.problem(), request.texts()),
                  known(request, calls, what.lead()),
                  known(request, calls, order.call()),
                  related.sound(request, order));
            })
        .toList();
  }

  private static String words(CallOrder.What what) {
    Announcement announcement = what.announcement();
    return what.reason().isBlank() && announcement != null ? announcement.words() : what.reason();
  }

  private static @Nullable CallSid known(
      PageRequest request, Map<CallSid, LoggedCall> calls, @Nullable CallSid sid) {
    LoggedCall call = sid == null ? null : calls.get(sid);
    return call != null && call.businessId() == request.in().id() ? sid : null;
  }

  private PageAnswer cancel(PageRequest request) {
    CallOrder order =
        outbound
            .store()
            .find(request.in().id(), request.inPath("order"))
            .orElseThrow(PageProblem::unknown);
    boolean cancelled = outbound.cancel(order.business(), order.id(), request.actor());
    return request.go(
        request.inBusiness(PATH),
        Flash.of(cancelled ? "flash.outgoing-cancelled" : "flash.outgoing-too-late"));
  }
}
