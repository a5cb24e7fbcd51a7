package app.kolan.server.notify;

import app.kolan.server.business.AlertKind;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.provider.ProviderSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// Tells that a provider of a business fails, and when it works again.
/*
 *   breaker  closed │ open ── half open ── open │ closed ── open ── closed
 *                   │◀─ a minute ─▶│ told       │◀────── five minutes ──────▶│ all-clear
 *
 * A provider that fails and recovers by turns is one incident. A business is notified of a provider
 * at most once an hour, by the servers of one database together. A restart forgets what is open:
 * the breakers begin closed, and no all-clear is sent. */
public final class ProviderWatch implements AlertWatch {
  private static final Duration SICK_AFTER = Duration.ofMinutes(1);
  private static final Duration WELL_AFTER = Duration.ofMinutes(5);

  private final BusinessDirectory directory;
  private final BiPredicate<String, ProviderSettings> isOpen;
  private final Map<Watched, Incident> incidents = new HashMap<>();

  private record Watched(long business, String job, ProviderSettings provider) {}

  /// Times in which a provider fails.
  ///
  /// @param openAt since when
  /// @param closedAt since when it works again; null as long as it does not
  /// @param told under which cause people were told; null when they were not
  private record Incident(Instant openAt, @Nullable Instant closedAt, @Nullable String told) {}

  /// @param isOpen whether the circuit breaker of a provider for a job is open; the job is as in
  ///   metrics, such as `tts`
  public ProviderWatch(BusinessDirectory directory, BiPredicate<String, ProviderSettings> isOpen) {
    this.directory = directory;
    this.isOpen = isOpen;
  }

  @Override
  public void look(Instant now, Alerts alerts) {
    for (BusinessSettings settings : directory.all()) {
      boolean isAsked =
          settings.business().profile().alerts().stream()
              .anyMatch(rule -> rule.kinds().contains(AlertKind.PROVIDER_SICK));
      if (isAsked) {
        ProviderSelection providers = settings.providers();
        look(settings, "realtime", providers.speechModels(), now, alerts);
        look(settings, "stt", providers.speechToTexts(), now, alerts);
        look(settings, "llm", providers.languageModels(), now, alerts);
        look(settings, "tts", providers.voices(), now, alerts);
      }
    }
  }

  private void look(
      BusinessSettings settings,
      String job,
      List<ProviderSettings> providers,
      Instant now,
      Alerts alerts) {
    for (ProviderSettings provider : providers) {
      var watched = new Watched(settings.business().id(), job, provider);
      Incident known = incidents.get(watched);
      if (isOpen.test(job, provider)) {
        Instant since = known == null ? now : known.openAt();
        String told = known == null ? null : known.told();
        if (told == null && !now.isBefore(since.plus(SICK_AFTER))) {
          told = tell(watched, cause(watched, now), since, false, providers.size() > 1, alerts);
        }
        incidents.put(watched, new Incident(since, null, told));
      } else if (known != null) {
        Instant closed = known.closedAt() == null ? now : known.closedAt();
        if (now.isBefore(closed.plus(WELL_AFTER))) {
          incidents.put(watched, new Incident(known.openAt(), closed, known.told()));
        } else {
          if (known.told() != null) {
            String over = known.told() + ":over";
            var _ = tell(watched, over, closed, true, providers.size() > 1, alerts);
          }
          incidents.remove(watched);
        }
      }
    }
  }

  private static String cause(Watched watched, Instant now) {
    return "provider:%s/%s:%s"
        .formatted(watched.job(), watched.provider().provider(), now.truncatedTo(ChronoUnit.HOURS));
  }

  /// @return the cause when people know of it; null when they were told of another incident just
  ///   now
  private static @Nullable String tell(
      Watched watched,
      String cause,
      Instant since,
      boolean isOver,
      boolean hasFallback,
      Alerts alerts) {
    int told =
        alerts.raise(
            watched.business(),
            AlertKind.PROVIDER_SICK,
            cause,
            null,
            facts ->
                facts
                    .put("provider", watched.provider().provider())
                    .put("job", watched.job())
                    .put("since", since.toString())
                    .put("recovered", isOver)
                    .put("fallback", hasFallback));
    return told == 0 ? null : cause;
  }
}
