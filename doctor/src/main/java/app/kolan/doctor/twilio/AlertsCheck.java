package app.kolan.doctor.twilio;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import app.kolan.doctor.Finding.Level;
import app.kolan.server.telephony.rest.RestResult;
import app.kolan.server.telephony.rest.RestResult.Given;
import app.kolan.server.telephony.rest.RestResult.Refused;
import app.kolan.server.telephony.rest.RestResult.Unreachable;
import app.kolan.server.telephony.rest.TwilioRestAccount.Alert;
import app.kolan.twilio.problem.Explanation;
import app.kolan.twilio.problem.ExplanationLanguage;
import app.kolan.twilio.problem.Explanations;
import app.kolan.twilio.problem.Problems;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The Debugger's alerts of the last 24 hours, a finding for each code.
final class AlertsCheck implements Check {
  private static final Duration BACK = Duration.ofHours(24);
  private static final int CLOSED_BY_SERVER = Problems.STREAM_CLOSED.code();

  private final TwilioChecks twilioChecks;
  private final @Nullable String host;
  private final InstantSource clock;

  /// @param host the host to whose URLs the report is limited; null for all
  AlertsCheck(TwilioChecks twilioChecks, @Nullable String host, InstantSource clock) {
    this.twilioChecks = twilioChecks;
    this.host = host;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "Debugger";
  }

  @Override
  public List<Finding> look() throws InterruptedException {
    Instant since = clock.instant().minus(BACK);
    RestResult<List<Alert>> reply = twilioChecks.account().orElseThrow().alerts(since);
    return switch (reply) {
      case Given<List<Alert>>(var alerts) -> judge(alerts);
      case Refused<List<Alert>> refused ->
          List.of(RestTrouble.of("the Debugger's alerts", refused));
      case Unreachable<List<Alert>> unreachable ->
          List.of(RestTrouble.of("the Debugger's alerts", unreachable));
    };
  }

  private List<Finding> judge(List<Alert> alerts) {
    var byCode =
        alerts.stream()
            .filter(this::isReported)
            .collect(Collectors.groupingBy(Alert::code, TreeMap::new, Collectors.toList()));
    if (byCode.isEmpty()) {
      return List.of(Finding.fine("the Debugger has shown nothing in the last 24 hours"));
    }
    return byCode.values().stream()
        .sorted(Comparator.comparing(AlertsCheck::last).reversed())
        .map(this::of)
        .toList();
  }

  private boolean isReported(Alert alert) {
    return alert.code() > 0 && (host == null || isAt(host, alert));
  }

  private Finding of(List<Alert> same) {
    int code = same.getFirst().code();
    Optional<Explanation> known = Explanations.in(ExplanationLanguage.ENGLISH).withCode(code);
    String what =
        "the Debugger has shown %d%s %s in the last 24 hours, last at %s%s"
            .formatted(
                code,
                known.map(explanation -> " (" + explanation.title() + ")").orElse(""),
                same.size() == 1 ? "once" : same.size() + " times",
                last(same).truncatedTo(ChronoUnit.SECONDS),
                places(same));
    return new Finding(
        level(code, same),
        what,
        known
            .map(explanation -> "the usual cause: " + explanation.causes().getFirst())
            .orElse(null),
        known.map(explanation -> explanation.remedies().getFirst()).orElse(null),
        List.of(code));
  }

  /// Twilio reports as an error that the server closes its stream, which is how a conversation
  /// ends.
  private static Level level(int code, List<Alert> same) {
    boolean error = same.stream().anyMatch(Alert::error);
    return error && code != CLOSED_BY_SERVER ? Level.WARNING : Level.NOTE;
  }

  private String places(List<Alert> same) {
    String here = twilioChecks.target().voiceUrl().getHost();
    long ours = same.stream().filter(alert -> isAt(here, alert)).count();
    if (ours == same.size()) {
      return ", at " + here;
    }
    return ours == 0 ? ", elsewhere" : ", %d of them at %s".formatted(ours, here);
  }

  private static Instant last(List<Alert> same) {
    return same.stream().map(Alert::at).max(Comparator.naturalOrder()).orElseThrow();
  }

  private static boolean isAt(String host, Alert alert) {
    try {
      return host.equalsIgnoreCase(URI.create(alert.url()).getHost());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
