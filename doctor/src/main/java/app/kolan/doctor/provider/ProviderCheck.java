package app.kolan.doctor.provider;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import app.kolan.server.probe.ProviderProbe;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.store.UsageJob;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Whether a provider works, by one request. It costs what one word costs.
final class ProviderCheck implements Check {
  private static final Duration SLOW = Duration.ofSeconds(2);

  private final String job;
  private final UsageJob kind;
  private final ProviderSettings settings;

  /// @param job what its kind is called, such as `voice`
  ProviderCheck(String job, UsageJob kind, ProviderSettings settings) {
    this.job = job;
    this.kind = kind;
    this.settings = settings;
  }

  @Override
  public String name() {
    return "%s %s".formatted(job, settings.provider());
  }

  @Override
  public List<Finding> look() throws InterruptedException {
    long from = System.nanoTime();
    try {
      String came = ProviderProbe.request(kind, settings);
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from);
      String what = "the %s %s %s, in %d ms".formatted(job, settings.provider(), came, millis);
      return List.of(
          millis <= SLOW.toMillis()
              ? Finding.fine(what)
              : Finding.warning(
                  what,
                  "a caller hears nothing meanwhile, or a sentence that asks for patience",
                  "Ask again, since the first request connects; then choose a quicker model, or one"
                      + " nearer to this machine."));
    } catch (ProviderFailure failure) {
      return List.of(judge(failure));
    }
  }

  private Finding judge(ProviderFailure failure) {
    String what = "the %s %s fails: %s".formatted(job, settings.provider(), failure.getMessage());
    String why = "callers are attended by the next provider, or by the scripted receptionist";
    return Finding.broken(what, why, remedy(failure));
  }

  private String remedy(ProviderFailure failure) {
    String host = settings.url().getHost() == null ? "it" : settings.url().getHost();
    return switch (failure.kind()) {
      case KEY_REFUSED ->
          "Check the key of %s: it is unknown to %s, or may not do this."
              .formatted(settings.provider(), host);
      case REQUEST_REFUSED ->
          "Check the model “%s”, the voice “%s” and the language “%s”: %s does not know one of them."
              .formatted(settings.model(), settings.voice(), settings.language(), host);
      case LIMITED -> "The quota of the account is used up, or too much is asked at once.";
      case OVERLOADED -> "The provider has trouble of its own; see its status page.";
      case UNREACHABLE ->
          "Check the address %s, and whether this machine may reach it.".formatted(settings.url());
      case TOO_SLOW, BROKEN_OFF ->
          "Check the network between here and %s; a model of one's own may still be loading."
              .formatted(host);
      case UNREADABLE ->
          "Check that %s is the base of the interface that %s documents."
              .formatted(settings.url(), settings.provider());
      case EMPTY -> "Ask again, or try another model: it answers without words.";
      case SESSION_OVER -> "Ask again: the provider has ended the session.";
    };
  }
}
