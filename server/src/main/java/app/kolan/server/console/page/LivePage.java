package app.kolan.server.console.page;

import app.kolan.server.callevents.CallEvent;
import app.kolan.server.callevents.CallEvents;
import app.kolan.server.console.http.Admission;
import app.kolan.server.console.http.EventStream;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Routes;
import app.kolan.server.console.http.Ui;
import app.kolan.server.identity.Permission;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.CallQuery;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.PagePosition;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.Stores;
import app.kolan.server.store.Turn;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The calls that are under way, with their words as they are said. The page has what was said
/// until now; a script adds what comes, by server-sent events. Without scripts one loads it again.
public record LivePage(Stores stores, CallEvents events, EventStream streams, AuditNotes audit) {
  private static final Duration LONGEST_CALL = Duration.ofHours(4);
  private static final int MOST = 200;

  public void addTo(Routes routes) {
    routes.get("/b/{business}/live", Admission.with(Permission.EVENTS_READ), this::show);
    routes.get("/b/{business}/live/events", Admission.with(Permission.EVENTS_READ), this::watch);
  }

  /// The calls under way.
  ///
  /// @param since the event after which the script is to go on
  public record Live(List<LiveCall> calls, boolean readable, String since) {
    public Live {
      calls = List.copyOf(calls);
    }
  }

  /// One of them.
  public record LiveCall(LoggedCall call, @Nullable String name, List<Turn> turns) {
    public LiveCall {
      turns = List.copyOf(turns);
    }
  }

  private PageAnswer show(PageRequest request) {
    audit.note(request, "events.watch");
    String since = events.run() + "-" + events.newest();
    boolean readable = request.may(Permission.TRANSCRIPTS_READ);
    var names = new Names(stores.crm().contacts(), request);
    List<LiveCall> calls =
        stores
            .calls()
            .find(
                new CallQuery(
                    request.in().id(),
                    request.at().minus(LONGEST_CALL),
                    null,
                    CallOutcome.OPEN,
                    null,
                    PagePosition.NEWEST,
                    MOST))
            .stream()
            .filter(call -> !call.status().isEnd() && call.endedAt() == null)
            .map(
                call ->
                    new LiveCall(
                        call,
                        names.name(call.caller()),
                        readable ? stores.turns().findByCall(call.sid()) : List.of()))
            .toList();
    return request.show("page/live", "live", new Live(calls, readable, since));
  }

  private PageAnswer watch(PageRequest request) {
    boolean readable = request.may(Permission.TRANSCRIPTS_READ);
    long business = request.in().id();
    Ui ui = request.ui();
    String last =
        Optional.ofNullable(request.header("last-event-id")).orElse(request.query().text("since"));
    return streams.begin(
        request,
        Permission.EVENTS_READ,
        last,
        event -> event.business() == business,
        event -> message(event, readable, ui));
  }

  /// What the script is told of an event; empty for nothing.
  private static Optional<String> message(CallEvent event, boolean readable, Ui ui) {
    if (event.call() == null) {
      return Optional.empty();
    }
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("call", event.call().value());
    switch (event.news()) {
      case CallEvent.Ringing(var caller, var _, var _) -> {
        data.put("kind", "ringing");
        data.put("number", ui.phoneText(caller));
        data.put("at", ui.times().clock(event.at()));
      }
      case CallEvent.TurnOver(var position, var speaker, var _, var words) -> {
        data.put("kind", "turn");
        data.put("turn", position);
        data.put("caller", speaker == Speaker.CALLER);
        data.put("words", readable ? words : null);
      }
      case CallEvent.Understood(var position, var words) -> {
        data.put("kind", "turn");
        data.put("turn", position);
        data.put("caller", true);
        data.put("words", readable ? words : null);
      }
      case CallEvent.Settled(var outcome) -> {
        data.put("kind", "over");
        data.put("outcome", ui.name(outcome));
      }
      case CallEvent.Ended _ -> data.put("kind", "over");
      case CallEvent.Connected _,
          CallEvent.MessageUnderstood _,
          CallEvent.Summarised _,
          CallEvent.LeadKnown _,
          CallEvent.LeadChanged _,
          CallEvent.AppointmentChanged _,
          CallEvent.AlertSent _,
          CallEvent.AlertFailed _,
          CallEvent.AlertStatus _ -> {
        return Optional.empty();
      }
    }
    return Optional.of(data.toString());
  }
}
