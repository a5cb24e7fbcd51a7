package app.kolan.server.console.page;

import app.kolan.server.api.Replays;
import app.kolan.server.business.AlertRule.Channel;
import app.kolan.server.console.http.Flash;
import app.kolan.server.console.http.Form;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Routes;
import app.kolan.server.identity.Permission;
import app.kolan.server.notify.AlertReplay;
import app.kolan.server.store.Summary;
import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Sending alerts and summaries again, such as after an outage of who receives them: a page says
/// how many there will be, and its button does it.
public record ReplayPages(Replays replays) {
  public void addTo(Routes routes) {
    var write = PageAdmission.with(Permission.ALERTS_WRITE);
    for (What what : What.values()) {
      String path = "/b/{business}" + what.path();
      routes.get(path, write, request -> show(request, what));
      routes.post(path, write, request -> send(request, what));
    }
  }

  /// What is sent again.
  public enum What {
    ALERTS("/alert-replays"),
    SUMMARIES("/summary-replays");

    private final String path;

    What(String path) {
      this.path = path;
    }

    /// Of its page, below the business.
    public String path() {
      return path;
    }
  }

  /// Which are chosen.
  ///
  /// @param channel of alerts
  /// @param call those of this call; null for those of a span of time
  /// @param since as the field has it
  /// @param until likewise; empty for now
  public record Choice(
      What what, Channel channel, @Nullable CallSid call, String since, String until) {
    /// The fields of alerts or summaries as they come: of the last day.
    static Choice usual(PageRequest request, What what) {
      Instant yesterday = request.at().minusSeconds(24 * 60 * 60);
      return new Choice(what, Channel.WEBHOOK, null, request.times().input(yesterday), "");
    }

    static Choice of(What what, Form fields) {
      String call = fields.text("call");
      try {
        return new Choice(
            what,
            Arrays.stream(Channel.values())
                .filter(each -> each.name().equals(fields.text("channel")))
                .findFirst()
                .orElse(Channel.WEBHOOK),
            call.isEmpty() ? null : new CallSid(call),
            fields.text("since"),
            fields.text("until"));
      } catch (IllegalArgumentException _) {
        throw PageProblem.unknown();
      }
    }

    public Channel[] channels() {
      return Channel.values();
    }
  }

  /// The page.
  ///
  /// @param count how many would be sent; null when nothing is chosen yet
  /// @param unclear whether what was typed is no span of time
  public record Shown(Choice choice, @Nullable Integer count, boolean unclear) {
    public boolean tooMany() {
      return count != null && count > Replays.MOST;
    }

    public int most() {
      return Replays.MOST;
    }
  }

  private PageAnswer show(PageRequest request, What what) {
    Form fields = request.query();
    if (!fields.has("since") && !fields.has("call")) {
      return show(request, 200, new Shown(Choice.usual(request, what), null, false));
    }
    Choice choice = Choice.of(what, fields);
    Span span = span(request, choice);
    return span == null
        ? show(request, 422, new Shown(choice, null, true))
        : show(request, 200, new Shown(choice, count(request, choice, span), false));
  }

  private static PageAnswer show(PageRequest request, int status, Shown page) {
    return request.show(status, "page/replay", "alerts", page);
  }

  private PageAnswer send(PageRequest request, What what) {
    Choice choice = Choice.of(what, request.form());
    Span span = span(request, choice);
    if (span == null) {
      return show(request, 422, new Shown(choice, null, true));
    }
    OptionalInt sent =
        switch (what) {
          case ALERTS -> replays.send(request.in(), alerts(request, choice, span), request.actor());
          case SUMMARIES ->
              replays.send(request.in(), summaries(request, choice, span), request.actor());
        };
    if (sent.isEmpty()) {
      return show(request, 409, new Shown(choice, count(request, choice, span), false));
    }
    CallSid call = choice.call();
    String back = call == null ? "/alerts" : "/calls/" + call.value();
    String key = what == What.ALERTS ? "flash.alerts-replayed" : "flash.summaries-replayed";
    return request.go(request.inBusiness(back), Flash.of(key, Integer.toString(sent.getAsInt())));
  }

  /// @param since null for all of a call
  /// @param until null for now
  private record Span(@Nullable Instant since, @Nullable Instant until) {}

  /// @return null when what was typed is none
  private static @Nullable Span span(PageRequest request, Choice choice) {
    if (choice.call() != null) {
      return new Span(null, null);
    }
    Instant since = request.times().typed(choice.since());
    Instant until = request.times().typed(choice.until());
    boolean ends = choice.until().isBlank() || until != null;
    boolean inOrder = since != null && (until == null || since.isBefore(until));
    return ends && inOrder ? new Span(since, until) : null;
  }

  private int count(PageRequest request, Choice choice, Span span) {
    return switch (choice.what()) {
      case ALERTS -> replays.count(alerts(request, choice, span));
      case SUMMARIES -> replays.count(summaries(request, choice, span));
    };
  }

  private static AlertReplay alerts(PageRequest request, Choice choice, Span span) {
    CallSid call = choice.call();
    return new AlertReplay(
        request.in().id(),
        choice.channel(),
        call == null ? null : call.value(),
        span.since(),
        span.until(),
        null);
  }

  private static Summary.Replay summaries(PageRequest request, Choice choice, Span span) {
    return new Summary.Replay(request.in().id(), choice.call(), span.since(), span.until());
  }
}
