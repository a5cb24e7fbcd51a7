package app.kolan.server.console.page;

import app.kolan.server.business.BusinessSettings;
import app.kolan.server.business.TransferTargets.Target;
import app.kolan.server.callevents.CallEvent;
import app.kolan.server.callevents.CallEvents;
import app.kolan.server.console.http.EventStream;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Routes;
import app.kolan.server.console.http.Ui;
import app.kolan.server.identity.Permission;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.CallQuery;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.PagePosition;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.Stores;
import app.kolan.server.store.Turn;
import app.kolan.server.telephony.CallControls;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The calls that are under way, with their words as they are said. The page has what was said
/// until now; a script adds what comes, by server-sent events. Without scripts one loads it again.
public record LivePage(
    Stores stores,
    CallEvents events,
    EventStream streams,
    CallControls controls,
    UserTelephone telephone,
    PageAudit audit) {
  private static final Duration LONGEST_CALL = Duration.ofHours(4);
  private static final int MOST = 200;

  /// In the place of the name of a call that is still to come.
  private static final String COMING = "COMING";

  public void addTo(Routes routes) {
    routes.get("/b/{business}/live", PageAdmission.with(Permission.EVENTS_READ), this::show);
    routes.get(
        "/b/{business}/live/events", PageAdmission.with(Permission.EVENTS_READ), this::watch);
  }

  /// The calls under way.
  ///
  /// @param since the event after which the script is to go on
  /// @param coming how a call can be controlled that is still to come
  public record Live(List<LiveCall> calls, boolean readable, String since, Controls coming) {
    public Live {
      calls = List.copyOf(calls);
    }
  }

  /// One of them.
  public record LiveCall(
      LoggedCall call, @Nullable String name, List<Turn> turns, Controls controls) {
    public LiveCall {
      turns = List.copyOf(turns);
    }
  }

  /// What can be done with a call.
  ///
  /// @param sid a name in its place where it is still to come
  /// @param hints whether its agent understands hints
  /// @param transfers to whom the caller can be connected, by their labels
  /// @param mine whether he can be connected to the telephone of who looks
  public record Controls(String sid, boolean hints, List<String> transfers, boolean mine) {
    public Controls {
      transfers = List.copyOf(transfers);
    }

    private static Controls of(String sid, boolean hints, BusinessSettings settings, boolean mine) {
      return new Controls(
          sid,
          hints,
          settings.business().transfers().all().stream().map(Target::label).toList(),
          mine);
    }
  }

  /// As it is, or as it will be once the greeting is over.
  private Controls controls(PageRequest request, LoggedCall call, boolean mine) {
    return controls
        .find(call.sid(), request.in().id())
        .map(
            known ->
                Controls.of(
                    call.sid().value(), known.control().takesHints(), known.settings(), mine))
        .orElseGet(() -> coming(request, call.sid().value(), mine));
  }

  /// By the settings of now: an agent with speech-to-text, a language model and a voice of its own
  /// understands hints, and one that hears and speaks by itself does not.
  private static Controls coming(PageRequest request, String sid, boolean mine) {
    return request
        .site()
        .settings()
        .current(request.in().id())
        .map(
            settings -> {
              ProviderSelection providers = settings.providers();
              boolean hints =
                  providers.speechModels().isEmpty()
                      && !providers.speechToTexts().isEmpty()
                      && !providers.languageModels().isEmpty()
                      && !providers.voices().isEmpty();
              return Controls.of(sid, hints, settings, mine);
            })
        .orElseGet(() -> new Controls(sid, false, List.of(), false));
  }

  private PageAnswer show(PageRequest request) {
    audit.note(request, "events.watch");
    String since = events.run() + "-" + events.newest();
    boolean readable = request.may(Permission.TRANSCRIPTS_READ);
    boolean mine = telephone.of(request).isPresent();
    var names = new ContactNames(stores.crm().contacts(), request);
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
                        readable ? stores.turns().findByCall(call.sid()) : List.of(),
                        controls(request, call, mine)))
            .toList();
    return request.lettingScriptsLoad(
        request.show(
            "page/live", "live", new Live(calls, readable, since, coming(request, COMING, mine))));
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

  /// What an event tells the page's script; empty for nothing.
  static Optional<String> message(CallEvent event, boolean readable, Ui ui) {
    if (event.call() == null) {
      return Optional.empty();
    }
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("call", event.call().value());
    switch (event.payload()) {
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
